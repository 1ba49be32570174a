"""A family as it is drawn: in rows, nobody over anybody else, and who may not be safe says so."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from consent_service.domain.codes import codes
from consent_service.pages.worker.drawing import HEIGHT, WIDTH, drawn, of_file
from tests.sweeping import each


@each("adults", "children", of=[(0, 1), (1, 0), (2, 1), (3, 3), (4, 7), (9, 2)])
def test_everybody_stands_in_a_row_of_three_and_no_box_hides_another(
    adults: int, children: int
) -> None:
    above = [(f"a{n}", ["Zz" * 20, "mother"], "heard") for n in range(adults)]
    below = [(f"c{n}", ["Zz", "2 years old"]) for n in range(children)]
    ties = [(f"a{n}", f"c{m}", "YES") for n in range(adults) for m in range(children)]
    found = drawn(above, below, [*ties, ("nobody", "c0", "NO")])
    assert len(found.boxes) == adults + children
    assert len(found.ties) == adults * children
    for row in {box.y for box in found.boxes}:
        assert sum(box.y == row for box in found.boxes) <= 3
    for one, other in combinations(found.boxes, 2):
        assert abs(one.x - other.x) >= WIDTH or abs(one.y - other.y) >= HEIGHT
    for box in found.boxes:
        assert 0 <= box.x <= found.width - WIDTH
        assert 0 <= box.y <= found.height - HEIGHT
        assert all(len(line) <= 20 for line in box.words)
    for tie in found.ties:
        across = [int(point.partition(",")[0]) for point in tie.points.split()]
        assert 0 <= min(across) <= max(across) <= found.width
    lowest = max((box.y for box in found.boxes if box.kind != "child"), default=-1)
    assert all(box.y > lowest for box in found.boxes if box.kind == "child")


@each(
    "asking",
    "words",
    of=[("YES", None), ("NO", "! not safe to ask"), ("NOT_KNOWN", "! may not be safe")],
)
def test_of_an_adult_and_a_child_alike_it_is_drawn_that_they_may_not_be_safe(
    asking: str, words: str | None
) -> None:
    carer = {"person": "a", "role": "MOTHER", "pr_status": "YES", "undone": None}
    child: dict[str, Any] = {"id": "c", "names": "Ng", "age": 2, "age_is_about": False}
    child |= {
        "only_not_to_hear": None,
        "asking": asking,
        "caregivers": [carer],
        "estimated_dob": None,
        "born_in": None,
    }
    adult = {"id": "a", "names": "Ann", "asking": asking, "only_not_to_hear": None}
    file = {"adults": [adult], "children": [child], "known": {"deaths": []}}
    roles = {code: row.label for code, row in codes("roles").items()}
    found = of_file({**file, "as_of": "2026-03-09T12:00:00Z"}, {"a"}, roles)
    for box in found.boxes:
        assert (words in box.words) if words else not any("!" in line for line in box.words)

"""Whatever of a wish keeps it from somebody is heard, whatever else was left out beside it."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

from consent_service.domain.lifting.protecting import protects
from consent_service.domain.recorded.events import WishRecorded
from consent_service.domain.recorded.members import InDoubt
from consent_service.pages.worker.decidedhere import decided_here
from tests.domain.tasks.story import MONDAY
from tests.sweeping import each

#: By member: something that may stand there.
_SAID: dict[str, Any] = {
    "not_to_be_told": ("dad",),
    "not_to_be_told_because": "He shouts.",
    "how_weighed": "With care.",
}


def _beside(member: str) -> tuple[str, ...]:
    marks = get_args(get_type_hints(WishRecorded, include_extras=True)[member])
    (doubt,) = [one for one in marks if isinstance(one, InDoubt)]
    return doubt.beside


@each("said", of=sorted(_SAID))
def test_a_wish_that_protects_by_a_member_is_taken_with_care_by_it(said: str) -> None:
    wish: dict[str, Any] = {
        "child": "ng",
        "objects": False,
        "words": "",
        "heard_by": "Zz",
        "effective_at": MONDAY,
    }
    is_kept = protects(WishRecorded(**wish, **{said: _SAID[said]}))
    assert is_kept is (said != "how_weighed")
    for member in ("child", "objects"):
        assert (said in _beside(member)) is is_kept, member


@each(
    "status",
    "named",
    "expected",
    of=[
        ("NOT_SAFE", (), "Nobody of the family is to know of it: it is not safe. Ask"),
        (
            "NOT_SAFE",
            ("dad",),
            "it is not safe. Bo Example must not know of it; nobody has said that",
        ),
        ("WILL_TELL_BY", ("dad",), "Bo Example must not know of it. Ask a manager"),
    ],
)
def test_whoever_was_named_as_one_who_must_not_know_is_named_with_the_decision(
    status: str, named: tuple[str, ...], expected: str
) -> None:
    decision: dict[str, Any] = {
        "kind": "S47_DECISION",
        "scope": {
            "subjects": ["*"],
            "agencies": [{"type": "GP", "organisation": None, "id": None, "described": None}],
            "categories": ["*"],
            "purposes": ["*"],
        },
        "decided_at": None,
        "end": None,
        "seq": 1,
        "yes_gone_since": None,
        "over_since": None,
        "safe_to_tell": status != "NOT_SAFE",
        "id": "d",
        "kept_from": ["dad"],
        "kept_from_all": status == "NOT_SAFE",
        "telling": {"status": status, "not_safe_for": named},
        "why": {"reason_codes": []},
    }
    stands: dict[str, Any] = {
        "adults": [{"id": "dad", "names": "Bo Example", "former_names": [], "also": []}],
        "children": [],
        "authorisations": [decision],
        "not_share": [],
        "decision_requests": [],
        "known": {"conferences": []},
    }
    (one,) = decided_here(stands)
    assert expected in one["kept"]

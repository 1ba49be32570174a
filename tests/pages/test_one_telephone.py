"""Two of one family with one telephone: whoever is given a code by it may not be the one whom it is
for, so a manager decides that; staff read whose it is besides wherever it stands (F07).
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.running import Running, add_family
from tests.api.test_effects import MANAGER
from tests.pages.test_being_somebody import someone

NUMBER = "07700 900611"
WHY = "He is away at sea, and she has the telephone."


def _reach(service: Running, path: str, person: str, **changes: Any) -> dict[str, Any]:
    said = {"person": person, "type": "PHONE", "value": NUMBER, "safety": "SAFE", **changes}
    return service.record(f"{path}/contact-points", said)


def _notices(made: dict[str, Any]) -> list[str]:
    return [one["text"] for one in made["notices"] if one["code"] == "SAME_NUMBER"]


def test_nobody_is_given_a_code_by_a_telephone_that_somebody_else_has_but_by_a_manager(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    hers = _reach(made_up, family.path, family.mother)
    assert not _notices(hers)
    his = _reach(made_up, family.path, family.father, value="+44 7700 900611")
    (text,) = _notices(his)
    assert text.startswith("Ann Example (mother) has the same number.")
    for person, contact in ((family.mother, hers["id"]), (family.father, his["id"])):
        path = f"{family.path}/people/{person}/ways-in"
        by_it = {"how": "READ_OUT", "contact": contact}
        refused = made_up.post(path, by_it)
        assert refused.get_json()["type"].endswith("way-in-may-be-read")
        assert made_up.post(path, by_it, MANAGER).status_code == 422
        assert made_up.post(path, {**by_it, "reason": WHY}, MANAGER).status_code == 201
        assert made_up.post(path, {"how": "READ_OUT"}).status_code == 201
        home = _reach(made_up, family.path, person, type="ADDRESS", value="7 Zz Row")
        assert not _notices(home)
        assert made_up.post(path, {"how": "LETTER", "contact": home["id"]}).status_code == 201
    # Once it is nobody else's, it is theirs.
    ended = {"contact": his["id"], "ended": True}
    _reach(made_up, family.path, family.father, **ended)
    path = f"{family.path}/people/{family.mother}/ways-in"
    assert made_up.post(path, {"how": "READ_OUT", "contact": hers["id"]}).status_code == 201


@pytest.mark.parametrize("whose", ["the other parent", "their device"])
def test_staff_read_whose_it_is_besides_wherever_it_stands(made_up: Running, whose: str) -> None:
    family = add_family(made_up)
    _reach(made_up, family.path, family.mother)
    if whose == "the other parent":
        _reach(made_up, family.path, family.father)
        words = "The same as Bo Example (father) has: who answers may be either"
    else:
        said = {"digital_access": "SHARED_DEVICE", "reason": "She says so."}
        made_up.record(f"{family.path}/people/{family.mother}/amendments", said)
        words = "It is shared: who answers may be somebody else"
    worker = someone(made_up)
    file = family.path.removeprefix("/v1")
    for page in (file, f"{file}/people/{family.mother}/ways-in"):
        assert words in worker.open(page).text, page

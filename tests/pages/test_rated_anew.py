"""How urgent an enquiry is can be said anew: lists go by the last, and it stands who said so."""

from __future__ import annotations

import pytest

from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER


@pytest.mark.parametrize("whoever", ["worker", "manager"])
def test_what_an_enquiry_was_rated_at_first_can_be_said_anew(
    made_up: Running, whoever: str
) -> None:
    """It stood for good: what was green when it came in stayed at the end of each list."""
    family = add_family(made_up)
    (enquiry,) = made_up.get(family.path).get_json()["enquiries"]
    browser = someone(made_up, MANAGER) if whoever == "manager" else someone(made_up)
    path = f"/files/{family.file}/enquiries/{enquiry['id']}/ratings/new"
    assert path in {given.get("href") for _, given in browser.open(f"/files/{family.file}").tags}
    lacks = browser.send(browser.open(path), path, rating="RED")
    assert lacks.status_code == 422
    reply = browser.send(browser.open(path), path, rating="RED", reason="Zz a second bruise.")
    if reply.status_code != 303:
        reply = browser.post(path, opened(reply).form(path))
    assert reply.status_code == 303, opened(reply, reply.status_code).text
    text = browser.open(f"/files/{family.file}").text
    assert "Red: most urgent, as " in text
    assert "said on 9 March 2026: “Zz a second bruise.”" in text
    listed = made_up.get("/v1/enquiries", rating="RED").get_json()["enquiries"]
    assert [row["rating"] for row in listed if row["file"] == family.file] == ["RED"]
    others = made_up.get("/v1/enquiries", rating="NOT_RATED").get_json()["enquiries"]
    assert not [row for row in others if row["file"] == family.file]
    timeline = browser.open(f"/files/{family.file}/timeline").text.casefold()
    assert "how urgent the enquiry is was said anew: red: most urgent" in timeline


def test_one_that_is_lowered_waits_for_nobody_and_none_is_rated_that_has_ended(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    (enquiry,) = made_up.get(family.path).get_json()["enquiries"]
    path = f"{family.path}/enquiries/{enquiry['id']}"
    made_up.record(f"{path}/ratings", {"rating": "RED", "reason": "Zz."})
    made_up.clock.now += made_up.clock.now.resolution * 60_000_000
    made_up.record(f"{path}/ratings", {"rating": "GREEN", "reason": "Zz the hospital rang."})
    (now,) = made_up.get(family.path).get_json()["enquiries"]
    assert (now["rating"], now["rated"]["reason"]) == ("GREEN", "Zz the hospital rang.")
    assert not made_up.get("/v1/waiting", "MASH_MANAGER").get_json()["waiting"]
    made_up.record(f"{path}/end", {"reason": "ENTERED_IN_ERROR", "words": "Zz."})
    late = made_up.post(f"{path}/ratings", {"rating": "RED", "reason": "Zz."})
    assert late.status_code == 409

"""Whoever referred may be a listed service by another name: it is offered, and never supposed."""

from __future__ import annotations

from typing import Any

from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_referring import family

PLACE = "/referrals/new"
TYPED = {
    "enquiry.referrer_agency": "SCHOOL",
    "enquiry.referrer_organisation": "Larch Primary",
}


def listed(service: Running) -> str:
    school = {"type": "SCHOOL", "names": ["Larch Primary School"]}
    found: str = service.record("/v1/services", school, "MASH_MANAGER")["id"]
    return found


def opened_by(service: Running, file: str) -> dict[str, Any]:
    (one,) = service.get(f"/v1/files/{file}").get_json()["enquiries"]
    return {name: one[name] for name in ("referrer_organisation", "referrer_service")}


def test_a_name_near_that_of_a_listed_service_is_asked_about_and_stays_as_typed(
    made_up: Running,
) -> None:
    """It stood beside the listed school as a second one, and each was not agreed yet."""
    school, browser = listed(made_up), someone(made_up)
    page = browser.open(PLACE)
    read = opened(browser.send(page, PLACE, **family("Tarn"), **TYPED))
    assert "If you mean one of these, use that name: Larch Primary School" in read.text
    kept = browser.send(read, PLACE).headers["Location"].split("/")[2]
    assert opened_by(made_up, kept) == {
        "referrer_organisation": "Larch Primary",
        "referrer_service": None,
    }
    # Chosen, it is that one: nothing is left of what was typed beside it.
    at = {"enquiry.referrer_service": school}
    page = browser.open(PLACE)
    read = opened(browser.send(page, PLACE, **family("Fell"), **TYPED, **at))
    assert "If you mean one of these" not in read.text
    assert "Larch Primary School" in read.text
    kept = browser.send(read, PLACE).headers["Location"].split("/")[2]
    assert opened_by(made_up, kept) == {
        "referrer_organisation": "Larch Primary School",
        "referrer_service": school,
    }


def test_it_is_offered_where_an_enquiry_is_opened_as_well(made_up: Running) -> None:
    school, browser = listed(made_up), someone(made_up)
    here = add_family(made_up)
    path = f"/files/{here.file}/enquiries/new"
    page = browser.open(path)
    said = {"worry": "Tired.", "referrer_agency": "SCHOOL", "referrer_organisation": "larch primry"}
    read = opened(browser.send(page, path, **said))
    assert "use that name: Larch Primary School" in read.text
    assert browser.send(page, path, **said, referrer_service=school).status_code == 303
    made = made_up.get(here.path).get_json()["enquiries"]
    assert school in {one["referrer_service"] for one in made}

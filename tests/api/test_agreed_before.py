"""Who agreed in an enquiry that has closed is not called silent because another was only ticked."""

from __future__ import annotations

from datetime import timedelta

from tests.api.running import Running, add_family


def test_whoever_agreed_in_an_enquiry_that_closed_is_said_to_have_agreed_there(
    service: Running,
) -> None:
    """Her own yes had ended with the enquiry; of the father there was the referrer's tick, which is
    the nearer gap: "we have not heard from them" stood over both.
    """
    family = add_family(service)
    opened = {"referrer_agency": "GP", "referrer_reported_consent": "PARENTS_AWARE"}
    enquiry = service.record(f"{family.path}/enquiries", opened)["id"]
    service.clock.now += timedelta(hours=1)
    yes = family.conversation(family.agreement(), enquiry=enquiry)
    service.record(f"{family.path}/conversations", yes)
    service.clock.now += timedelta(hours=1)
    for one in (enquiry, family.enquiry):
        service.close(f"{family.path}/enquiries/{one}")
    answer = service.check(family.file, family.question(enquiry=enquiry))
    (reason,) = answer["reasons"]
    assert reason["code"] == "REPORTED_NOT_CONFIRMED"
    assert reason["label"].startswith(
        "Ann Example (mother) agreed in an enquiry that has now closed."
    )
    assert "Of Bo Example (father) all we have is what the referrer says." in reason["label"]

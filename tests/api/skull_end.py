"""The walk ends: how it ended is told, and the enquiry is closed by the table."""

from __future__ import annotations

from tests.api.closing import why_each
from tests.api.skull import Case


def everybody_hears_how_it_ended(case: Case) -> None:
    """The referrer, each agency that was contacted, and each caregiver who may know."""
    enquiry = f"enquiries/{case.enquiry}"
    # The GP hears that it came, then what happens next: in which words, by which way, and came it.
    assert case.tasks("ACKNOWLEDGE_REFERRER") != []
    said = {"level": "RECEIVED", "words_sent": "We have it.", "recipient": "Dr Example"}
    case.record(f"{enquiry}/referrer-feedback", {**said, "sent_via": "Telephone"})
    assert case.tasks("ACKNOWLEDGE_REFERRER") == []
    assert case.tasks("TELL_REFERRER_NEXT_STEPS") != []
    following = {"level": "NEXT_STEPS", "words_sent": "A joint enquiry begins today."}
    case.record(f"{enquiry}/referrer-feedback", {**following, "receipt": "Read at 14:02"})
    assert case.tasks("TELL_REFERRER_NEXT_STEPS") == []
    shared = {
        "subjects": [case.baby],
        "agency": {"type": "HEALTH_VISITOR"},
        "categories": ["CHILD_HEALTH"],
        "purpose": "S47_ENQUIRY",
        "direction": "SEEK",
        "basis": "PARTNER_DUTY",
        "summary": "What she saw.",
        "words_sent": "Please send what you have seen of Jo.",
    }
    visitor = case.record("disclosures", shared)["id"]
    made = case.get("/disclosures")["disclosures"]
    ward = next(one["id"] for one in made if one["agency"]["type"] == "HOSPITAL")

    # Before it is closed, the table says who was not heard or told, and offers a reason.
    table = case.get(f"/{enquiry}/closing")
    rows = {row["id"]: {cell["column"]: cell for cell in row["cells"]} for row in table["rows"]}
    # She was talked to, and answered about neither child.
    assert rows[case.mum]["HEARD"]["so_far"] == "About 0 of 2 children"
    assert rows[case.dad]["HEARD"]["offers"] == "NOT_SAFE"
    # A baby is heard by nobody, and no reason is asked for.
    assert rows[case.baby]["HEARD"]["filled"] == "NOT_NEEDED"
    assert rows[visitor]["HEARD"]["asks_for_reason"]
    case.record(f"{enquiry}/gaps", {"about": case.dad, "column": "TOLD", "reason": "NOT_SAFE"})

    # It is closed with a reason for each gap. What is still to be done stays a task.
    gaps = why_each(case.get(f"/{enquiry}/closing"))
    assert len(gaps) == table["without_reason"] - 1
    closed = case.record(f"{enquiry}/end", {"reason": "EARLY_HELP", "gaps": gaps})
    assert closed["without_reason"] == 0
    assert "EXPLAIN_GAPS" in {task["code"] for task in closed["left_open"]["tasks"]}
    waits = case.tasks("TELL_OUTCOME", "TELL_AGENCY_OUTCOME", "TELL_REFERRER_OUTCOME")
    assert {one for one in waits if one[0] == "TELL_OUTCOME"} == {
        ("TELL_OUTCOME", case.mum),
        ("TELL_OUTCOME", case.gran),
    }
    assert [code for code, _ in waits].count("TELL_AGENCY_OUTCOME") == 2

    dads = case.page(case.dad)
    for person in (case.mum, case.gran):
        case.record("tellings", {"about": case.enquiry, "person": person, "told": True})
    for contact in (visitor, ward):
        over = {"to": contact, "about": case.enquiry, "words_sent": "The enquiry has ended."}
        case.record("agencies-told", {**over, "receipt": "She rang back."})
    case.record(f"{enquiry}/referrer-feedback", {"level": "OUTCOME", "words_sent": "Early help."})
    assert case.tasks("TELL_OUTCOME", "TELL_AGENCY_OUTCOME", "TELL_REFERRER_OUTCOME") == []
    assert case.page(case.mum)["outcomes"][0]["what"] == "The early help team will help you"
    assert case.page(case.dad) == dads
    (feedback,) = case.get()["referrer_feedback"]
    assert [one["receipt"] for one in feedback["told"]] == [None, "Read at 14:02", None]

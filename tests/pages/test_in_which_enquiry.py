"""Where more than one enquiry goes on, a conversation asks in which before anything is typed."""

from __future__ import annotations

from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone

ANYWAY = {"responses.anyway": "ASK"}


def test_it_is_asked_on_the_first_step_and_stands_wherever_an_error_leads(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    by_police = {"rating": "RED", "referrer_agency": "POLICE"}
    second = made_up.record(f"{family.path}/enquiries", by_police)["id"]
    browser = someone(made_up)
    path = f"/files/{family.file}/conversations/new"
    first = browser.open(path)
    chosen = {
        "person": family.mother,
        "responses.service.0": "GP",
        "responses.subjects": family.child,
        "responses.categories": "CHILD_HEALTH",
        "responses.purpose": "AGENCY_CHECKS",
        "responses.direction": "SEEK",
        **ANYWAY,
    }
    lacks = opened(browser.send(first, path, more="responses", **chosen), 422)
    assert 'href="#f-enquiry"' in lacks.reply.text
    assert 'id="f-enquiry"' in lacks.reply.text
    assert "Choose in which enquiry." in lacks.text
    # Two of one day are told apart by who was worried, and how urgent it is.
    assert "referred by: Police, Red: most urgent" in lacks.text
    talk = opened(browser.send(lacks, path, more="responses", **chosen, enquiry=second))
    assert 'id="f-enquiry"' not in talk.reply.text
    # Of a talk about something else it is asked where that is typed.
    other = opened(browser.send(first, path, more="responses.none", person=family.mother))
    assert 'id="f-enquiry"' in other.reply.text


def test_where_one_goes_on_nobody_is_asked(made_up: Running) -> None:
    family = add_family(made_up)
    page = someone(made_up).open(f"/files/{family.file}/conversations/new")
    assert "In which enquiry?" not in page.text

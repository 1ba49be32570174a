"""What a page says is to be done next: whoever decides is asked first, an answer of some time ago
says so, and an agency that would not is asked once more in words that say what it must do.
"""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

from consent_service import pages
from consent_service.domain.codes import codes
from consent_service.domain.scopes.scope import Agency
from consent_service.domain.words.naming import agency_in_words
from consent_service.pages.forms.registered import form_of
from consent_service.pages.forms.typed import Typed
from consent_service.pages.managing import measuring
from consent_service.pages.worker.protecting import SAFETY
from tests.api.disclosing import disclosure, reply_to
from tests.api.running import Running, add_family, agree, decide
from tests.pages.opening import Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_checking import asks
from tests.pages.test_contacting import answered, links
from tests.pages.test_conversation import begun
from tests.pages.test_deciding import MANAGER, asked_for
from tests.sweeping import each

_THEN = "This is the answer of"


def buttons(page: Page, ends: str) -> list[str]:
    return [
        given["href"] or ""
        for tag, given in page.tags
        if tag == "a" and given.get("role") == "button" and ends in (given.get("href") or "")
    ]


def test_a_young_person_who_decides_is_asked_before_their_parents(made_up: Running) -> None:
    family = add_family(made_up)
    competent = {"child": family.child, "status": "COMPETENT", "rationale": "She told us why."}
    made_up.record(f"{family.path}/competence", competent)
    answer = answered(someone(made_up), family)
    first, *_ = buttons(answer, "/conversations/new")
    assert f"person={family.child}" in first
    assert "Record what Ng says" in answer.text


def test_whoever_has_come_of_age_is_asked_before_their_parents_too(made_up: Running) -> None:
    family = add_family(made_up)
    born = {"names": "Dario Example", "dob": "2008-03-08", "gender": "NOT_KNOWN"}
    child = made_up.record(f"{family.path}/children", born)["id"]
    link = {"person": family.mother, "child": child, "role": "MOTHER", "pr_status": "YES"}
    made_up.record(f"{family.path}/relationships", link)
    browser = someone(made_up)
    answer = browser.open(asks(browser, family, subjects=child).headers["Location"])
    first, second = buttons(answer, f"check={answer.reply.request.path.rpartition('/')[2]}")[:2]
    assert f"person={child}" in first
    assert f"person={family.mother}" in second


def test_an_answer_that_something_came_after_says_that_it_is_of_then(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    browser = someone(made_up)
    address = asks(browser, family).headers["Location"]
    assert _THEN not in browser.open(address).text
    # Another check changes nothing.
    assert _THEN not in browser.open(asks(browser, family).headers["Location"]).text
    assert _THEN not in browser.open(address).text
    made_up.record(f"{family.path}/withdrawals", {"person": family.mother, "words": "No more."})
    page = browser.open(address)
    assert f"{_THEN} 9 March 2026" in page.text
    (again,) = links(page, "/check?")
    form = browser.open(again)
    ticked = [g["value"] for _, g in form.tags if "checked" in g or "selected" in g]
    assert ticked == [family.child, "HEALTH_VISITOR", "CHILD_HEALTH", "AGENCY_CHECKS", "SEEK"]


def test_an_agency_that_would_not_is_asked_once_more_in_words_that_are_offered(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    made = made_up.record(f"{family.path}/disclosures", disclosure(family))["id"]
    browser = someone(made_up)
    words = "Words to ask it once more"
    assert words not in browser.open(f"/files/{family.file}/sent").text
    reply_to(made_up, family, made, outcome="WOULD_NOT", because="NO_CONSENT")
    page = browser.open(f"/files/{family.file}/sent")
    assert words in page.text
    assert "section 16LA of the Children Act 2004" in page.text
    reply_to(made_up, family, made, outcome="SENT")
    assert words not in browser.open(f"/files/{family.file}/sent").text


def test_nothing_that_somebody_only_tried_is_shown_as_said_or_rested_on(made_up: Running) -> None:
    family = add_family(made_up)
    tried = {"person": family.father, "method": "PHONE_VERBAL", "words": "Went to voicemail."}
    made_up.record(f"{family.path}/attempts", tried)
    asked_for(made_up, family)
    browser = someone(made_up, MANAGER)
    page = browser.open("/decisions")
    assert "Tried to ask, not reached" in page.text
    assert "Went to voicemail." in page.text
    assert "“Went to voicemail" not in page.text, "nobody said this"
    form = someone(made_up).open(f"/files/{family.file}/disclosures/new")
    assert "Tried to ask" not in form.text


def test_what_a_child_says_and_whom_they_do_not_want_told_stands_with_the_family(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    page = someone(made_up).open(f"/files/{family.file}")
    assert "What the children say" not in page.text
    wish = {"child": family.child, "objects": False, "words": "Not my dad, please."}
    made_up.record(f"{family.path}/wishes", wish | {"not_to_be_told": [family.father]})
    page = someone(made_up).open(f"/files/{family.file}")
    assert "“Not my dad, please.”" in page.text
    assert "They do not want these told: Bo Example." in page.text


def test_yes_and_no_are_read_back_as_they_were_asked() -> None:
    said = dict(SAFETY.in_words(Typed({"person": ("a" * 24,), "safe_to_ask": ("false",)})))
    assert said["Is it safe to ask them?"] == "No, or it may not be"


def test_a_no_is_read_in_their_own_words_and_they_can_be_talked_to_again(made_up: Running) -> None:
    family = add_family(made_up)
    refused = {"answer": "REFUSED", "expires_at": None}
    talk = family.conversation(family.agreement(**refused, words=None), parent_words="Not her.")
    made_up.record(f"{family.path}/conversations", talk)
    answer = answered(someone(made_up), family)
    assert "“Not her.”" in answer.text
    assert "Talk again: record what Ann Example says" in answer.text
    first, *_ = buttons(answer, f"/conversations/new?person={family.mother}")
    assert "check=" in first
    # Whoever it is not safe to ask is not talked to again.
    unsafe = {"person": family.mother, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    made_up.record(f"{family.path}/safety", unsafe)
    assert "Talk again" not in answered(someone(made_up), family).text


def test_the_last_day_on_which_something_holds_is_said_and_not_the_day_after(
    made_up: Running,
) -> None:
    # At midnight here, when the clocks are on summer time and when they are not.
    for end, said in (
        ("2026-03-20T00:00:00Z", "until 19 March 2026"),
        ("2026-04-01T23:00:00Z", "until 1 April 2026"),
    ):
        family = add_family(made_up)
        agree(made_up, family, expires_at=end)
        browser = someone(made_up)
        assert said in answered(browser, family).text
        assert said in browser.open(f"/files/{family.file}/agreed").text


def test_a_decision_says_until_when_it_holds(made_up: Running) -> None:
    family = add_family(made_up)
    decide(made_up, family, end="2026-03-20T00:00:00Z")
    assert "✓ Decided until 19 March 2026" in answered(someone(made_up), family).text


def test_whoever_is_talked_to_of_themselves_hears_it_so(made_up: Running) -> None:
    family = add_family(made_up)
    page = begun(someone(made_up), family, person=family.child)
    assert "I’m worried about you because" in page.text
    assert "They may know about: your health" in page.text
    assert "only who you are" in page.text
    assert "your child" not in page.text.partition("What you said")[0]
    page = begun(someone(made_up), family)
    assert "I’m worried about Ng because" in page.text
    assert "only who Ng is" in page.text


def test_a_family_is_given_to_nobody_who_works_with_none(made_up: Running) -> None:
    family = add_family(made_up)
    for staff, names, role in (
        ("auditor", "Ines Looks", "AUDITOR"),
        ("sw-1", "Sol Worker", "SOCIAL_WORKER"),
    ):
        made_up.record("/v1/staff", {"staff": staff, "names": names}, "HEAD_OF_SERVICE")
        until = "2026-04-09T17:00:00Z"
        right = {"staff": staff, "role": role, "until": until}
        made_up.record("/v1/rights", right, "SYSTEM_ADMIN")
    form = someone(made_up).open(f"/files/{family.file}/enquiries/{family.enquiry}/assignments/new")
    assert "Sol Worker" in form.text
    assert "Ines Looks" not in form.text


def test_nobody_is_offered_as_the_same_person_with_themselves(made_up: Running) -> None:
    family = add_family(made_up)
    form = someone(made_up).open(f"/files/{family.file}/people/{family.mother}/joinings/new")
    values = [g.get("value") for _, g in form.tags if g.get("name") == "other"]
    assert family.mother not in values
    assert family.father in values


@each(
    "code",
    "said",
    of=[
        *(("SCHOOL", "the school"), ("MIDWIFERY", "midwifery"), ("CAFCASS", "Cafcass")),
        ("CHILDRENS_SOCIAL_CARE_OWN", "children's social care of this council"),
        ("OTHER_NAMED", "another organisation"),
    ],
)
def test_a_type_of_service_is_called_as_people_call_it(code: str, said: str) -> None:
    assert agency_in_words(Agency(code)) == said


def test_a_form_about_one_of_several_says_which(made_up: Running) -> None:
    family = add_family(made_up)
    called = {
        "meeting_type": "STRATEGY_DISCUSSION",
        "children": [family.child],
        "invited": [{"agency": {"type": "POLICE"}, "name": "PC Example"}],
    }
    asked = made_up.record(f"{family.path}/disclosures", disclosure(family, recipient="Sister Day"))
    met = made_up.record(f"{family.path}/meetings", called)
    plan = {"children": [family.child], "recipients": [{"person": family.mother}]}
    made = made_up.record(f"{family.path}/plans", plan)
    point = {"person": family.mother, "type": "PHONE", "value": "020 7946 0001", "safety": "SAFE"}
    ring = made_up.record(f"{family.path}/contact-points", point)["id"]
    wants = {"person": family.mother, "wants": next(iter(codes("family_wants"))), "words": "Ring."}
    request = made_up.record(f"{family.path}/family-requests", wants)["id"]
    kind = next(iter(codes("correction_kinds")))
    wrong = {"person": family.mother, "words": "I never said so.", "what": kind}
    correction = made_up.record(f"{family.path}/correction-requests", wrong)["id"]
    meeting, invitation = (one["id"] for one in met["entries"])
    plan_id, recipient = (one["id"] for one in made["entries"])
    browser = someone(made_up)
    for path, words in (
        (f"disclosures/{asked['id']}/replies", "Health visitor: Sister Day, contacted on 9 March"),
        (f"meetings/{meeting}/outcomes", "Strategy discussion, 9 March 2026"),
        (f"invitations/{invitation}/parts", "Police: PC Example, invited: Strategy discussion"),
        (f"plans/{plan_id}/end", "The safety plan for Ng"),
        (f"plan-recipients/{recipient}/sharings", "Ann Example: the safety plan for Ng"),
        (f"enquiries/{family.enquiry}/assignments", "The enquiry of 9 March 2026"),
        (f"family-requests/{request}/answers", "“Ring.”"),
        (f"correction-requests/{correction}/answers", "“I never said so.”"),
        (f"people/{family.mother}/amendments", "Ann Example"),
    ):
        assert words in browser.open(f"/files/{family.file}/{path}/new").text, path
    page = browser.open(f"/files/{family.file}/contact-points/{ring}/open")
    assert "Ann Example, Telephone" in page.text


def test_a_decision_that_holds_no_longer_is_read_before_it_is_looked_at_again(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    id = decide(made_up, family)
    browser = someone(made_up, MANAGER)
    place = f"/files/{family.file}/decisions/{id}/reviews/new"
    assert "It holds no longer" not in browser.open(place).text
    ended = {"reason": "Everybody has agreed since."}
    made_up.record(f"{family.path}/authorisations/{id}/end", ended, "MASH_MANAGER")
    page = browser.open(place)
    assert "Go ahead although someone said no. It holds no longer" in page.text
    assert "What is the risk? A third injury in a month" in page.text
    assert "the health visitor" in page.text.lower()


def test_reasons_and_months_of_a_report_are_said_in_words() -> None:
    assert measuring.said(["RELY_ONE_PARENT"], {}, "reasons") == "Rely on the parent who agreed"
    assert measuring.said("2026-11", {}, "month") == "November 2026"


def test_an_advocate_who_was_named_is_not_typed_again_to_be_checked(made_up: Running) -> None:
    family = add_family(made_up)
    named = {"person": family.mother, "status": "NOMINATED", "advocate": "Zofia Example"}
    made_up.record(f"{family.path}/advocates", named)
    browser = someone(made_up)
    (address,) = set(
        links(browser.open(f"/files/{family.file}"), f"advocates/new?person={family.mother}")
    )
    form = browser.open(address)
    assert [g["value"] for _, g in form.tags if g.get("name") == "advocate"] == ["Zofia Example"]
    # Of the father nobody is named: nothing of hers is filled in.
    other = browser.open(f"/files/{family.file}/advocates/new?person={family.father}")
    assert "Zofia" not in other.reply.text


def test_whoever_skips_a_step_of_an_advocates_is_told_which_comes_first_and_gets_there_by_a_press(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    path = f"/files/{family.file}/advocates/new"
    browser = someone(made_up)
    typed = {"person": family.mother, "status": "CHECKING", "advocate": "Zofia Example"}
    skipped = opened(browser.send(browser.open(path), path, **typed), 409)
    assert "First “Named by the parent”: The advocate's status cannot go there" in skipped.text
    pressed = opened(browser.send(skipped, path, **typed, more="status:NOMINATED"))
    assert ("NOMINATED", "selected") in {
        (given.get("value"), "selected" if "selected" in given else "") for _, given in pressed.tags
    }
    assert "Record this first" not in pressed.text
    for status in ("NOMINATED", "CHECKING"):
        reply = browser.send(pressed, path, **typed | {"status": status, "once": status})
        assert reply.status_code == 303, reply.text


def test_a_team_is_chosen_from_those_there_are_and_a_new_one_is_said_to_be_new(
    made_up: Running,
) -> None:
    """A mistype would put the family where nobody looks."""
    for staff, team in (("worker-8", "North team"), ("worker-9", "South team")):
        made_up.record("/v1/staff", {"staff": staff, "names": "Zz", "team": team}, "SYSTEM_ADMIN")
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/enquiries/{family.enquiry}/assignments/new"
    form = browser.open(path)
    values = [given.get("value") for tag, given in form.tags if tag == "option"]
    assert {"North team", "South team"} <= set(values)
    read = opened(browser.send(form, path, **{"team.other": "Nroth team"}))
    assert "Nobody on record is in a team of this name." in read.text
    # As it is written where somebody is listed in it, however it was typed.
    assert browser.send(form, path, **{"team.other": "NORTH  TEAM", "once": "b"}).status_code == 303
    assert made_up.get(family.path).get_json()["enquiries"][0]["team"] == "North team"
    # One outside the hub may be right: a press more, and it stands.
    once = {"team.other": "Assessment East", "once": "c"}
    read = opened(browser.send(form, path, **once))
    assert browser.send(read, path).status_code == 303
    assert made_up.get(family.path).get_json()["enquiries"][0]["team"] == "Assessment East"
    # Whoever takes it from there is not asked again.
    claim = {"owner": "worker-1"}
    again = made_up.record(f"{family.path}/enquiries/{family.enquiry}/assignments", claim)
    assert again["notices"] == []


def test_an_answer_of_another_day_says_so_too(made_up: Running) -> None:
    family = add_family(made_up)
    browser = someone(made_up)
    address = asks(browser, family).headers["Location"]
    made_up.clock.now += timedelta(days=1)
    assert _THEN in someone(made_up).open(address).text


def test_whatever_a_page_offers_has_a_form_to_offer() -> None:
    """Where there is none nothing is offered, and nobody sees that: no page led to giving a family
    a way to sign in.
    """
    named = [
        (path.name, str(call.args[1].value))
        for path in Path(pages.__file__).parent.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "offered"
        and len(call.args) > 1
        and isinstance(call.args[1], ast.Constant)
    ]
    assert named
    assert [(path, one) for path, one in named if form_of(one) is None] == []


def test_the_familys_page_leads_to_the_ways_in_which_they_sign_in(made_up: Running) -> None:
    family = add_family(made_up)
    assert links(someone(made_up).open(f"/files/{family.file}"), "/ways-in")


def test_who_said_no_in_another_enquiry_can_be_talked_to_again(made_up: Running) -> None:
    """Where a manager went over the no there, the answer was that nobody has agreed here, and no
    button led to asking.
    """
    family = add_family(made_up)
    no = {"person": family.mother, "answer": "REFUSED", "words": "No."}
    made_up.record(f"{family.path}/responses", no)
    decide(made_up, family)
    made_up.record(f"{family.path}/enquiries", {"worry": "Another burn."})
    answer = answered(someone(made_up), family)
    assert "Not agreed yet" in answer.text
    asks_again = [one for one in buttons(answer, "") if f"person={family.mother}" in one]
    assert any("/conversations/new" in one for one in asks_again)

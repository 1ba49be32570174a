"""A conversation in one page: asked about what was chosen, and recorded as it was said."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.codes import OWN_TO_A_CHILD, OWN_TO_AN_ADULT, codes
from consent_service.pages.forms.typed import Typed
from consent_service.pages.worker.conversation import CONVERSATION
from tests.api.running import Family, Running, add_family
from tests.pages.opening import Browser, Page, opened
from tests.pages.test_being_somebody import someone
from tests.sweeping import each

_CELL = "responses.grid.{}.{}"


def place(family: Family) -> str:
    return f"/files/{family.file}/conversations/new"


def plan(family: Family, **changes: str) -> str:
    """The address to which a page leads that was asked about this."""
    said = {
        "person": family.mother,
        "agencies": "HEALTH_VISITOR.GP",
        "categories": "CHILD_HEALTH",
        "subjects": family.child,
        "purpose": "AGENCY_CHECKS",
        "direction": "SEEK",
        **changes,
    }
    return f"{place(family)}?{'&'.join(f'{name}={one}' for name, one in said.items())}"


def begun(browser: Browser, family: Family, anyway: str = "ASK", **changes: str) -> Page:
    """The page of a talk about this, once it is decided whether they are asked or told."""
    first = browser.open(plan(family, **changes))
    return opened(
        browser.send(first, place(family), more="responses", **{"responses.anyway": anyway})
    )


def said(service: Running, family: Family) -> dict[str, Any]:
    shown: dict[str, Any] = service.get(family.path).get_json()
    return shown


def outcome(service: Running, family: Family, agency: str) -> str:
    asked = family.question(agency={"type": agency})
    answer: str = service.check(family.file, asked)["outcome"]
    return answer


def checked(page: Page) -> list[str | None]:
    return [given["value"] for _, given in page.tags if "checked" in given]


def test_what_was_said_of_each_is_one_act_and_the_next_check_knows_it(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    page = begun(browser, family)
    # Neither what was explained nor what they said is filled in by anybody but who heard it.
    assert checked(page) == []
    assert "It ends on" not in page.text
    assert "I’d like to talk to" in page.text
    typed = {
        "explained": "WHY_WORRIED",
        "parent_words": "The health visitor is fine. Not the doctor.",
        _CELL.format(0, "CHILD_HEALTH"): "AGREED",
        _CELL.format(1, "CHILD_HEALTH"): "REFUSED",
        "method": "PHONE_VERBAL",
        "seen_alone": "YES",
        "pressure_concern": "NONE",
        "advocates": "WANTS_TIME",
        "wishes.0.child": family.child,
        "wishes.0.objects": "false",
        "wishes.0.words": "I like the nurse.",
        "wishes.0.not_to_be_told": family.father,
        "wishes.0.not_to_be_told_because": "He would shout at me.",
    }
    size = made_up.size()
    read = opened(browser.send(page, path, **typed))
    assert read.heading == "Check what you typed"
    assert "Not the doctor." in read.text
    assert made_up.size() == size
    # Beside a yes whatever they said is read once more, and who typed it says what is in it.
    assert "Say whether it was their own yes" in opened(browser.send(read, path), 422).text
    replies = [browser.send(read, path, not_a_no="true") for _ in range(2)]
    assert [one.status_code for one in replies] == [303, 303]
    shown = said(made_up, family)
    assert len(shown["conversations"]) == 1
    assert [one["answer"] for one in shown["responses"]] == ["AGREED", "REFUSED"]
    assert shown["conversations"][0]["explained"] == ["WHY_WORRIED"]
    assert [one["status"] for one in shown["advocates"]] == ["WANTS_TIME"]
    [wish] = shown["known"]["wishes"]
    assert wish["not_to_be_told"] == [family.father]
    assert wish["not_to_be_told_because"] == "He would shout at me."
    assert outcome(made_up, family, "HEALTH_VISITOR") != "ASK"
    assert outcome(made_up, family, "GP") == "OBJECTION"


def test_what_is_asked_about_is_chosen_first_where_no_page_brings_it(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    page = browser.open(path)
    assert "Say" not in page.text.split()
    chosen = {
        "person": family.mother,
        "responses.service.0": "SCHOOL",
        "responses.service.0.organisation": "Elm Primary",
        "responses.categories": "EDUCATION",
        "responses.purpose": "AGENCY_CHECKS",
    }
    size = made_up.size()
    lacks = opened(browser.send(page, path, more="responses", **chosen), 422)
    assert "Choose whom it is about." in lacks.text
    assert "at least one service" not in lacks.text
    assert "Elm Primary" in lacks.reply.text
    rest = {"responses.subjects": family.child, "responses.direction": "SEEK"}
    rest["responses.anyway"] = "ASK"
    talk = opened(browser.send(lacks, path, more="responses", **chosen, **rest))
    assert "School: Elm Primary" in talk.text
    assert made_up.size() == size
    back = opened(browser.send(talk, path, more="responses.change"))
    assert "Elm Primary" in back.reply.text
    cell = {_CELL.format(0, "EDUCATION"): "REFUSED", "method": "PHONE_VERBAL"}
    reply = browser.send(opened(browser.send(talk, path, **cell)), path)
    assert reply.status_code == 303
    (answer,) = said(made_up, family)["responses"]
    agencies = [(one["type"], one["organisation"]) for one in answer["scope"]["agencies"]]
    assert (answer["answer"], agencies) == ("REFUSED", [("SCHOOL", "Elm Primary")])


def test_after_a_check_somebody_is_asked_what_it_asked(made_up: Running) -> None:
    family = add_family(made_up)
    asked = made_up.check(family.file, family.question(agency={"type": "SCHOOL"}))
    query = f"person={family.mother}&check={asked['ledger']['seq']}"
    browser = someone(made_up)
    first = browser.open(f"{place(family)}?{query}")
    ask = {"more": "responses", "responses.anyway": "ASK"}
    talk = opened(browser.send(first, place(family), **ask))
    assert "School: the child's health" in talk.text
    assert checked(talk) == []
    decision = browser.open(f"/files/{family.file}/decision-requests/new?{query}")
    filled = {given["value"] for _, given in decision.tags if "checked" in given}
    assert filled == {family.child, "CHILD_HEALTH", "SEEK"}
    chosen = {given["value"] for _, given in decision.tags if "selected" in given}
    assert chosen == {"SCHOOL", "AGENCY_CHECKS"}
    # The only enquiry that goes on is no question to anybody.
    assert decision.form(f"/files/{family.file}/decision-requests/new")["enquiry"] == family.enquiry


def test_what_is_an_adults_own_is_said_of_themselves_and_of_no_child(made_up: Running) -> None:
    """The script asks a mother about what is hers alone, whichever child she was asked of:
    her no was on record as one about the child, and no check about her heard it.
    """
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    for word, outcome_is in (("REFUSED", "OBJECTION"), ("AGREED", "COVERED")):
        talk = begun(browser, family, agencies="GP", categories="SUBSTANCE_USE")
        assert "drugs or alcohol" in talk.text
        assert "I’d like to talk to the GP surgery" in talk.text
        typed = {_CELL.format(0, "SUBSTANCE_USE"): word, "method": "PHONE_VERBAL"}
        typed |= {"seen_alone": "YES", "pressure_concern": "NONE", "explained": "WHY_WORRIED"}
        browser.send(opened(browser.send(talk, path, **typed)), path)
        assert said(made_up, family)["responses"][-1]["scope"]["subjects"] == [family.mother]
        asked = {"subjects": [family.mother], "categories": ["SUBSTANCE_USE"]}
        question = family.question(agency={"type": "GP"}, **asked)
        assert made_up.check(family.file, question)["outcome"] == outcome_is
        made_up.clock.now += timedelta(minutes=5)


@each("kind", of=sorted(codes("categories")))
def test_each_kind_is_asked_of_an_adult_about_whom_it_is(kind: str) -> None:
    child, adult = "a" * 24, "b" * 24
    values = {"responses.service.0": ["GP"], "responses.categories": [kind], "person": [adult]}
    values |= {"responses.purpose": ["AGENCY_CHECKS"], "responses.direction": ["SEEK"]}
    values |= {_CELL.format(0, kind): ["REFUSED"], "responses.subjects": [child, "SELF"]}
    of_both = [child, adult]
    about = [adult] if kind in OWN_TO_AN_ADULT else [child] if kind in OWN_TO_A_CHILD else of_both
    for known_as, whom in ((adult, about), ("", of_both)):
        body, _ = CONVERSATION.body(Typed({**values, "responses.adult": [known_as]}))
        (answer,) = body["responses"]
        assert answer["scope"]["subjects"] == whom


def test_whoever_is_talked_to_can_be_asked_about_themselves(made_up: Running) -> None:
    """After a check about an adult nothing but its question led there, and to change it lost it."""
    family = add_family(made_up)
    asked = {"subjects": [family.mother], "categories": ["ADULT_HEALTH"]}
    check = made_up.check(family.file, family.question(**asked))["ledger"]["seq"]
    browser, path = someone(made_up), place(family)
    first = browser.open(f"{path}?person={family.mother}&check={check}")
    assert "about you" not in first.text
    changing = opened(browser.send(first, path, more="responses.change"))
    assert "SELF" in checked(changing)
    ask = {"more": "responses", "responses.anyway": "ASK", "person": family.mother}
    ask |= {"responses.service.0": "HEALTH_VISITOR", "responses.subjects": "SELF"}
    ask |= {"responses.categories": "ADULT_HEALTH", "responses.purpose": "AGENCY_CHECKS"}
    talk = opened(browser.send(changing, path, **ask, **{"responses.direction": "SEEK"}))
    cell = {_CELL.format(0, "ADULT_HEALTH"): "REFUSED", "method": "PHONE_VERBAL"}
    browser.send(opened(browser.send(talk, path, **cell)), path)
    (answer,) = said(made_up, family)["responses"]
    assert answer["scope"]["subjects"] == [family.mother]


def test_whatever_is_not_settled_yet_is_said_first_and_led_to_in_the_order_of_the_page(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    page = opened(browser.send(browser.open(path), path, more="responses"), 422)
    summary = page.reply.text.partition("govuk-error-summary__list")[2].partition("</ul>")[0]
    leads = re.findall(r'href="#f-([^"]*)"', summary)
    parts = ("service.0", "subjects", "categories", "purpose", "direction")
    assert leads == ["responses.anyway", "person", *(f"responses.{one}" for one in parts)]
    assert page.reply.text.count("govuk-error-message") == len(leads)
    # What is chosen is not asked for again, and a talk about something else needs none of it.
    typed = {"person": family.mother, "responses.service.0": "GP", "responses.anyway": "ASK"}
    again = opened(browser.send(page, path, more="responses", **typed), 422)
    assert again.reply.text.count("govuk-error-message") == len(leads) - len(typed)
    opened(browser.send(again, path, more="responses.none", person=family.mother))


def test_it_is_decided_first_whether_they_are_asked_or_told(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    first = browser.open(plan(family))
    assert "First: if Ann Example said no, would you share anyway?" in first.text
    assert "Say" not in first.text.split()
    undecided = opened(browser.send(first, path, more="responses"), 422)
    assert "Say whether you would share anyway." in undecided.text
    assert 'href="#f-responses.anyway"' in undecided.reply.text
    told = begun(browser, family, "TELL")
    assert "I am not asking you to agree" in told.text
    # Nobody can be put down as agreeing who was not asked; whoever says no is heard.
    cells = {g["value"] for _, g in told.tags if (g.get("name") or "").startswith("responses.grid")}
    assert cells == {"REFUSED", "NOT_DISCUSSED"}
    typed = {
        _CELL.format(0, "CHILD_HEALTH"): "AGREED",
        _CELL.format(1, "CHILD_HEALTH"): "REFUSED",
        "method": "PHONE_VERBAL",
        "parent_words": "Not the doctor.",
    }
    # What is settled once more keeps what was typed.
    back = opened(browser.send(told, path, more="responses.change", **typed))
    kept = back.form(path)
    assert kept["parent_words"] == "Not the doctor."
    read = opened(browser.send(told, path, **typed))
    assert "They were told, and not asked" in read.text
    assert browser.send(read, path).status_code == 303
    assert [one["answer"] for one in said(made_up, family)["responses"]] == ["REFUSED"]
    assert outcome(made_up, family, "HEALTH_VISITOR") == "ASK"
    assert outcome(made_up, family, "GP") == "OBJECTION"


def test_a_talk_in_which_nothing_was_asked_has_no_answers(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    page = browser.open(path)
    talk = opened(browser.send(page, path, more="responses.none", person=family.mother))
    typed = {"method": "PHONE_VERBAL", "parent_words": "She asked how long it takes."}
    reply = browser.send(opened(browser.send(talk, path, **typed)), path, not_a_no="true")
    assert reply.status_code == 303
    shown = said(made_up, family)
    assert (len(shown["conversations"]), shown["responses"]) == (1, [])


def test_who_is_not_safe_to_ask_is_said_before_anything_else(made_up: Running) -> None:
    family = add_family(made_up)
    unsafe = {"person": family.mother, "safe_to_ask": False, "reason": "He reads her messages."}
    made_up.record(f"{family.path}/safety", unsafe)
    page = someone(made_up).open(plan(family))
    warned = page.text.index(": it is not safe.")
    assert warned < page.text.index("would you share anyway")


def test_what_is_typed_is_kept_as_it_goes_and_gone_once_recorded(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    page = begun(browser, family)
    typed = {"parent_words": "Ask me first.\r\nAlways.", _CELL.format(0, "CHILD_HEALTH"): "REFUSED"}
    sent = page.form(path) | typed
    as_it_goes = {"Accept": "application/json"}
    replies = [browser.post(f"{path}/draft", sent, **as_it_goes) for _ in range(2)]
    first, again = (one.get_json() for one in replies)
    assert first["draft"] == again["draft"]
    assert "Nothing is recorded yet" in first["said"]
    by_button = browser.post(f"{path}/draft", sent)
    assert by_button.headers["Location"] == f"{path}?draft={first['draft']}"
    browser = someone(made_up)
    later = browser.open(by_button.headers["Location"])
    assert "Ask me first." in later.text
    assert checked(later) == ["REFUSED"]
    read = opened(browser.send(later, path, method="PHONE_VERBAL", **typed))
    assert browser.send(read, path).status_code == 303
    assert "it is on record" in browser.open(by_button.headers["Location"]).text
    # What the script kept last came after it was recorded: it does not come back.
    late = browser.post(f"{path}/draft", later.form(path) | typed, **as_it_goes).get_json()
    assert late["draft"] == ""
    assert "it is on record" in late["said"]
    assert "You have begun nothing" in browser.open(f"/files/{family.file}/drafts").text


def test_a_draft_of_another_is_not_found(made_up: Running) -> None:
    family = add_family(made_up)
    mine = made_up.record(
        f"{family.path}/drafts-of-mine",
        {"address": f"{family.path}/conversations", "typed": '{"person": 1}'},
        subject="worker-9",
    )
    assert someone(made_up).get(f"{place(family)}?draft={mine['draft']}").status_code == 404


@pytest.mark.parametrize("day", ["31/2/2027", "", "1/1/1"])
def test_a_day_that_is_none_is_refused_where_it_was_typed_and_nothing_is_lost(
    made_up: Running, day: str
) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    parts = dict(zip(("day", "month", "year"), [*day.split("/"), "", ""], strict=False))
    until = {f"responses.until.{part}": one for part, one in parts.items()}
    typed = {"method": "PHONE_VERBAL", _CELL.format(0, "CHILD_HEALTH"): "AGREED", **until}
    page = opened(browser.send(begun(browser, family), path, **typed), 422 if day else 200)
    if day:
        assert checked(page) == ["AGREED", "PHONE_VERBAL"]
        # Whatever else of an answer is wrong is said at the answers.
        asks = "Until when?" if day == "31/2/2027" else "What they said to each"
        where = "until.day" if day == "31/2/2027" else "grid"
        assert f'"#f-responses.{where}"' in page.reply.text
        assert asks in page.text


def test_beside_a_no_a_day_that_is_none_loses_the_yes_alone(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    typed = {
        "method": "PHONE_VERBAL",
        _CELL.format(0, "CHILD_HEALTH"): "AGREED",
        _CELL.format(1, "CHILD_HEALTH"): "REFUSED",
        **{
            f"responses.until.{part}": n
            for part, n in zip(("day", "month", "year"), ("31", "2", "2027"), strict=True)
        },
    }
    text = opened(browser.send(begun(browser, family), path, **typed)).text
    assert "Only their no is kept" in text
    lost = text.partition("Of this nothing would be on record:")[2].partition(
        "Nothing is recorded yet"
    )[0]
    assert "Until when?" in lost
    assert "What they said to each" not in lost


def test_what_is_wrong_is_never_behind_something_closed(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    typed = {"method": "PHONE_VERBAL", _CELL.format(0, "CHILD_HEALTH"): "AGREED"}
    typed |= {"keep_informed.agreed_with_person": "true", "duration_minutes": "x"}
    page = opened(browser.send(begun(browser, family), path, **typed), 422)
    text = page.reply.text
    closed = re.findall(r'<details class="govuk-details">(.*?)</details>', text, re.DOTALL)
    assert closed
    assert not [one for one in closed if "govuk-error-message" in one]
    assert text.count("govuk-error-message") >= 2


_KINDS = sorted(codes("categories"))[:4]
_WORDS = ["AGREED", "REFUSED", "UNDECIDED", "NOT_DISCUSSED", ""]


@given(
    st.dictionaries(st.tuples(st.integers(0, 2), st.sampled_from(_KINDS)), st.sampled_from(_WORDS))
)
def test_every_cell_is_in_an_answer_of_its_own_word_and_in_no_other(
    cells: dict[tuple[int, str], str],
) -> None:
    """No yes reaches a service or a kind of information of which nobody said yes."""
    services = ["GP", "SCHOOL", "POLICE"]
    values = {f"responses.service.{n}": [one] for n, one in enumerate(services)}
    values |= {"responses.categories": _KINDS, "responses.subjects": ["a" * 24]}
    values |= {"responses.purpose": ["AGENCY_CHECKS"], "responses.direction": ["SEEK"]}
    values |= {_CELL.format(n, kind): [word] for (n, kind), word in cells.items()}
    body, _ = CONVERSATION.body(Typed(values))
    heard = {
        (agency["type"], kind): one["answer"]
        for one in body.get("responses", [])
        for agency in one["scope"]["agencies"]
        for kind in one["scope"]["categories"]
    }
    assert heard == {
        (services[n], kind): word for (n, kind), word in cells.items() if word in _WORDS[:3]
    }

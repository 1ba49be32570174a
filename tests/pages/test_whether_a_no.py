"""Whoever writes down what somebody said, in words that may be a no, is asked whether it is one
there, once, before it is kept: not a manager, days later, with the yes held meanwhile.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import pytest
from werkzeug.test import TestResponse

from consent_service.domain.codes import codes
from consent_service.domain.recorded.marked import marked
from consent_service.domain.recorded.members import TheirWords
from consent_service.domain.said.saidbesides import NOT_A_NO
from consent_service.pages.forms.form import Form
from tests.api.disclosing import disclose
from tests.api.running import Family, Running, add_family, agree
from tests.pages.filled_in import Filled, forms_of
from tests.pages.opening import Browser, Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_forms import FORMS
from tests.sweeping import each

#: A no, or a no in passing: of whichever of the two.
WORDS: Final = "Bo Example said no to the school, and Ann Example said no to it."
#: Members of whatever is recorded in which such words are looked for.
_THEIRS: Final = {
    *(one.member for one in marked(TheirWords) if not one.mark.to_us),
    # Lines beside codes, in which whoever found a yes valid says why.
    "reasons",
}
#: Each form that somebody can be asked on: its operation takes what they say to it, and it does not
#: record one thing alone that nobody types.
ASKED: Final = sorted(
    name for name, form in FORMS.items() if NOT_A_NO in form.schema.fields and form.fields
)
#: What protects somebody is held up by no page more: it is asked on the form.
AT_ONCE: Final = {name for name in ASKED if FORMS[name].is_heard_at_once}
#: Where most often nobody has said a thing, and whoever writes that down knows it.
ON_THE_FORM: Final = {"recordAttempt", "reviewDisclosure"}


def asks(form: Form, member: str) -> bool:
    return any(one.member == member for one in form.inputs())


@each("name", of=ASKED)
def test_each_form_that_takes_their_words_asks_whether_they_are_a_no(name: str) -> None:
    assert asks(FORMS[name], NOT_A_NO)
    assert any(asks(FORMS[name], one) for one in _THEIRS)


@pytest.fixture
def family(made_up: Running) -> Family:
    family = add_family(made_up)
    agree(made_up, family)
    # What is said at the very time of an answer is what was said with it.
    made_up.clock.now += timedelta(minutes=1)
    return family


def address(service: Running, family: Family, form: Form) -> str:
    """Where it stands for this family, with whatever it is about on record."""
    path = form.path.replace("<string:file>", family.file)
    if "<string:meeting>" in path or "<string:invitation>" in path:
        called: dict[str, Any] = {"meeting_type": "STRATEGY_DISCUSSION", "children": [family.child]}
        called["invited"] = [{"person": family.father}]
        made = service.record(f"{family.path}/meetings", called)
        meeting, invited = (one["id"] for one in made["entries"])
        path = path.replace("<string:meeting>", meeting).replace("<string:invitation>", invited)
    if "<string:disclosure>" in path:
        path = path.replace("<string:disclosure>", disclose(service, family))
    assert "<" not in path
    return path


def words_left_open(service: Running, family: Family) -> list[int]:
    besides = service.get(family.path).get_json()["said_besides"]
    return [one["entry"] for one in besides if one["may_be_a_no"]]


#: What is chosen where the first that is offered records something else.
_CHOSEN: Final[dict[str, dict[str, list[str]]]] = {
    "changeAdvocateStatus": {"status": ["OFFERED"], "advocate_person": [""], "advocate": [""]},
    "recordResponse": {"answer": ["UNDECIDED"], "conversation": [""]},
    "recordContactMade": {"method": ["CALL"]},
    "agreeKeepInformed": {"contact": [""], "methods": ["CALL"]},
}


def filled(form: Filled, name: str) -> dict[str, list[str]]:
    """Filled in, their words in each member that may hold them."""
    sent = {one: values for one, values in form.filled_in().items() if one != NOT_A_NO}
    sent |= {one: [WORDS] for one in sent if one in _THEIRS}
    return sent | _CHOSEN.get(name, {})


def press(browser: Browser, action: str, sent: dict[str, list[str]]) -> TestResponse:
    return browser.post(action, sent)  # type: ignore[arg-type]


def is_asked(page: Page) -> bool:
    return any(given.get("name") == NOT_A_NO for tag, given in page.tags if tag == "input")


def left_of(page: Page) -> dict[str, list[str]]:
    """What the form on which it is asked sends as it stands."""
    (form,) = (
        one
        for one in forms_of(page.reply.text)
        if any(field.name == NOT_A_NO for field in one.controls)
    )
    return form.as_it_stands()


@pytest.mark.parametrize("name", sorted({*ASKED} - AT_ONCE - ON_THE_FORM - {"recordConversation"}))
def test_it_is_asked_once_before_it_is_kept_and_nothing_typed_is_lost(
    made_up: Running, family: Family, name: str
) -> None:
    browser, before = someone(made_up), words_left_open(made_up, family)
    if name == "followUpCheck":
        made_up.check(family.file, family.question())
    path = address(made_up, family, FORMS[name])
    page = browser.open(path)
    assert not is_asked(page), "it is asked where there may be nothing to ask"
    form = next(one for one in forms_of(page.reply.text) if one.action == path)
    typed = filled(form, name)
    reply = press(browser, path, typed)
    carried = left_of(opened(reply))
    for member, values in typed.items():
        assert carried.get(member, [""]) == values or values == [""], member
    # Left open nothing is kept yet, and it is asked for; answered, it is kept and holds nothing.
    left = opened(press(browser, path, carried), 422)
    assert is_asked(left)
    assert "Say whether it may be a no. If you do not know, choose" in left.text
    assert left_of(left) == carried
    done = press(browser, path, {**carried, NOT_A_NO: ["true"]})
    assert done.status_code == 303, opened(done, done.status_code).text
    assert words_left_open(made_up, family) == before


@pytest.mark.parametrize("answer", ["true", "false"])
@pytest.mark.parametrize("is_late", [False, True])
def test_of_an_attempt_it_is_asked_where_it_is_written_down(
    made_up: Running, family: Family, answer: str, *, is_late: bool
) -> None:
    """ "Rang, no reply." stood on each check as something that he had told us."""
    browser, path = someone(made_up), f"/files/{family.file}/attempts/new"
    page = browser.open(path)
    assert is_asked(page)
    (form,) = (one for one in forms_of(page.reply.text) if one.action == path)
    typed = {**form.filled_in(), "person": [family.father], "words": ["Rang, no reply."]}
    if is_late:
        # Left open it is asked for, until it is answered.
        typed.pop(NOT_A_NO)
        asked = opened(press(browser, path, typed))
        typed = left_of(asked)
        assert press(browser, path, typed).status_code == 422
    reply = press(browser, path, {**typed, NOT_A_NO: [answer]})
    assert reply.status_code == 303
    assert bool(words_left_open(made_up, family)) is (answer != "true")
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    answered = browser.open(f"/files/{family.file}/checks/{seq}").text
    assert ("Something that Bo Example said" in answered) is (answer != "true")


def talk_of_nothing(browser: Browser, family: Family, words: str) -> tuple[str, Page]:
    """A talk in which nothing was asked, as far as what is read before it is recorded."""
    path = f"/files/{family.file}/conversations/new"
    page = browser.open(path)
    talk = opened(browser.send(page, path, more="responses.none", person=family.mother))
    typed = {"method": "PHONE_VERBAL", "parent_words": words}
    return path, opened(browser.send(talk, path, **typed))


@pytest.mark.parametrize("words", ["no, he slept well", "No, thanks, no tea"])
def test_a_talk_is_asked_about_on_the_page_that_is_read_before_it_is_kept(
    made_up: Running, family: Family, words: str
) -> None:
    browser = someone(made_up)
    path, read = talk_of_nothing(browser, family, words)
    assert is_asked(read)
    assert browser.send(read, path, not_a_no="true").status_code == 303
    assert made_up.check(family.file, family.question())["outcome"] == "COVERED"


def test_called_a_no_it_is_kept_and_holds_her_yes(made_up: Running, family: Family) -> None:
    browser = someone(made_up)
    path, read = talk_of_nothing(browser, family, "no, he slept well")
    assert browser.send(read, path).status_code == 422
    assert browser.send(read, path, not_a_no="false").status_code == 303
    assert made_up.check(family.file, family.question())["outcome"] == "ASK"


def test_whatever_the_words_are_it_is_asked_and_without_words_it_is_not(
    made_up: Running, family: Family
) -> None:
    """No list of words is whole: "nope" was not on it."""
    for words in ("She is glad that somebody rang.", "Said he dosnt want it", "wont have it"):
        _, read = talk_of_nothing(someone(made_up), family, words)
        assert is_asked(read)
    _, read = talk_of_nothing(someone(made_up), family, "")
    assert not is_asked(read)


@pytest.mark.parametrize("name", sorted(AT_ONCE))
def test_what_protects_somebody_is_asked_about_on_the_form(
    made_up: Running, family: Family, name: str
) -> None:
    path = address(made_up, family, FORMS[name])
    assert is_asked(someone(made_up).open(path))


def test_a_worker_who_answers_what_may_be_a_no_reads_that_it_waits_for_a_manager(
    made_up: Running, family: Family
) -> None:
    asked = {"person": family.mother, "words": "Your letter is wrong about us.", "what": "OTHER"}
    correction = made_up.record(f"{family.path}/correction-requests", asked)["id"]
    assert made_up.check(family.file, family.question())["outcome"] == "ASK"
    browser = someone(made_up)
    path = f"/files/{family.file}/correction-requests/{correction}/answers/new"
    answer = {"accepted": "true", "reason": "The letter named another school."}
    read = opened(browser.send(browser.open(path), path, **answer))
    assert "What it would lift stands until a manager confirms it" in read.text
    done = browser.send(read, path)
    assert codes("notices")["WAITS_FOR_A_MANAGER"].label in browser.open(done.location).text
    assert made_up.check(family.file, family.question())["outcome"] == "ASK"


@pytest.mark.parametrize("name", ["recordAttempt", "recordContactMade", "recordTelling"])
@pytest.mark.parametrize("words", ["Texted 'NO'", "He said nah"])
def test_what_a_worker_says_of_it_is_heard_in_each_form_and_that_it_is_none_is_looked_at_again(
    made_up: Running, family: Family, name: str, words: str
) -> None:
    """What she ticked herself was lost, as were words that no list had."""
    browser, path = someone(made_up), address(made_up, family, FORMS[name])
    page = browser.open(path)
    form = next(one for one in forms_of(page.reply.text) if one.action == path)
    sent = {**filled(form, name), "words": [words], "person": [family.father]}
    asked = opened(press(browser, path, sent))
    assert is_asked(asked)
    assert "These words read like a no" in asked.text
    assert browser.send(asked, path, not_a_no="false").status_code == 303
    assert made_up.check(family.file, family.question())["outcome"] == "ASK"

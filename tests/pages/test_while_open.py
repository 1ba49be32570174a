"""A form that was open while the same person's answers changed says so before it is kept: exactly,
whoever recorded it; a yes of no time is not taken to be later than the stop it never heard, nor a
no to be before the yes that it never heard.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, get_args

import pytest

from consent_service.domain.codes import codes
from consent_service.domain.recorded.events import AnyEvent
from consent_service.pages.forms.form import Form
from consent_service.pages.forms.whileopen import KINDS, SAID
from tests.api.running import Family, Running, add_family
from tests.pages.filled_in import forms_of
from tests.pages.opening import Browser, Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, outcome, place
from tests.pages.test_forms import FORMS

_YES = {
    "responses.grid.0.CHILD_HEALTH": "AGREED",
    "responses.grid.1.CHILD_HEALTH": "",
    "explained": "WHY_WORRIED",
    "method": "PHONE_VERBAL",
    "seen_alone": "YES",
    "pressure_concern": "NONE",
}
_STOP = "While this form was open Ann Example took back everything"


def _stop(service: Running, family: Family) -> None:
    said = {"person": family.mother, "method": "TEXT_MESSAGE", "words": "stop everything, fed up"}
    service.record(f"{family.path}/withdrawals", said)


def _due(service: Running, family: Family) -> set[str]:
    reply = service.get(f"{family.path}/tasks").get_json()
    return {one["code"] for one in reply["tasks"]}


def _a_talk(service: Running) -> tuple[Browser, Family, Page]:
    family = add_family(service)
    browser = someone(service)
    return browser, family, begun(browser, family)


def test_a_stop_while_a_talk_was_typed_is_read_before_the_talk_is_kept(made_up: Running) -> None:
    browser, family, talk = _a_talk(made_up)
    made_up.clock.now += timedelta(minutes=5)
    _stop(made_up, family)
    made_up.clock.now += timedelta(minutes=1)
    read = opened(browser.send(talk, place(family), **_YES))
    assert _STOP in read.text
    assert "by text message" in read.text
    assert "“stop everything, fed up”" in read.text
    assert "taken to be when you opened this form" in read.text
    assert browser.send(read, place(family)).status_code == 303
    # It may have been before the stop: in doubt the no is the later word, and they are called.
    assert outcome(made_up, family, "HEALTH_VISITOR") == "OBJECTION"
    assert "CALL_AFTER_WITHDRAWAL" in _due(made_up, family)


def test_who_talked_after_the_stop_says_when(made_up: Running) -> None:
    browser, family, talk = _a_talk(made_up)
    _stop(made_up, family)
    made_up.clock.now += timedelta(minutes=10)
    now = made_up.clock.now
    at = {"day": now.day, "month": now.month, "year": now.year, "time": f"{now:%H:%M}"}
    typed = _YES | {f"effective_at.{name}": str(value) for name, value in at.items()}
    read = opened(browser.send(talk, place(family), **typed))
    assert _STOP in read.text
    assert "taken to be when you opened this form" not in read.text
    assert browser.send(read, place(family)).status_code == 303
    assert outcome(made_up, family, "HEALTH_VISITOR") == "COVERED"
    assert outcome(made_up, family, "GP") == "OBJECTION"


@pytest.mark.parametrize(
    "no",
    [
        {"responses.grid.0.CHILD_HEALTH": "REFUSED"},
        {"responses.grid.0.CHILD_HEALTH": "UNDECIDED"},
        {"parent_words": "I do not want you to ask them"},
        {"parent_words": "Mum dnt want it", "not_a_no": "false"},
    ],
    ids=["no", "undecided", "words", "said to be one"],
)
def test_a_no_is_not_taken_to_be_before_the_yes_that_it_never_heard(
    made_up: Running, no: dict[str, str]
) -> None:
    browser, family, talk = _a_talk(made_up)
    made_up.clock.now += timedelta(hours=7)
    other = someone(made_up)
    read = opened(other.send(begun(other, family), place(family), **_YES))
    assert other.send(read, place(family)).status_code == 303
    assert outcome(made_up, family, "HEALTH_VISITOR") == "COVERED"
    made_up.clock.now += timedelta(minutes=30)
    read = opened(browser.send(talk, place(family), **_YES | no))
    assert "While this form was open Ann Example said yes to" in read.text
    assert "taken to be when you opened this form" not in read.text
    for _ in range(2):
        # Whether a no may be in the words is answered where they are read once more.
        sent = browser.send(read, place(family), **no | {"not_a_no": "false"})
        if sent.status_code == 303:
            break
        read = opened(sent)
    assert sent.status_code == 303
    said = made_up.get(family.path).get_json()["responses"][-1]
    assert said["effective_at"] >= f"{made_up.clock.now - timedelta(minutes=5):%Y-%m-%dT%H:%M}"
    assert outcome(made_up, family, "HEALTH_VISITOR") != "COVERED"


def test_a_no_in_words_is_told_though_no_answer_was_ticked(made_up: Running) -> None:
    browser, family, talk = _a_talk(made_up)
    said = {"person": family.mother, "method": "PHONE_VERBAL", "parent_words": "I said no to that"}
    made_up.record(f"{family.path}/conversations", said)
    read = opened(browser.send(talk, place(family), **_YES))
    assert "While this form was open somebody talked with Ann Example" in read.text
    assert "“I said no to that”" in read.text


def test_what_changes_once_more_is_read_once_more(made_up: Running) -> None:
    browser, family, talk = _a_talk(made_up)
    read = opened(browser.send(talk, place(family), **_YES))
    assert "While this form was open" not in read.text
    _stop(made_up, family)
    again = opened(browser.send(read, place(family)))
    assert _STOP in again.text
    assert browser.send(again, place(family)).status_code == 303


def test_what_they_said_of_one_service_is_said_as_they_said_it(made_up: Running) -> None:
    browser, family, talk = _a_talk(made_up)
    at = [{"type": "SCHOOL", "organisation": "Elm {Primary}"}, {"type": "GP"}]
    no = {"answer": "REFUSED", "scope": family.scope(agencies=at), "words": "Not {them}."}
    made_up.record(f"{family.path}/responses", no | {"person": family.mother})
    read = opened(browser.send(talk, place(family), **_YES))
    assert "While this form was open Ann Example said no to" in read.text
    assert "Elm {Primary}" in read.text
    assert "“Not {them}.”" in read.text
    assert browser.send(read, place(family)).status_code == 303


def test_a_stop_itself_waits_for_nothing(made_up: Running) -> None:
    _, family, _ = _a_talk(made_up)
    browser, path = someone(made_up), f"{family.path.removeprefix('/v1')}/withdrawals/new"
    page = browser.open(path)
    _stop(made_up, family)
    assert browser.send(page, path, person=family.mother, words="Stop it").status_code == 303


def _of_a_file() -> list[Form]:
    one = "/files/<string:file>/"
    return [
        form for form in FORMS.values() if form.path.startswith(one) and form.path.count("<") == 1
    ]


@pytest.mark.parametrize("form", _of_a_file(), ids=lambda form: form.name or form.operation)
def test_no_form_that_names_them_is_kept_with_no_word_of_it(made_up: Running, form: Form) -> None:
    """Any two forms at once: this one, and the stop that is recorded while it is open."""
    family = add_family(made_up)
    browser = someone(made_up)
    path = form.path.replace("<string:file>", family.file)
    reply = browser.get(path)
    waits = form.asks_first or not form.is_heard_at_once
    if reply.status_code != 200 or not waits or "dry_run" not in form.schema.fields:
        # A stop is kept at once; and a check says what holds when it is made.
        return
    page = opened(reply)
    _stop(made_up, family)
    size = made_up.size()
    (filled,) = (one for one in forms_of(reply.text) if one.action == path and one.is_typed)
    typed: dict[str, Any] = {"person": family.mother} | filled.filled_in()
    sent = browser.send(page, path, **typed)
    named = family.mother in str(typed)
    assert not named or made_up.size() == size or _STOP in sent.text


def test_each_answer_is_told_as_what_it_is() -> None:
    assert SAID.keys() == codes("answers").keys()
    assert len({*SAID.values()}) == len(SAID)
    assert all(words.count("{what}") == 1 for words in SAID.values())


def test_each_kind_that_is_told_is_one() -> None:
    assert {kind.__struct_config__.tag for kind in get_args(AnyEvent)} >= KINDS

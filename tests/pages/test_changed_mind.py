"""Whoever rings somebody who took an agreement back reads what to say, for as long as the call is
due, and of what they took back by that alone.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from consent_service.pages.worker.changedmind import taken_back_by
from tests.api.asking_own import mother_of
from tests.api.running import Family, Running, add_family, agree
from tests.pages.opening import Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_contacting import links
from tests.sweeping import each

_CALL: Final = "CALL_AFTER_WITHDRAWAL"
_CHANGED: Final = "has changed their mind: "
_ELSE: Final = "Record a talk about something else"
_VISITOR: Final = {"type": "HEALTH_VISITOR"}
_GP: Final = {"type": "GP"}
_SCHOOL: Final = {"type": "SCHOOL"}


def _agree_to(service: Running, family: Family, *services: Any) -> None:
    each_of = [family.agreement(scope=family.scope(agencies=[one])) for one in services]
    service.record(f"{family.path}/conversations", family.conversation(*each_of))


def _withdraw(service: Running, family: Family, *services: Any, **more: str) -> None:
    scope = family.scope(agencies=[*services])
    said = {"person": family.mother, "scope": scope, "enquiry": family.enquiry}
    body = {**said, "method": "EMAIL", "words": "Not that one.", **more}
    service.record(f"{family.path}/withdrawals", body)
    service.clock.now += timedelta(hours=1)


def _talk(service: Running, family: Family) -> None:
    talk = family.conversation(parent_words="That is how it is.")
    talk["responses"] = []
    service.record(f"{family.path}/conversations", talk)
    service.clock.now += timedelta(hours=1)


def _page(service: Running, family: Family) -> Page:
    address = f"/files/{family.file}/conversations/new?person={family.mother}"
    return someone(service).open(address)


def _is_due(service: Running, family: Family) -> bool:
    due = service.get(f"{family.path}/tasks", limit="200").get_json()["tasks"]
    return _CALL in {one["code"] for one in due}


def test_what_they_took_back_before_and_were_talked_with_about_is_not_said_again(
    made_up: Running,
) -> None:
    """She stopped the GP, and said "do not ask me again": days later she stopped the visitor, and
    was to be told that she had stopped both, and asked of the GP anew.
    """
    family = add_family(made_up)
    _agree_to(made_up, family, _VISITOR, _GP, _SCHOOL)
    made_up.clock.now += timedelta(hours=1)
    _withdraw(made_up, family, _GP)
    assert f"{_CHANGED}the GP surgery, on" in _page(made_up, family).text
    _talk(made_up, family)
    assert _CHANGED not in _page(made_up, family).text
    _withdraw(made_up, family, _VISITOR)
    assert f"{_CHANGED}the health visitor, on" in _page(made_up, family).text
    _talk(made_up, family)
    mother_of(made_up, family).receipt("withdrawals", {"words": "No more of it."})
    assert f"{_CHANGED}the school, on" in _page(made_up, family).text
    browser = someone(made_up)
    home = browser.open(f"/files/{family.file}")
    (address,) = {one for one in links(home, "answer=") if "/conversations/" in one}
    sends = browser.open(address).form(address.partition("?")[0])
    asked = [v for k, v in sends.items() if k.startswith("responses.service.") and v]
    assert asked == ["SCHOOL"]


@each("when", of=["no more", "a day alone"])
@each("safe", of=["safe", "not known", "not safe"])
@each("talked", of=["no talk", "a talk before", "a talk since"])
def test_what_to_say_stands_on_the_page_exactly_while_the_call_is_due(
    when: str, safe: str, talked: str, made_up: Running
) -> None:
    """The page had a second rule of its own: a day alone made the call due, and nothing to say."""
    family = add_family(made_up)
    agree(made_up, family)
    made_up.clock.now += timedelta(minutes=5)
    if talked == "a talk before":
        _talk(made_up, family)
    today = made_up.clock.now.date().isoformat()
    day = {"effective_at": f"{today}T00:00:00Z", "precision": "day"}
    _withdraw(made_up, family, _VISITOR, **(day if when == "a day alone" else {}))
    if talked == "a talk since":
        _talk(made_up, family)
    unsafe = {"not known": None, "not safe": False}
    if safe in unsafe:
        why = {"code": "OTHER", "reason": "Somebody listens in."}
        body = {"person": family.mother, "safe_to_ask": unsafe[safe], **why}
        made_up.record(f"{family.path}/safety", body)
    browser, address = someone(made_up), f"/files/{family.file}/conversations/new"
    page = browser.open(f"{address}?person={family.mother}")
    assert (_CHANGED in page.text) is _is_due(made_up, family)
    typed = {"person": family.mother, "responses.anyway": "no", "more": "responses.none"}
    settled = opened(browser.send(page, address, **typed))
    assert "What they said" in settled.text
    assert (_CHANGED in settled.text) is _is_due(made_up, family)


def test_what_the_page_says_to_press_stands_on_it(made_up: Running) -> None:
    """From the task itself the button was not there: what was left asked for a new yes."""
    family = add_family(made_up)
    agree(made_up, family)
    made_up.clock.now += timedelta(hours=1)
    mother_of(made_up, family).receipt("withdrawals", {"words": "No more."})
    browser = someone(made_up)
    home = browser.open(f"/files/{family.file}")
    (address,) = {one for one in links(home, "answer=") if "/conversations/" in one}
    page = browser.open(address)
    assert _ELSE in page.presses
    to = address.partition("?")[0]
    pressed = {"responses.anyway": "no", "more": "responses.none"}
    settled = opened(browser.send(page, to, **pressed))
    assert _CHANGED in settled.text
    assert "I’d like to talk to" not in settled.text
    assert _ELSE not in settled.text


def _said(answer: str, at: int, agencies: list[Any], **more: Any) -> dict[str, Any]:
    parts = {"categories": ["CHILD_HEALTH"], "purposes": ["AGENCY_CHECKS"]}
    scope = {"subjects": ["c"], "directions": ["SEEK"], **parts, "agencies": agencies}
    time = f"2026-03-{at:02}T10:00:00Z"
    body = {"person": "p", "answer": answer, "scope": scope, "effective_at": time, "seq": at}
    return {**body, "status": "WITHDRAWN", "corrected": None, **more}


@each(
    "before",
    "found",
    of=[
        ([], ["HEALTH_VISITOR", "GP"]),
        ([_said("WITHDRAWN", 3, [_GP])], ["HEALTH_VISITOR"]),
        # One that was said before the yes, or entered in error, took nothing of it back.
        ([_said("WITHDRAWN", 1, [_GP])], ["HEALTH_VISITOR", "GP"]),
        ([_said("WITHDRAWN", 3, [_GP], corrected={"stands": False})], ["HEALTH_VISITOR", "GP"]),
        # That it was an error waits for a manager, or was refused: it stands.
        ([_said("WITHDRAWN", 3, [_GP], corrected={"stands": True})], ["HEALTH_VISITOR"]),
        ([_said("WITHDRAWN", 3, [{"type": "*"}])], []),
        # One of somebody else.
        ([_said("WITHDRAWN", 3, [_GP], person="q")], ["HEALTH_VISITOR", "GP"]),
    ],
)
def test_of_a_yes_to_several_what_was_stopped_before_is_left_out(
    before: list[Any], found: list[str]
) -> None:
    stop = _said("WITHDRAWN", 9, [{"type": "*"}])
    every = [*before, _said("AGREED", 2, [_VISITOR, _GP]), stop]
    scopes = taken_back_by(every, stop)
    assert [one["type"] for scope in scopes for one in scope["agencies"]] == found

"""What somebody wrote besides their answers is not made nothing by one worker's word: what may be a
no in it stands, and what nobody here can read sends for nobody. Each thing falls for its own
reason.
"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any, Final

from consent_service.domain.answers import Reason, Safe, Says
from consent_service.domain.recorded import events as ev
from consent_service.domain.recorded.compared import WritingRead
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.events import ConversationRecorded, SafetyRecorded
from consent_service.domain.recorded.falling import (
    EffectConfirmed,
    EffectRefused,
    EffectWaits,
    Fall,
    FallKind,
)
from consent_service.domain.recorded.members import ALWAYS
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import (
    ContactPointRecorded,
    CorrectionAnswered,
    CorrectionAsked,
    FamilyAnswered,
    FamilyAsked,
    WordsRead,
)
from consent_service.domain.safety.signs import asking
from consent_service.domain.safety.writtenbythem import not_sent_for, to_be_read
from consent_service.domain.scopes.scope import Scope
from consent_service.domain.tasks import due
from tests.domain.every_write import MANAGER, WORKER, Hub
from tests.domain.nothing_fell import items
from tests.domain.test_effects import HOUR
from tests.reasons import ENOUGH
from tests.sweeping import each

_THEY: Final = By("mum", "PARENT")
_PLAIN: Final = "Keep the school out of it, as we said when you were here on Friday."
_POLISH: Final = "Nie chcę, żeby szkoła wiedziała. On mnie bije."
_THANKS: Final = "Thank you. Please ring me back."


def _hub(words: str = _PLAIN, door: str = "asked") -> Hub:
    """A mother, a father and their two children; and the mother has written this."""
    hub = Hub(Random(0))
    hub.put(ev.FileOpened())
    for child in ("kim", "lee"):
        hub.put(ev.ChildAdded(child=child, names=child.title(), dob=date(2012, 5, 1)))
    for adult, role in (("mum", "MOTHER"), ("dad", "FATHER")):
        hub.put(ev.AdultAdded(person=adult, names=f"{adult.title()} Example"))
        for child in ("kim", "lee"):
            link: dict[str, Any] = {"person": adult, "child": child, "role": role}
            hub.put(ev.RelationshipRecorded(**link, pr_status="YES", effective_at=ALWAYS))
    hub.put(ev.EnquiryOpened(enquiry="E1", effective_at=hub.at))
    hub.at += HOUR
    said: dict[str, Any] = {"person": "mum", "words": words, "effective_at": hub.at}
    hub.put(
        FamilyAsked(request="it", wants="SPEAK_TO_SOMEBODY", **said)
        if door == "asked"
        else CorrectionAsked(correction="it", **said),
        by=_THEY,
    )
    hub.at += HOUR
    return hub


def _fall_by(hub: Hub, *events: Event, role: str = WORKER) -> list[Fall]:
    """What waits of these."""
    before = hub.seq
    hub.write(events, hub.moment(role))
    hub.at += HOUR
    waits = [held for held in hub.file.of(EffectWaits) if held.seq >= before]
    return [fall for held in waits for fall in held.event.falls]


def _confirm(hub: Hub) -> None:
    for held in hub.file.of(EffectWaits):
        said = EffectConfirmed(waiting=held.event.waiting, reason=ENOUGH, effective_at=hub.at)
        hub.put(said, by=By("manager", MANAGER))
    hub.at += HOUR


def _holds(hub: Hub, about: str = "kim") -> bool:
    return any(
        p.person == "mum" and p.reason is Reason.NOT_CLEAR and p.holds and p.decides
        for (*_, subject, _), item in items(hub.view())
        for p in item.positions
        if subject == about
    )


def _dealt_with(hub: Hub, door: str, said: str) -> Event:
    at = hub.at
    match door:
        case "asked":
            return FamilyAnswered(request="it", words=said, how="DONE", effective_at=at)
        case "wrong":
            return CorrectionAnswered(correction="it", accepted=True, reason=said, effective_at=at)
    place = hub.file.of(FamilyAsked)[0].seq
    if door == "read":
        return WordsRead(entry=place, reason=said, effective_at=at)
    return WritingRead(entry=place, holds="NOTHING", effective_at=at)


DOORS: Final = ("asked", "wrong", "read", "writing")


@each("door", of=DOORS)
def test_that_it_is_dealt_with_waits_for_a_manager(door: str) -> None:
    for words in (_PLAIN, _POLISH):
        hub = _hub(words, door if door == "wrong" else "asked")
        assert _holds(hub)
        falls = _fall_by(hub, _dealt_with(hub, door, ENOUGH))
        assert {fall.kind for fall in falls} >= {FallKind.WORD}
        assert _holds(hub)
        _confirm(hub)
        assert not _holds(hub)


@each("door", of=DOORS)
def test_thanks_cost_nobody_a_day(door: str) -> None:
    hub = _hub(_THANKS, door if door == "wrong" else "asked")
    assert not _fall_by(hub, _dealt_with(hub, door, "ok"))
    assert not _holds(hub)


@each("door", of=("asked", "wrong"))
def test_a_manager_says_why_in_the_answer_itself(door: str) -> None:
    for reason in ("ok", ENOUGH):
        hub = _hub(door=door)
        answer = _dealt_with(hub, door, reason)
        # What is said to a family of it is no reason.
        says_why = door == "wrong" and reason == ENOUGH
        assert bool(_fall_by(hub, answer, role=MANAGER)) is not says_why
        assert _holds(hub) is not says_why


def test_whoever_talked_with_them_needs_nobody_else() -> None:
    hub = _hub()
    talk = ConversationRecorded(
        conversation="c",
        enquiry="E1",
        person="mum",
        method="PHONE_VERBAL",
        seen_alone="YES",
        effective_at=hub.at,
    )
    hub.put(talk)
    hub.at += HOUR
    answer = FamilyAnswered(request="it", words="Rang her.", how="SPOKEN_TO", effective_at=hub.at)
    assert not _fall_by(hub, answer)
    assert not _holds(hub)


def test_what_nobody_here_can_read_sends_for_nobody_on_one_workers_word() -> None:
    for words, waits in ((_POLISH, True), (_PLAIN, False)):
        for door in ("asked", "read", "writing"):
            hub = _hub(words)
            assert "dad" in not_sent_for(hub.view())
            falls = _fall_by(hub, _dealt_with(hub, door, ENOUGH))
            assert (FallKind.PERSON_NOT_KNOWN in {fall.kind for fall in falls}) is waits
            assert ("dad" in not_sent_for(hub.view())) is waits
            # Nobody is asked to read it once more: a manager is asked to confirm it.
            assert not [*to_be_read(hub.view())]
            _confirm(hub)
            assert "dad" not in not_sent_for(hub.view())


def test_that_it_tells_of_harm_waits_for_nobody() -> None:
    hub = _hub(_POLISH)
    place = hub.file.of(FamilyAsked)[0].seq
    assert not _fall_by(hub, WritingRead(entry=place, holds="HARM", effective_at=hub.at))
    assert asking(hub.view(), "dad").answer is not Safe.YES


@each("change", of=("ends", "decides alone"))
def test_of_whom_it_is_no_more_to_decide_what_they_wrote_stands(change: str) -> None:
    """Written before it, or after it: a worker alone says who decides, and a no is heard."""
    for first in (True, False):
        hub = _hub() if first else _hub(_THANKS)
        event: Event = ev.CompetenceRecorded(child="kim", status="COMPETENT", effective_at=hub.at)
        if change == "ends":
            link: dict[str, Any] = {"person": "mum", "child": "kim", "role": "MOTHER"}
            event = ev.RelationshipRecorded(
                **link, pr_status="ENDED", ended=True, effective_at=hub.at
            )
        falls = _fall_by(hub, event)
        if not first:
            said = FamilyAsked(
                request="two", person="mum", wants="STOP", words=_PLAIN, effective_at=hub.at
            )
            before = hub.seq
            hub.write([said], hub.moment("PARENT", "mum"))
            hub.at += HOUR
            waits = [held for held in hub.file.of(EffectWaits) if held.seq >= before]
            falls = [fall for held in waits for fall in held.event.falls]
        assert {(fall.kind, fall.person) for fall in falls} >= {(FallKind.WORD, "mum")}
        assert _holds(hub)


def test_each_thing_falls_for_a_reason_of_its_own() -> None:
    """A reason for the one says nothing of the other that is written with it."""
    hub = _hub(_THANKS)
    at: dict[str, Any] = {"effective_at": hub.at}
    point: dict[str, Any] = {"contact": "tel", "person": "mum", "type": "PHONE"}
    number = "020 7946 0077"
    hub.put(SafetyRecorded(person="dad", safe_to_ask=False, code="FEAR", **at))
    hub.put(ContactPointRecorded(**point, value=number, safety="UNSAFE", **at))
    hub.at += HOUR
    at = {"effective_at": hub.at}
    falls = _fall_by(
        hub,
        SafetyRecorded(person="dad", safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH, **at),
        ContactPointRecorded(**point, value=number, safety="SAFE", **at),
        role=MANAGER,
    )
    assert {fall.kind for fall in falls} == {FallKind.CONTACT}
    # What is written with it waits with it.
    assert asking(hub.view(), "dad").answer is not Safe.YES


@each("door", of=DOORS)
def test_nobody_is_asked_to_do_again_what_a_manager_is_to_confirm(door: str) -> None:
    """But once a manager has refused that it was done so, it is done again."""
    hub = _hub(_POLISH, door if door == "wrong" else "asked")
    _fall_by(hub, _dealt_with(hub, door, ENOUGH))
    mine = (
        {"ANSWER_FAMILY", "ANSWER_CORRECTION"} if door in ("asked", "wrong") else {"READ_WRITING"}
    )
    assert not mine & {task.code for task in due(hub.view(), DEFAULT_POLICY)}
    for held in hub.file.of(EffectWaits):
        no = EffectRefused(waiting=held.event.waiting, reason=ENOUGH, effective_at=hub.at)
        hub.put(no, by=By("manager", MANAGER))
    hub.at += HOUR
    assert mine & {task.code for task in due(hub.view(), DEFAULT_POLICY)}


def test_what_may_be_a_no_takes_the_place_of_no_no() -> None:
    """Asked of two enquiries at once, her no in one stood as what nobody had heard clearly."""
    hub = _hub(_THANKS)
    no: dict[str, Any] = {"enquiry": "E1", "person": "mum", "answer": "REFUSED"}
    hub.put(ev.ResponseRecorded(response="no", **no, scope=Scope(), effective_at=hub.at))
    hub.put(ev.EnquiryOpened(enquiry="E2", effective_at=hub.at))
    hub.at += HOUR

    def noes() -> set[tuple[Any, ...]]:
        return {
            key
            for key, item in items(hub.view())
            if any(p.person == "mum" and p.says is Says.NO for p in item.positions)
        }

    before = {key for key in noes() if None in key}
    assert before
    wrote: dict[str, Any] = {"request": "two", "person": "mum", "wants": "SPEAK_TO_SOMEBODY"}
    hub.put(FamilyAsked(**wrote, words=_PLAIN, effective_at=hub.at), by=_THEY)
    hub.at += HOUR
    assert before <= noes()

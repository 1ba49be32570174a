"""What was called wrong stands until a manager has confirmed that, and once one has refused it: no
report, list of a file, page of somebody's own or search may take it for an error before.

Each entry of a family to which everything happens is struck, and each reader of the file is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any

import msgspec
import pytest

from consent_service.actions.corrections import CorrectEntry, correct_entry
from consent_service.actions.guarding import what_waits
from consent_service.actions.moment import Moment
from consent_service.actions.refused import Refused
from consent_service.domain.families.searching import search_keys
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.folding import Stamp, fold
from consent_service.domain.file.leavingout import without
from consent_service.domain.file.view import View
from consent_service.domain.file.whatwaits import with_what_stands
from consent_service.domain.own import own_view, seen_by
from consent_service.domain.recorded.circumstances import (
    DeathRecorded,
    NumberRecorded,
    PersonAmended,
)
from consent_service.domain.recorded.content import By, Content
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.events import EnquiryClosed, FileOpened
from consent_service.domain.recorded.falling import EffectConfirmed, EffectRefused, EffectWaits
from consent_service.domain.recorded.particulars import Identifier
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import EntryCorrected
from consent_service.domain.reports.kept import EVERY
from consent_service.domain.standing import standing
from consent_service.domain.standing.beside import Beside
from consent_service.domain.standing.contacts import opened
from consent_service.domain.tasks import due
from consent_service.domain.tasks.scene import Scene
from consent_service.domain.tasks.waitinglist import WAITS
from tests.domain.reports.hub import Hub
from tests.domain.reports.test_every_report import everything
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, WORKER
from tests.domain.tasks.test_what_waits import strikes, two_parents

HOUR = timedelta(hours=1)
BECAME = ("waits", "refused")
PEOPLE = ("mum", "dad", "ng", "sam")


@cache
def a_family() -> tuple[CaseFile, Any]:
    """Everything happens to it; and a moment after that."""
    hub = Hub()
    everything(hub)
    story = max(hub.families, key=lambda one: len(one.entries))
    story.reached("mum")
    story.unsafe("dad")
    story.make(NumberRecorded, person="ng", identifiers=(Identifier("UPN", "Z1"),), source="Zz")
    story.make(PersonAmended, person="ng", names="Zz Zzz", reason="Zz")
    return story.file, story.at + DAY


def put(file: CaseFile, at: Any, event: Event, by: By = WORKER) -> CaseFile:
    return fold(file, Content(by, event), Stamp(file.folded_to + 1, at))


def correction(place: int) -> EntryCorrected:
    return EntryCorrected(corrects=place, what_was_wrong="Not so.", requested_by="STAFF")


def struck(file: CaseFile, at: Any, place: int, became: str = "refused") -> CaseFile:
    """Somebody called what stands there wrong, and that waits for a manager, or was refused."""
    return looked_at(put(file, at, correction(place)), at, became)


def looked_at(file: CaseFile, at: Any, became: str) -> CaseFile:
    """What the last entry would lift waits, or was refused or confirmed."""
    waits = f"waits-{file.folded_to}"
    file = put(file, at, EffectWaits(waiting=waits, entries=(file.folded_to,), falls=()))
    said = {"refused": EffectRefused, "confirmed": EffectConfirmed}.get(became)
    if said is None:
        return file
    return put(file, at, said(waiting=waits, reason="Zz", effective_at=at), MANAGER)


def read(file: CaseFile, at: Any, became: str) -> dict[str, Any]:
    """What each reader makes of a file, but for what it says of the strike itself."""
    view = View(file, at, at)
    scene = Scene(view, DEFAULT_POLICY)
    found: dict[str, Any] = {one.name: one.of(scene) for one in EVERY if one is not WAITS}
    # As they are kept, and so as reports about now read them.
    kept = {one.name: one.decode(one.encoded(scene)) for one in EVERY if one is not WAITS}
    assert kept == found
    found["taken back"] = [one for one in WAITS.of(scene) if one.stands == "TAKEN_BACK"]
    stands = msgspec.to_builtins(standing(view))
    del stands["done"]["effects_refused"]
    found["standing"] = {
        section: _less(said) for section, said in stands.items() if section != "corrections"
    }
    found["ways"] = {id: opened(view, id) for id in {c["id"] for c in stands["contact_points"]}}
    found["keys"] = search_keys(file)
    found["due"] = due(view, DEFAULT_POLICY) if became == "refused" else ()
    # What waits protects at once: until it is refused, a page may show less.
    for person in PEOPLE if became == "refused" else ():
        found[f"own page of {person}"] = _own_page(view, person)
    return found


def _own_page(view: View, person: str) -> Any:
    seen = seen_by(view, person, as_child=person in PEOPLE[2:])
    return None if seen is None else own_view(seen, view.as_of, lambda _: None)


def _less(said: Any) -> Any:
    if isinstance(said, dict):
        return {k: _less(v) for k, v in said.items() if k not in ("corrected", "as_of")}
    return [_less(one) for one in said] if isinstance(said, list) else said


def places() -> Iterator[int]:
    file, _ = a_family()
    for fact in sorted(file.every(), key=lambda fact: fact.seq):
        if not isinstance(fact.event, FileOpened | EntryCorrected | EffectWaits):
            yield fact.seq


@pytest.mark.parametrize("became", BECAME)
def test_nothing_is_read_as_an_error_by_what_waits_or_was_refused(became: str) -> None:
    file, at = a_family()
    before = read(file, at, became)
    wrong: dict[str, list[str]] = {}
    for place in places():
        (kind,) = {type(f.event).__name__ for f in file.every() if f.seq == place}
        after = read(struck(file, at, place, became), at, became)
        for reader, said in before.items():
            if after.get(reader) != said:
                wrong.setdefault(reader, []).append(kind)
    assert wrong == {}


@pytest.mark.parametrize(
    "end",
    [
        DeathRecorded(person="mum", source="Zz", effective_at=MONDAY),
        DeathRecorded(person="ng", source="Zz", effective_at=MONDAY),
        EnquiryClosed(enquiry="E1", reason="NFA_ADVICE", effective_at=MONDAY + DAY),
        EnquiryClosed(enquiry="E1", reason="S47", owner="Zz", effective_at=MONDAY + DAY),
    ],
    ids=("a parent", "a child", "ended", "handed on"),
)
def test_nobody_has_died_and_nothing_ended_where_a_manager_said_so(end: Event) -> None:
    """It stays on record among what is known, and every other reader is as before."""
    file, at = a_family()
    before = read(file, at, "refused")
    after = read(looked_at(put(file, at, end), at, "refused"), at, "refused")
    wrong = {reader for reader, said in before.items() if after[reader] != said}
    assert wrong == set()


def test_what_was_refused_can_be_called_wrong_again_and_counts_once_that_is_confirmed() -> None:
    """Each is let go of by itself, whichever was typed first."""
    file, at = a_family()
    for place in places():
        twice = struck(struck(file, at, place), at + HOUR, place, "confirmed")
        first = next(h for h in twice.of(EntryCorrected) if h.event.corrects == place)
        (fact,) = (f for f in with_what_stands(twice, at + HOUR).every() if f.seq == place)
        assert fact.struck_at == at + HOUR
        assert fact.is_struck(at + HOUR)
        (left,) = (f for f in without(twice, {first.seq}).every() if f.seq == place)
        assert left.struck_at == at + HOUR
        beside = Beside(View(twice, at + HOUR, at + HOUR)).corrected(place)
        assert beside is not None
        assert (beside["at"], beside["stands"]) == (at + HOUR, False)


def test_a_strike_that_somebody_refused_is_typed_again_and_waits_again() -> None:
    story = two_parents()
    story.say("REFUSED", "dad")
    story.later(DAY)
    no = story.file.responses[-1].seq
    strikes(story, "waits", no)
    wrong = correction(no)
    with pytest.raises(Refused, match="corrected-already"):
        correct_entry(
            CorrectEntry(correction=wrong),
            Moment(story.at, AuthorityFile(id="a"), WORKER, story.file),
        )
    (waits,) = story.file.of(EffectWaits)
    refused: dict[str, Any] = {
        "waiting": waits.event.waiting,
        "reason": "Zz",
        "effective_at": story.at,
    }
    story.record(EffectRefused(**refused), MANAGER)
    story.later(DAY)
    moment = Moment(story.at, AuthorityFile(id="a"), WORKER, story.file)
    assert list(correct_entry(CorrectEntry(correction=wrong), moment)) == [wrong]
    strikes(story, "confirmed", no)
    assert not story.every("LOOK_AT_CONFLICT")
    moment = Moment(story.at, AuthorityFile(id="a"), WORKER, story.file)
    with pytest.raises(Refused, match="corrected-already"):
        correct_entry(CorrectEntry(correction=wrong), moment)


def test_what_was_called_wrong_by_mistake_is_recorded_anew() -> None:
    """To call that wrong in its turn brought nothing back, and took it from what they are told."""
    story = two_parents()
    struck_now = story.file.responses[-1].seq
    story.record(correction(struck_now))
    strike = story.file.folded_to
    moment = Moment(story.at, AuthorityFile(id="a"), WORKER, story.file)
    with pytest.raises(Refused, match="no-such-entry"):
        correct_entry(CorrectEntry(correction=correction(strike)), moment)


def test_whoever_typed_what_a_manager_let_stand_does_not_take_it_back_by_typing_again() -> None:
    """Within the half hour, when nothing else was recorded."""
    story = two_parents()
    story.say("REFUSED", "dad")
    no = story.file.responses[-1].seq
    story.file = struck(story.file, story.at, no)
    moment = Moment(story.at, AuthorityFile(id="a"), WORKER, story.file)
    story.file = put(story.file, story.at, correction(no))
    assert list(what_waits(moment, story.file))

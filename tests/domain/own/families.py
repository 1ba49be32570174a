"""Random families of which one person sees a part.

A family is told twice: whole, and with everything left out or blotted out that the person may not
see.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

import msgspec

from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.folding import Stamp, fold
from consent_service.domain.file.view import View
from consent_service.domain.own import own_view, seen_by
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.content import Content
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.members import ALWAYS
from tests.domain.own.hidden import Maker, sign
from tests.domain.own.visible import CHILDREN, DAY, STAFF, START, THEIRS, WORKER


class Told(NamedTuple):
    """One entry. `seen` as the person may see it; None where they may not. `corrects` is the
    place in the list of the entry that this one says was wrong.
    """

    at: datetime
    event: Any
    seen: Any
    corrects: int | None = None


def told(
    viewer: str, seed: int, *, hidden: int = 25, visible: int = 14, spoken: bool = True
) -> list[Told]:
    """A family as it was put on record, over some days. With a person who was not `spoken` to, all
    of it was done without them: they said nothing, and were told nothing.
    """
    chance = Random(seed)
    maker = Maker(viewer, chance)
    found = [*_beginning(viewer, spoken=spoken)]
    shows: Sequence[Callable[[datetime], Iterator[tuple[Event, Event]]]] = (
        *[maker.answer] * 3,
        maker.withdrawal,
        *[maker.disclosure] * 3,
        *[maker.decision] * 2,
        maker.judged,
        *[maker.keeping] * 3,
        maker.asking,
        maker.answering,
        maker.closing,
    )
    hides: Sequence[Callable[[datetime], Iterator[Event]]] = (
        maker.hidden_disclosure,
        maker.hidden_decision,
        maker.found_unsafe,
        maker.of_others,
        maker.of_others,
        maker.about_them,
        maker.of_the_work,
        maker.met_without_them,
        maker.planned_without_them,
        maker.written_down_since,
        maker.written_down_since,
        *([maker.newcomer, maker.renamed, maker.renamed] if viewer != "ben" else []),
    )
    plan = [True] * (visible if spoken else 0) + [False] * hidden
    chance.shuffle(plan)
    at = START
    for is_shown in plan:
        at += chance.choice([timedelta(0), timedelta(seconds=1), timedelta(hours=7)])
        if is_shown:
            found += [Told(at, whole, seen) for whole, seen in chance.choice(shows)(at)]
        else:
            done = chance.choice(hides)(at)
            # What is on the file when somebody is first spoken to is no news to them.
            without = () if spoken else events.ConversationRecorded
            found += [Told(at, one, sign(one)) for one in done if not isinstance(one, without)]
        if chance.random() < 0.08:
            first = len(list(_beginning(viewer, spoken=spoken)))
            found.append(_correction(first, chance, found, at))
    return found


def _correction(first: int, chance: Random, found: list[Told], at: datetime) -> Told:
    """Something was entered in error: seen to vanish where it had been seen, and not otherwise."""
    place = chance.randrange(first, len(found))
    wrong = practice.EntryCorrected(corrects=-1, what_was_wrong=STAFF, requested_by="STAFF")
    event = found[place].event
    hides_a_mark = isinstance(event, practice.SafeToTellChanged | practice.TellingRecorded)
    if (hides_a_mark and found[place].seen is None) or isinstance(event, events.SafetyRecorded):
        # Taking back that something was not safe would show it.
        place = 0
    return Told(at, wrong, None if found[place].seen is None else wrong, place)


def _beginning(viewer: str, *, spoken: bool) -> Iterator[Told]:
    yield Told(START, events.FileOpened(reference=STAFF), events.FileOpened())
    for child, dob in CHILDREN.items():
        names = STAFF if child not in THEIRS[viewer] else child.title()
        added = events.ChildAdded(child=child, names=names, dob=dob, gender=STAFF)
        yield Told(START, added, None if names == STAFF else added)
    for adult in ("mum", "dad", "gran"):
        joined = events.AdultAdded(person=adult, names="You" if adult == viewer else STAFF)
        yield Told(START, joined, joined if adult == viewer else None)
    parents = (("mum", "MOTHER", ["anna", "ben"]), ("dad", "FATHER", ["anna", "ben", "cat"]))
    for adult, role, children in parents:
        for child in children:
            linked = events.RelationshipRecorded(
                person=adult,
                child=child,
                role=role,
                pr_status="YES",
                effective_at=ALWAYS,
                explanation=STAFF,
            )
            yield Told(START, linked, msgspec.structs.replace(linked, explanation=None))
    for enquiry in ("E1", "E2"):
        opened = events.EnquiryOpened(
            enquiry=enquiry,
            effective_at=START,
            rating="RED",
            referrer_agency="SCHOOL",
            referrer_organisation=STAFF,
            referrer_words=STAFF,
            referrer_anonymous=True,
        )
        yield Told(START, opened, events.EnquiryOpened(enquiry=enquiry, effective_at=START))
    talk = events.ConversationRecorded(
        conversation="first",
        enquiry="E1",
        person=viewer,
        method="PHONE_VERBAL",
        seen_alone="YES",
        effective_at=START,
        parent_words=STAFF,
    )
    if spoken:
        yield Told(START, talk, msgspec.structs.replace(talk, parent_words=None))
    maker = Maker(viewer, Random(0))
    secret = maker.decided("secret-decision", START, maker.scope(maker.child))
    yield Told(START, events.AuthorisationMade(**secret | {"safe_to_tell": False}), None)


def whole(entries: Sequence[Told]) -> list[tuple[datetime, Any]]:
    """Every entry, as the ledger has it."""
    return [
        (
            one.at,
            one.event
            if one.corrects is None
            else msgspec.structs.replace(one.event, corrects=one.corrects),
        )
        for one in entries
    ]


def seen_part(entries: Sequence[Told]) -> list[tuple[datetime, Any]]:
    """The entries that the person may see, in a ledger in which there was nothing else."""
    places: dict[int, int] = {}
    found: list[tuple[datetime, Any]] = []
    for place, one in enumerate(entries):
        if one.seen is None:
            continue
        event = one.seen
        if one.corrects is not None:
            event = msgspec.structs.replace(event, corrects=places[one.corrects])
        places[place] = len(found)
        found.append((one.at, event))
    return found


def file_of(recorded: Sequence[tuple[datetime, Any]]) -> CaseFile:
    file = CaseFile(id="file")
    for seq, (at, event) in enumerate(recorded):
        file = fold(file, Content(WORKER, event), Stamp(seq, at))
    return file


def shown(file: CaseFile, viewer: str, at: datetime) -> bytes:
    """The view as it is sent."""
    seen = seen_by(View(file, at, at), viewer, as_child=viewer in CHILDREN)
    assert seen is not None
    return json.dumps(own_view(seen, at, lambda _: None)).encode()


def times(entries: Sequence[Told]) -> list[datetime]:
    """Each moment at which something was recorded, and days after."""
    last = entries[-1].at
    return sorted({one.at for one in entries} | {last + DAY, last + 10 * DAY, last + 60 * DAY})

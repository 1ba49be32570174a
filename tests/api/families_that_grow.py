"""Families of whom much of one kind is on record: what each read is tried on.

Each kind is recorded a minute apart, as people write; ids are such as an address may name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, Final

import msgspec

from consent_service.domain.codes import CHILD_CATEGORIES, codes
from consent_service.domain.file.folding import Stamp
from consent_service.domain.recorded import events
from consent_service.domain.recorded.circumstances import PersonAmended, SignRecorded
from consent_service.domain.recorded.content import Content
from consent_service.domain.recorded.events import AnyEvent
from consent_service.domain.recorded.practice import (
    AgencyReplied,
    ContactPointRecorded,
    CorrectionAsked,
    EntryCorrected,
)
from consent_service.domain.scopes.scope import Agency, Scope
from consent_service.storage.door.requests import ByHandle
from tests.api.running import NOON, Running
from tests.builders import a_new_file, request
from tests.domain.tasks.story import DAY, Story, scope
from tests.domain.test_growth_of_what_is_shared import share

#: The number of what every family was asked first.
_FIRST: Final = 10**6
#: By their names in a story: what they go by here.
IDS: Final = {
    "ng": "1" * 24,
    "mum": "2" * 24,
    "dad": "3" * 24,
    "E1": "4" * 24,
    f"shared-{_FIRST}": "5" * 24,
}
BOTH: Final = ("mum", "dad")


def shared(story: Story, number: int) -> None:
    share(story, number, story.agree(BOTH[number % 2]))


def an_enquiry(story: Story, number: int) -> None:
    story.enquiry(f"F{number}")
    story.talk("mum", enquiry=f"F{number}")
    story.agree("mum", enquiry=f"F{number}")


def an_enquiry_that_ended(story: Story, number: int) -> None:
    an_enquiry(story, number)
    story.close(f"F{number}")


def a_child(story: Story, number: int) -> None:
    story.child(f"child-{number}")
    story.adult("mum", f"child-{number}")


def a_child_of_whom_somebody_spoke(story: Story, number: int) -> None:
    a_child(story, number)
    story.agree("mum", scope=scope(f"child-{number}"))


def a_number(story: Story, number: int) -> None:
    story.make(
        ContactPointRecorded,
        contact=f"contact-{number}",
        person=BOTH[number % 2],
        type="PHONE",
        value=f"07700 9{number:05d}",
        safety=("SAFE", "UNSAFE")[number % 4 == 0],
    )


def a_wish(story: Story, number: int) -> None:
    story.wish(
        objects=bool(number % 2),
        wish=f"wish-{number}",
        not_to_be_told=("dad",) if number % 3 else (),
    )


def decided(story: Story, number: int) -> None:
    story.told(story.decide(f"decided-{number}"), (*BOTH, None)[number % 3])


def back_and_forth(story: Story, number: int) -> None:
    story.say(("AGREED", "REFUSED", "WITHDRAWN")[number % 3], BOTH[number % 2])


def a_sign(story: Story, number: int) -> None:
    story.make(SignRecorded, person=BOTH[number % 2], code=("CODE_WORD", "PRESSURE")[number % 2])


def safe_or_not(story: Story, number: int) -> None:
    safe = bool(number % 3)
    person = BOTH[number % 2]
    story.make(events.SafetyRecorded, person=person, safe_to_ask=safe, code="OTHER")


def able_or_not(story: Story, number: int) -> None:
    status = ("COMPETENT", "NOT_COMPETENT")[number % 2]
    story.make(events.CompetenceRecorded, child="ng", status=status)


def what_they_are(story: Story, number: int) -> None:
    story.adult("dad", "ng", pr_status=("YES", "NO", "UNCONFIRMED")[number % 3])


def not_sent(story: Story, number: int) -> None:
    made = share(story, number, story.agree(), reply_by=story.at + DAY)
    outcome = ("DELAYED", "WOULD_NOT", "SENT")[number % 3]
    story.make(AgencyReplied, disclosure=made, outcome=outcome)


def called_wrong(story: Story, number: int) -> None:
    about = story.agree()
    id = f"wrong-{number}"
    story.make(CorrectionAsked, correction=id, person="mum", words="Zz", about=about)


def an_error(story: Story, _: int) -> None:
    story.agree()
    last = story.entries[-1][0].seq
    story.correct(last)


def tried_in_vain(story: Story, _: int) -> None:
    story.later(DAY).say("ASK_ATTEMPTED", "mum")


def renamed(story: Story, number: int) -> None:
    story.make(PersonAmended, person="mum", names=f"Name {number}")


def something_else_each(story: Story, number: int) -> str:
    """A yes to another type of agency each time, and when these are over to another kind."""
    return story.agree("mum", scope=_another(number))


def each_taken_back(story: Story, number: int) -> None:
    """Shared under a yes of its own, and taken back for itself."""
    said = something_else_each(story, number)
    about = _another(number)
    share(story, number, said, agency=about.agencies[0], categories=about.categories)
    story.say("WITHDRAWN", "mum", scope=about)


def _another(number: int) -> Scope:
    types, kinds = [*codes("agencies")], sorted(CHILD_CATEGORIES)
    kind = kinds[number // len(types) % len(kinds)]
    return scope(agencies=(Agency(types[number % len(types)]),), categories=(kind,))


#: A kind of thing, of which there may be much.
KINDS: Final[tuple[Callable[[Story, int], object], ...]] = (
    shared,
    an_enquiry,
    an_enquiry_that_ended,
    a_child,
    a_child_of_whom_somebody_spoke,
    a_number,
    a_wish,
    decided,
    back_and_forth,
    a_sign,
    safe_or_not,
    able_or_not,
    what_they_are,
    not_sent,
    called_wrong,
    an_error,
    tried_in_vain,
    renamed,
    something_else_each,
    each_taken_back,
)


def question() -> dict[str, Any]:
    """What may be asked of each of them."""
    return {
        "subjects": [IDS["ng"]],
        "enquiry": IDS["E1"],
        "agency": {"type": "GP"},
        "categories": ["CHILD_HEALTH"],
        "purpose": "AGENCY_CHECKS",
        "direction": "SEEK",
    }


def grown(service: Running, kind: Callable[[Story, int], object], count: int) -> str:
    """The file of a family of whom so much of this is on record, with two parents and one child."""
    story = Story(NOON - timedelta(days=100)).child().adult("mum").adult("dad").enquiry()
    for person in BOTH:
        story.talk(person)
    share(story, _FIRST, story.agree())
    for number in range(count):
        kind(story.later(), number)
    records = service.storage.records
    file = records.run(a_new_file()).file
    every = _as_here(story.entries, service.size())
    records.run(request(ByHandle(file), lambda _: every))
    return file


def _as_here(entries: Sequence[tuple[Stamp, Content]], first: int) -> list[AnyEvent]:
    """The same events, with ids that may stand in an address, and places from the first on."""
    found: list[AnyEvent] = []
    for _, content in entries:
        event: Any = content.event
        if isinstance(event, EntryCorrected):
            corrects = event.corrects - entries[0][0].seq + first
            event = msgspec.structs.replace(event, corrects=corrects)
        written = msgspec.json.encode(event)
        for name, id in IDS.items():
            written = written.replace(f'"{name}"'.encode(), f'"{id}"'.encode())
        found.append(msgspec.json.decode(written, type=type(event)))
    return found

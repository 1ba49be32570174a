"""Whether anything that protects anybody fell between two looks at one file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consent_service.actions.checks import CheckSharing, check_sharing
from consent_service.actions.moment import Moment
from consent_service.domain.answers import Answer, Item, Outcome, Position, Safe, Says
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.view import View
from consent_service.domain.recorded.checked import CheckMade
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.events import (
    AgreementWithdrawn,
    ResponseRecorded,
    WishRecorded,
)
from consent_service.domain.recorded.practice import ContactPointRecorded
from consent_service.domain.safety.reaching import reaching
from consent_service.domain.safety.signs import asking
from consent_service.domain.safety.withheld import has_protected_address
from consent_service.domain.scopes.proposal import Proposal
from tests.domain.every_write import AGENCIES, CATEGORIES, PURPOSE, WORKER


def items(view: View) -> Iterator[tuple[tuple[Any, ...], Item]]:
    """Each answer that a worker can have of this family, in the enquiry and without naming one."""
    people = ("kim", "lee", "dad")
    for agency in AGENCIES:
        for enquiry in (*view.enquiries, None):
            proposal = Proposal(enquiry, people, agency, CATEGORIES, PURPOSE, "SEEK")
            for item in _checked(view, proposal).items:
                yield (agency, enquiry, item.subject, item.category), item


def _checked(view: View, proposal: Proposal) -> Answer:
    """Through the door, which says what is meant where it is not said."""
    moment = Moment(view.as_of, AuthorityFile(id="own"), By("staff", WORKER), view.file, view)
    (made,) = check_sharing(CheckSharing(proposal), moment)
    assert isinstance(made, CheckMade)
    return made.answer


def own_words(events: list[Event]) -> tuple[set[str], set[str]]:
    """Who answered themselves, and by which answers."""
    said = [e for e in events if isinstance(e, ResponseRecorded | AgreementWithdrawn)]
    people = {e.person for e in said} | {e.child for e in events if isinstance(e, WishRecorded)}
    return people, {e.response for e in said}


def _holds(position: Position) -> bool:
    return position.says is Says.NO or position.holds


def assert_nothing_fell(before: View, after: View, events: list[Event]) -> None:
    """Neither what anybody said, nor what keeps somebody safe."""
    _assert_no_answer_fell(before, after, events)
    _assert_nobody_is_safer(before, after, events)


def _assert_no_answer_fell(before: View, after: View, events: list[Event]) -> None:
    people, answers = own_words(events)
    then = dict(items(before))
    same = {k: v for r in (*before.readings, *after.readings) for k, v in r.same.items()}

    def each(people: set[str]) -> set[str]:
        """Of two who wait to be read as one, whichever of them is heard to decide."""
        return {same.get(person, person) for person in people}

    for key, item in items(after):
        was = then.get(key)
        if was is None:
            # Nobody had asked in an enquiry that was not there yet.
            continue
        said_yes = {p.response for p in item.positions if p.says is Says.YES}
        if item.outcome is Outcome.COVERED and was.outcome is not Outcome.COVERED:
            assert said_yes & answers, (key, was.outcome, events)
        for decides in (True,) if before.yet_apart else (True, False):
            stand = [p for p in item.positions if _holds(p) and p.decides >= decides]
            # Whoever a word is found to be of: a word that stands has not fallen.
            holds, words = {p.person for p in stand}, {p.response for p in stand}
            before_it = (p for p in was.positions if _holds(p) and p.decides >= decides)
            held = {p.person for p in before_it if p.response not in words}
            assert each(held) <= each(holds | people), (key, item.outcome, events)


def _assert_nobody_is_safer(before: View, after: View, events: list[Event]) -> None:
    for person in (*before.children, *before.adults):
        was_asked, is_asked = asking(before, person).answer, asking(after, person).answer
        assert is_asked is was_asked or was_asked is Safe.YES or is_asked is Safe.NO, events
    assert has_protected_address(after) or not has_protected_address(before), events
    for contact, held_point in after.newest[ContactPointRecorded, "contact"].items():
        # The generator knows one number: recorded anew, it is the number it was.
        if contact not in before.by[ContactPointRecorded, "contact"]:
            _assert_no_safer_than_it_was(before, after, held_point.event, events)
    for contact, held_point in before.newest[ContactPointRecorded, "contact"].items():
        person = held_point.event.person
        if asking(before, person).answer is Safe.YES and not held_point.event.ended:
            for how in ("TEXT", "CALL", "LETTER"):
                if reaching(before, person, contact, how).answer is not Safe.YES:
                    now = reaching(after, person, contact, how).answer
                    assert now is not Safe.YES or held_point.event.safety == "SAFE", events


def _assert_no_safer_than_it_was(
    before: View, after: View, new: ContactPointRecorded, events: list[Event]
) -> None:
    was = [
        held.event
        for held in before.newest[ContactPointRecorded, "contact"].values()
        if before.the_one(held.event.person) == before.the_one(new.person) and not held.event.ended
    ]
    if any(point.safety == "UNSAFE" for point in was):
        for how in ("TEXT", "CALL"):
            assert reaching(after, new.person, new.contact, how).answer is not Safe.YES, events

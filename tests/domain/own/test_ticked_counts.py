"""What stands as agreed on somebody's page is what a check goes by, item by item, whatever else was
recorded; and what they said no to stands there for as long as a check hears it.

Only that somebody may have pressed for a yes, or heard it, and what staff found of whoever gave it,
changes nothing there: it is no news for whoever looks on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Final

from hypothesis import example, given
from hypothesis import strategies as st

from consent_service.actions.own import (
    StopAgreeing,
    asked,
    stop_agreeing,
    write_down_what_they_ask,
)
from consent_service.domain.answers import Reason, Says
from consent_service.domain.codes import ADULT_CATEGORIES, CHILD_CATEGORIES, FITS_BOTH
from consent_service.domain.file.held import Held
from consent_service.domain.file.view import View
from consent_service.domain.own.answers import OwnAnswers
from consent_service.domain.own.reaching import covers, leaves_out
from consent_service.domain.own.seen import Seen, seen_by
from consent_service.domain.recorded.events import Response
from consent_service.domain.said.contradicting import AGREEMENTS, CHANGE, NOES
from consent_service.domain.said.counting import why_not
from consent_service.domain.said.position import noes_that_stand, where_they_stand
from consent_service.domain.said.questions import questions
from consent_service.domain.scopes.scope import Point, Scope
from tests.domain.every_write import MANAGER, WORKER, Hub
from tests.domain.own.test_what_holds import as_scope
from tests.trying import tried

PARENTS: Final = ("mum", "dad")


def some_family(seed: int, *, asks: bool = False) -> Hub:
    """Two enquiries, some writes of whichever kinds, answers and stops of both parents. One `asks`
    in the end to change what they agreed to, and staff write that down.
    """
    hub = Hub(Random(seed))
    hub.begin(two_enquiries=hub.chance.random() < 0.5)
    for _ in range(6):
        hub.at += timedelta(hours=hub.chance.choice((1, 30)))
        who = hub.chance.choice(PARENTS)
        match hub.chance.choice(("write", "write", "answer", "answer", "online", "stop")):
            case "write":
                hub.some_write(hub.chance.choice((WORKER, MANAGER)))
            case "stop":
                moment = hub.moment("PARENT", who)
                hub.write(stop_agreeing(StopAgreeing(), who, moment), moment)
            case "online":
                hub.answer(who, "AGREED", "ONLINE_SIGNED_IN")
            case _:
                hub.answer(who, hub.chance.choice(("AGREED", "REFUSED", "UNDECIDED", "AGREED")))
    hub.at += timedelta(hours=1)
    if asks:
        moment, who = hub.moment(WORKER, "made-up"), hub.chance.choice(PARENTS)
        wish = asked(who, CHANGE, "Zz", hub.at)
        hub.write(write_down_what_they_ask(wish, moment), moment)
        hub.at += timedelta(hours=1)
    return hub


def items(view: View, seen: Seen, said: Held[Response], scope: Scope) -> Iterator[Point]:
    """Of what can be asked in its enquiry, of people they know, what lies in this part of it. A
    kind of information that is an adult's own is none about a child, nor the other way.
    """
    for one in questions(view, view, (*seen.children, seen.person), ()):
        about = as_scope(one.point)
        own = CHILD_CATEGORIES if one.point.subject in view.children else ADULT_CATEGORIES
        fits = one.point.category in own | FITS_BOTH
        asked = fits and one.enquiry == said.event.enquiry
        if asked and covers(scope, about) and not leaves_out(scope, about):
            yield one.point


def is_doubted(view: View, seen: Seen, said: Held[Response], point: Point) -> bool:
    """For a reason that no page may tell: how it was said, or what whoever said it is able to."""
    doubted = Reason.VALIDITY_CONCERN
    return why_not(seen.told, said, seen.person, point) is not doubted and any(
        why_not(reading, said, seen.person, point) is doubted for reading in view.readings_apart
    )


@tried(2, at_length=1_500)
@given(seed=st.integers(0, 2**48), asks=st.booleans())
@example(seed=8171, asks=False)
# Who said it lacks capacity since, which no page tells; and somebody may have overheard it, in one
# reading alone.
@example(seed=72341605253562, asks=False)
@example(seed=52983516173349, asks=False)
# A child's information, said no to of another adult alone: it is heard of the children.
@example(seed=2637965, asks=False)
# Any service, and before that not one school: a school without a name may be that one.
@example(seed=7291479, asks=False)
def test_what_is_ticked_is_what_a_check_counts_of_their_own_answers(
    seed: int, *, asks: bool
) -> None:
    hub = some_family(seed, asks=asks)
    view = hub.view()
    for one_of_them in PARENTS:
        seen = seen_by(view, one_of_them, as_child=False)
        if seen is None:
            continue
        # By the id that they go by, where they are one with somebody else.
        person = seen.person
        yeses = [r for r in seen.responses if r.event.answer in AGREEMENTS]
        answers = OwnAnswers(seen, hub.at)
        for said in answers.still_agreed:
            kind = said.event.response_kind
            for scope, why in answers.parts_of(said):
                for point in items(view, seen, said, scope):
                    found = [
                        where_they_stand(one, person, point, said.event.enquiry, kind=kind)
                        for one in view.readings_apart
                    ]
                    counts = all(one.says is Says.YES for one in found)
                    # Whatever a yes is doubted for: over a no of theirs it is not ticked.
                    assert why is not None or all(one.says is not Says.NO for one in found)
                    if any(is_doubted(view, seen, yes, point) for yes in yeses):
                        continue
                    # A name that is known as one of another type may be what they said no to there.
                    named = not point.agency.names_one or point.agency in scope.agencies
                    if why is None and named:
                        assert counts, (point, said.event, found)


@tried(2, at_length=1_500)
@given(seed=st.integers(0, 2**48))
# Any surgery, and since then any service: a surgery that nobody has named is none that was listed.
@example(seed=8030315)
def test_a_no_that_a_check_hears_stands_on_the_page_of_whoever_said_it(seed: int) -> None:
    hub = some_family(seed)
    view = hub.view()
    for one_of_them in PARENTS:
        seen = seen_by(view, one_of_them, as_child=False)
        if seen is None:
            continue
        # By the id that they go by, where they are one with somebody else.
        person = seen.person
        yeses = [r for r in seen.responses if r.event.answer in AGREEMENTS]
        answers = OwnAnswers(seen, hub.at)
        noes = [r for r in seen.responses if r.event.answer in NOES]
        every = [
            *(of for no in noes for of, _ in answers.still_said(no, no.event.scope)),
            *(of for no in noes for of in answers.said_before(no, no.event.scope)),
        ]
        for no in noes:
            kind, enquiry = no.event.response_kind, no.event.enquiry
            shown = answers.still_said(no, no.event.scope)
            for point in items(view, seen, no, no.event.scope):
                about = as_scope(point)
                stands = any(
                    no.seq == one.seq
                    for reading in view.readings_apart
                    for one in noes_that_stand(reading, person, point, enquiry, kind=kind)
                )
                parts = [but for scope, but in shown if covers(scope, about)]
                # Whatever they said yes to since, and whatever that is doubted for.
                assert not stands or any(covers(of, about) for of in every), (point, no.event)
                if any(is_doubted(view, seen, yes, point) for yes in yeses):
                    continue
                assert not stands or parts, (point, no.event)
                # One that was lifted there is not said of it, or it is said that it was.
                assert stands or None not in parts, (point, no.event)

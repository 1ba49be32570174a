"""What is said to fall with the end of an enquiry is what nobody who asks hears any more."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from consent_service.actions.guarding import would_fall
from consent_service.domain.codes import codes
from consent_service.domain.deciding.decision import asked_in, decided
from consent_service.domain.file.view import View
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.events import EnquiryClosed, EnquiryOpened
from consent_service.domain.recorded.falling import EffectWaits, Fall, FallKind
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.said.position import noes_that_stand
from consent_service.domain.scopes.scope import Point
from tests.domain.every_write import AGENCIES, CATEGORIES, MANAGER, PURPOSE, Hub
from tests.trying import tried

_POINTS = [
    Point(*of)
    for of in product(
        ("kim", "lee", "dad"), (PURPOSE, "CIN_ASSESSMENT"), AGENCIES, CATEGORIES, ("SEEK", "SHARE")
    )
]


_ENDS_WITH_IT = {
    FallKind.OBJECTION,
    FallKind.WORD,
    FallKind.BECOMES_COVERED,
    FallKind.DECISION,
}


def _heard(view: View) -> set[tuple[Point, str]]:
    """Each answer that counts as a no, or may be one, to whoever asks and names no enquiry; and
    whose words besides do.
    """
    return set(_of_each(view))


def _of_each(view: View) -> Iterator[tuple[Point, str]]:
    meant = view.enquiry_meant(None)
    for point in _POINTS:
        for position in decided(view, DEFAULT_POLICY, meant, point, ()).positions:
            if position.holds:
                yield point, position.response or position.person
            for enquiry in asked_in(view, meant):
                for no in noes_that_stand(view, position.person, point, enquiry):
                    yield point, no.event.response


def _with(hub: Hub, *events: Event) -> View:
    other = Hub(hub.chance, hub.file, hub.own, hub.at, hub.seq)
    other.put(*events)
    return other.view()


def _ends(fall: Fall) -> bool:
    return fall.words.startswith("This would end ")


@tried(3, at_length=300)
@given(st.integers(0, 2**48))
def test_what_is_said_to_be_lifted_is_what_no_check_counts_once_it_is_closed(seed: int) -> None:
    chance = Random(seed)
    hub = Hub(chance)
    hub.begin(two_enquiries=chance.random() < 0.6)
    for _ in range(chance.choice((0, 2))):
        hub.some_write(MANAGER)
    before = hub.view()
    if hub.file.of(EffectWaits) or not before.going_on:
        return
    end = EnquiryClosed(
        enquiry=chance.choice(before.going_on),
        reason=chance.choice(list(codes("close_reasons"))),
        effective_at=hub.at,
    )
    closed = _with(hub, end)
    begun = _with(hub, end, EnquiryOpened(enquiry="E9", effective_at=hub.at))
    told = would_fall(hub.moment(MANAGER), closed.file).falls
    # Why an enquiry ends is one of a list: that says why what was said in it ends, and no more.
    assert {one.kind for one in told} <= _ENDS_WITH_IT
    said = {
        (one.person if (one.about or "").isdigit() else one.about, _ends(one))
        for one in told
        if one.kind in (FallKind.OBJECTION, FallKind.WORD)
    }
    then, now, later = _heard(before), _heard(closed), _heard(begun)
    lifted = {response for _, response in then - now}
    ends = {response for _, response in then - later}
    assert said == {(one, one not in lifted) for one in lifted | ends}, (end, said)

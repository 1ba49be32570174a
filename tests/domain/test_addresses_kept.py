"""That no address is to be given away holds until a manager has looked, whatever a worker writes of
the address that it rests on.
"""

from __future__ import annotations

from random import Random
from typing import Any

from consent_service.domain.recorded.events import SafetyRecorded
from consent_service.domain.recorded.falling import EffectConfirmed, EffectWaits
from consent_service.domain.recorded.practice import ContactPointRecorded
from consent_service.domain.safety.withheld import has_protected_address
from tests.domain.every_write import MANAGER, Hub
from tests.domain.test_noes_said_later import HOUR
from tests.sweeping import each


def _address(hub: Hub, **changes: Any) -> ContactPointRecorded:
    hub.at += HOUR
    usual: dict[str, Any] = {"contact": "home", "person": "mum", "type": "ADDRESS"}
    usual |= {"value": "7 Zz Street", "safety": "SAFE", "effective_at": hub.at}
    return ContactPointRecorded(**{**usual, **changes})


@each("of_him", of=[True, False])
@each("becomes", of=[{"type": "OTHER"}, {"ended": True}, {"type": "PHONE", "safety": "UNSAFE"}])
def test_an_address_that_is_said_to_be_none_is_one_until_a_manager_has_looked(
    becomes: dict[str, Any], of_him: bool
) -> None:
    """Whether it is kept from one who is not safe, or as it was marked itself."""
    hub = Hub(Random(7))
    hub.begin()
    if of_him:
        unsafe = SafetyRecorded(
            person="dad", safe_to_ask=False, code="ALLEGED_ABUSER", effective_at=hub.at
        )
        hub.write([unsafe], hub.moment())
    marked = {} if of_him else {"protected": True}
    hub.write([_address(hub, **marked)], hub.moment())
    assert has_protected_address(hub.view())
    hub.write([_address(hub, **becomes)], hub.moment())
    assert has_protected_address(hub.view())
    (waits,) = hub.file.of(EffectWaits)
    assert {fall.about for fall in waits.event.falls} == {"home"}
    looked = EffectConfirmed(waiting=waits.event.waiting, reason="So.", effective_at=hub.at)
    hub.write([looked], hub.moment(MANAGER))
    assert not has_protected_address(hub.view())


def test_an_address_beside_which_another_is_kept_goes_without_anybody() -> None:
    hub = Hub(Random(7))
    hub.begin()
    hub.write([_address(hub)], hub.moment())
    hub.write([_address(hub, contact="other", protected=True)], hub.moment())
    hub.write([_address(hub, ended=True)], hub.moment())
    assert has_protected_address(hub.view())
    assert not hub.file.of(EffectWaits)

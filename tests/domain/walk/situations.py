"""For every kind of event that somebody writes: how things stood before, and the event."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from consent_service.domain.recorded.event import Event, Noted, kinds
from tests.domain.walk.families import NOW, Situation
from tests.domain.walk.of_people import of_people
from tests.domain.walk.of_the_work import (
    keeping_informed,
    meetings_held,
    of_the_authority,
    plans_made,
    what_was_decided,
    what_was_shared,
)
from tests.domain.walk.of_words import what_may_be_a_no, what_was_said
from tests.made_up import MadeUp

_ON_FILE: Final = MadeUp({"child-added": "ng", "adult-added": "mum", "enquiry-opened": "E1"})


def _noted(kind: type[Event]) -> Situation:
    """What no rule reads needs no more than a family, and is made up."""
    return Situation(kind, {**msgspec.structs.asdict(_ON_FILE.event(kind)), **_when(kind)})


def _when(kind: type[Event]) -> dict[str, Any]:
    return NOW if "effective_at" in kind.__struct_fields__ else {}


SITUATIONS: Final = (
    *of_people(),
    *what_was_said(),
    *what_was_decided(),
    *what_was_shared(),
    *keeping_informed(),
    *meetings_held(),
    *plans_made(),
    *what_may_be_a_no(),
    *of_the_authority(),
    *map(_noted, kinds(Noted)),
)

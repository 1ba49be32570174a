"""For every kind of event that somebody writes: how things stood before, and the event."""

from __future__ import annotations

from typing import Final

from tests.domain.walk.of_people import of_people
from tests.domain.walk.of_the_work import (
    keeping_informed,
    of_the_authority,
    what_was_decided,
    what_was_shared,
)
from tests.domain.walk.of_words import what_was_said

SITUATIONS: Final = (
    *of_people(),
    *what_was_said(),
    *what_was_decided(),
    *what_was_shared(),
    *keeping_informed(),
    *of_the_authority(),
)

"""What somebody reads of what they recorded that lets something fall, now or once it is confirmed.
Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from ..codes import label
from ..file.folding import Stamp
from ..file.pseudonyms import NOT_SHOWN
from ..lifting.written import says_why
from ..recorded.content import Content
from ..recorded.event import Event
from ..recorded.falling import EffectConfirmed, EffectWaits, Fall, FallKind, Notice, may_let_fall

#: Of what is recorded, and lifted by nothing that was recorded with it.
_MEANWHILE: Final = "COUNTS_MEANWHILE"


def notices_of_what_waits(
    waits: EffectWaits, every: Sequence[tuple[Content, Stamp]]
) -> Iterator[Notice]:
    """Where it is of an earlier entry, what was recorded lifts nothing: it counts meanwhile.
    Whoever may let it fall themself is not sent to somebody who may.
    """
    is_of_these = any(stamp.seq in waits.entries for _, stamp in every)
    if not is_of_these and not any(isinstance(c.event, EffectConfirmed) for c, _ in every):
        yield from map(_counts_meanwhile, waits.falls)
        return
    for fall in waits.falls:
        code = "LIFTED_BY_TELEPHONE" if waits.told_by else _waits_for(fall, every)
        yield Notice(code, f"{fall.words} {label('notices', code)}")


def notices_of_falls(
    lifted: Iterable[Fall], meanwhile: Iterable[Fall], *, at_once: bool
) -> tuple[Notice, ...]:
    """Of what is only tried: what it would lift, whether that waits for nobody, and what counts."""
    found = dict.fromkeys(Notice("WOULD_LIFT", fall.words) for fall in lifted)
    if found and at_once:
        found[Notice("LIFTED_AT_ONCE", label("notices", "LIFTED_AT_ONCE"))] = None
    return (*found, *map(_counts_meanwhile, meanwhile))


def _counts_meanwhile(fall: Fall) -> Notice:
    """What an earlier entry would let fall, of which a manager is asked now."""
    return Notice(_MEANWHILE, f"{fall.words} {label('notices', _MEANWHILE)}")


def _waits_for(fall: Fall, every: Sequence[tuple[Content, Stamp]]) -> str:
    if fall.kind is FallKind.PRESSED_ONLINE:
        return "WAITS_FOR_A_CALL"
    if any(isinstance(content.event, EffectConfirmed) for content, _ in every):
        return "WAITS_AS_WELL"
    is_theirs = any(may_let_fall(content.by.role, [fall]) for content, _ in every)
    said = [content.event for content, _ in every if not isinstance(content.event, EffectWaits)]
    if is_theirs and not all(map(_may_say_why, said)):
        return "WAITS_FOR_A_REASON"
    return "WAITS_FOR_A_MANAGER"


def _may_say_why(event: Event) -> bool:
    """Of a record that is kept from whoever reads this, nobody sees what they wrote."""
    return says_why(event) or NOT_SHOWN in msgspec.structs.astuple(event)

"""Who has died for certain: a worker's word that somebody has may wait for a manager. Pure."""

from __future__ import annotations

from .circumstances import DeathRecorded
from .falling import EffectWaits
from .view import View


def surely_dead(view: View) -> frozenset[str]:
    """Whose death is on record, and never waited for a manager: it may be of somebody else."""
    waited = {seq for one in view.file.of(EffectWaits) for seq in one.event.entries}
    return frozenset(
        view.same.get(held.event.person, held.event.person)
        for held in view.holding[DeathRecorded]
        if held.seq not in waited
    )

"""How people were talked to: alone, with a proper interpreter, with everything explained."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from ..file.goingon import BY_REFERRER
from ..file.held import Held
from ..recorded.events import ConversationRecorded
from ..said.explaining import NINE
from ..said.interpreting import had_none
from ..said.overheard import THROUGH_A_PROFESSIONAL, is_unsaid_who_interpreted
from ..tasks.scene import Scene
from .lines import Lines
from .measuring import share
from .report import Found, Material, Row


class _Talk(msgspec.Struct, frozen=True, array_like=True):
    """How one conversation went."""

    at: datetime
    seen_alone: str | None
    interpreter: str | None
    understanding_check: str | None
    is_complete: bool


def _talks(scene: Scene) -> Iterator[_Talk]:
    """What the referrer passed on is none."""
    for talk in scene.view.holding[ConversationRecorded]:
        if talk.event.method != BY_REFERRER:
            yield _Talk(
                talk.effective_at,
                talk.event.seen_alone,
                _interpreter(scene, talk),
                talk.event.understanding_check,
                set(talk.event.explained) >= NINE,
            )


TALKS: Final = Lines("talks", _Talk, _talks)


def conversations(material: Material) -> Found:
    """Conversations of the period."""
    talks = [talk for _, talk in material.lines(TALKS) if material.is_in_period(talk.at)]
    needed = [talk.interpreter for talk in talks if talk.interpreter is not None]
    counts: Row = {
        "conversations": len(talks),
        "seen_alone": sum(t.seen_alone == "YES" for t in talks),
        "not_seen_alone": sum(t.seen_alone == "NO" for t in talks),
        "alone_was_not_possible": sum(t.seen_alone == "NOT_POSSIBLE" for t in talks),
        "alone_not_known": sum(t.seen_alone == "NOT_KNOWN" for t in talks),
        "interpreter_needed": len(needed),
        "professional_interpreter": needed.count("PROFESSIONAL"),
        "family_interpreter": needed.count("FAMILY"),
        "no_interpreter": needed.count("NONE"),
        "explained_back": sum(t.understanding_check == "EXPLAINED_BACK" for t in talks),
        "said_yes_only": sum(t.understanding_check == "SAID_YES_ONLY" for t in talks),
        "understanding_not_checked": sum(t.understanding_check == "NOT_CHECKED" for t in talks),
        "nine_points_complete": sum(t.is_complete for t in talks),
    }
    shares = {
        "share_seen_alone": share(counts["seen_alone"], len(talks)),
        "share_professional_interpreter": share(counts["professional_interpreter"], len(needed)),
        "share_explained_back": share(counts["explained_back"], len(talks)),
        "share_nine_points_complete": share(counts["nine_points_complete"], len(talks)),
    }
    return Found([{"row": "SUMMARY", **counts, **shares}])


def _interpreter(scene: Scene, talk: Held[ConversationRecorded]) -> str | None:
    """Who interpreted; None where nobody did and nobody was needed."""
    if talk.event.interpreter is not None:
        if is_unsaid_who_interpreted(talk.event):
            return "NOT_SAID"
        return "FAMILY" if talk.event.interpreter.is_family_member else "PROFESSIONAL"
    if THROUGH_A_PROFESSIONAL in talk.event.modifiers:
        return "PROFESSIONAL"
    return "NONE" if had_none(scene.view, talk.event) else None

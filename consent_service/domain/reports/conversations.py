"""How people were talked to: alone, with a proper interpreter, with everything explained."""

from __future__ import annotations

from typing import Final

from ..events import ConversationRecorded
from ..explaining import NINE
from ..held import Held
from ..overheard import is_unsaid_who_interpreted
from ..tasks.scene import Scene
from .measuring import share
from .report import Found, Material, Row

_PROFESSIONAL: Final = "VIA_PROFESSIONAL_INTERPRETER"


def conversations(material: Material) -> Found:
    """Conversations of the period. What the referrer passed on is none."""
    held = [
        (scene, talk)
        for scene in material.scenes
        for talk in scene.view.holding[ConversationRecorded]
        if material.is_in_period(talk.effective_at) and talk.event.method != "VIA_REFERRER"
    ]
    talks = [talk for _, talk in held]
    interpreted = [_interpreter(scene, talk) for scene, talk in held]
    needed = [how for how in interpreted if how is not None]
    counts: Row = {
        "conversations": len(talks),
        "seen_alone": sum(t.event.seen_alone == "YES" for t in talks),
        "not_seen_alone": sum(t.event.seen_alone == "NO" for t in talks),
        "alone_was_not_possible": sum(t.event.seen_alone == "NOT_POSSIBLE" for t in talks),
        "alone_not_known": sum(t.event.seen_alone == "NOT_KNOWN" for t in talks),
        "interpreter_needed": len(needed),
        "professional_interpreter": needed.count("PROFESSIONAL"),
        "family_interpreter": needed.count("FAMILY"),
        "no_interpreter": needed.count("NONE"),
        "explained_back": sum(t.event.understanding_check == "EXPLAINED_BACK" for t in talks),
        "said_yes_only": sum(t.event.understanding_check == "SAID_YES_ONLY" for t in talks),
        "understanding_not_checked": sum(
            t.event.understanding_check == "NOT_CHECKED" for t in talks
        ),
        "nine_points_complete": sum(set(t.event.explained) >= NINE for t in talks),
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
    if _PROFESSIONAL in talk.event.modifiers:
        return "PROFESSIONAL"
    adult = scene.view.adults.get(talk.event.person)
    return "NONE" if adult is not None and adult.event.interpreter_needed else None

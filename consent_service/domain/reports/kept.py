"""What reports need of a file, whole, so that it can be kept and no report need open the file."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import msgspec

from ..tasks import derive_in_turn
from ..tasks.scene import Scene
from ..tasks.waitinglist import WAITS
from .access import NAMES
from .advocating import PARENTS
from .caregivers import CAREGIVERS
from .childsview import CHILDREN
from .citing import CITED
from .clocks import CLOCKS
from .conversations import TALKS
from .copies import COPIES
from .corrections import SAID_WRONG
from .decisions import DECISIONS
from .deeds import DEEDS
from .doubtful import DOUBTS
from .ending import ENDING, RELIED_ON
from .equality import ADULTS
from .keptinformed import PROMISES
from .lines import Lines
from .openings import CONTACTS, RECORDS
from .pasted import TELEPHONED, WRITTEN
from .quiet import REQUESTS
from .referrers import REFERRED, TO_DO
from .safetyplans import PLANS
from .sharingnow import USES
from .siblings import SIBLINGS
from .timeliness import OPENED, SETTLED
from .undecided import WAITING
from .unowned import UNOWNED
from .unusuallooks import WORK

#: Every kind of line that some report reads, or the list of what waits for a manager.
EVERY: Final[tuple[Lines[Any], ...]] = (
    *(
        ADULTS,
        CAREGIVERS,
        CHILDREN,
        CITED,
        CLOCKS,
        CONTACTS,
        COPIES,
        DECISIONS,
        DEEDS,
        DOUBTS,
        ENDING,
    ),
    *(NAMES, OPENED, PARENTS, PLANS, PROMISES, RECORDS, REFERRED, RELIED_ON, REQUESTS),
    *(
        SAID_WRONG,
        SETTLED,
        SIBLINGS,
        TALKS,
        TELEPHONED,
        TO_DO,
        UNOWNED,
        USES,
        WAITING,
        WAITS,
        WORK,
        WRITTEN,
    ),
)
_NAMES: Final = tuple(lines.name for lines in EVERY)
#: The same in the turn in which they are made. What goes by nothing that most entries change comes
#: first, so that it stays with the next of them: then what goes by what somebody said, by whatever
#: may be a mistake, by whose an enquiry is, and by anything at all.
IN_TURN: Final[tuple[tuple[Lines[Any], ...], ...]] = (
    (
        *(
            CHILDREN,
            CITED,
            CLOCKS,
            CONTACTS,
            DECISIONS,
            DEEDS,
            NAMES,
            PARENTS,
            PLANS,
            PROMISES,
            RECORDS,
        ),
        *(REFERRED, RELIED_ON, REQUESTS, SAID_WRONG, SETTLED, SIBLINGS, TELEPHONED),
        *(USES, WAITING, WRITTEN),
    ),
    (ADULTS, CAREGIVERS, COPIES, ENDING, OPENED, TALKS, TO_DO),
    (DOUBTS,),
    (UNOWNED,),
    (WAITS, WORK),
)


def every_line(scene: Scene) -> dict[str, msgspec.Raw]:
    """All lines of a file as they are kept, by their names: those of which it has any. What was
    made of the file as it was before, and goes by nothing that is another, is not made again.
    """
    found: dict[str, msgspec.Raw] = {}
    for turn, some in enumerate(IN_TURN):
        derive_in_turn(scene, turn)
        found |= scene.once(("lines", turn), partial(_encoded, some, scene))
    return {name: found[name] for name in _NAMES if name in found}


def _encoded(some: tuple[Lines[Any], ...], scene: Scene) -> dict[str, msgspec.Raw]:
    found = ((lines.name, lines.encoded(scene)) for lines in some)
    return {name: kept for name, kept in found if kept is not None}

"""Kinds of information of which nobody is told by being asked: to name one is to tell it. Pure.

That somebody asks about violence in a home is itself a sign that names nobody (`domain.md` 3.5,
5.3), and a parent hears nothing of a young person's sexual health before that young person was
asked. A manager decides who may be asked of it, and in which words.
"""

from __future__ import annotations

from typing import Final

from ..codes import codes

#: Said of somebody's violence, or against it: whoever does it, or did, reads it as a warning.
OF_VIOLENCE: Final = frozenset(
    {"DOMESTIC_ABUSE_SUSPECT"}
    | {
        row.code
        for row in codes("categories").values()
        if "never_to_other_parent" in row.attributes
    }
)
#: A young person's own.
OF_THE_YOUNG: Final = frozenset({"CHILD_SEXUAL_HEALTH"})
#: All of these.
NOT_TOLD: Final = OF_VIOLENCE | OF_THE_YOUNG


#: What is said of such a kind to whoever would ask.
SEE_EACH_ALONE: Final = (
    "To ask about violence at home is to tell of it. Ask a manager first whether it is safe to ask "
    "anybody; see each alone, and name it to nobody else."
)
ASK_THEM_FIRST: Final = (
    "No parent is told of a young person’s sexual health by default. Ask the young person first "
    "whether they may know, or a manager."
)

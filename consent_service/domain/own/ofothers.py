"""Of what a page may show, what says something of somebody else, or is told by a person. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from ..codes import codes
from ..scopes.scope import Agency, Scope

#: Services that see young people in their own right, and adults.
SEE_BOTH: Final = frozenset({"SEXUAL_HEALTH", "SUBSTANCE_MISUSE"})

#: Services that see adults: that we talked to one says something about the adult who goes there.
SEE_ADULTS: Final = SEE_BOTH | {
    "ADULT_MENTAL_HEALTH",
    "PROBATION",
    "PRISON",
    "HOUSING",
    "DWP_JOBCENTRE",
    "ADULT_SOCIAL_CARE",
    "DOMESTIC_ABUSE_SERVICE",
    "REFUGE",
    "IMMIGRATION_HOME_OFFICE",
    "FAMILY_NETWORK",
    "ADVOCACY_SERVICE",
    "FAITH_GROUP",
    "OTHER_NAMED",
}
#: Purposes that say who supports an adult, that somebody is hurt at home, or who told us (F23).
OF_OTHERS: Final = frozenset({"DOMESTIC_ABUSE_MARAC", "ADVOCATE_SUPPORT", "FEEDBACK_TO_REFERRER"})

#: Information of which even whom it is about is told by a person, not by a page: who hurts whom,
#: what the police were told, and a child's sexual health (`domain.md` 5.3).
TOLD_IN_PERSON: Final = frozenset(
    {"CHILD_SEXUAL_HEALTH", "DOMESTIC_ABUSE_SUSPECT"}
    | {c.code for c in codes("categories").values() if c.attributes.get("never_to_other_parent")}
)


def agencies_read(
    scope: Scope, types: Collection[str], named: Collection[Agency]
) -> Iterator[Agency]:
    """An organisation's name can give away where somebody lives now: it stands only where the
    person has named it themself.
    """
    found = [one for one in scope.agencies if one.type in types or one.type not in SEE_ADULTS]
    yield from dict.fromkeys(one if one in named else Agency(one.type) for one in found)

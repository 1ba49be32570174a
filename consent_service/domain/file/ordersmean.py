"""What each order or arrangement about a child means for who decides, and who decides by an order
alone. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

#: Whoever is named so stands for a council or an agency.
COUNCIL: Final = "LOCAL_AUTHORITY"
#: An order of which nobody knows yet which it is.
NOT_KNOWN_WHICH: Final = "NOT_KNOWN"
#: Whoever cares for a child who is placed with them: by that they hold no responsibility.
CARES_FOR_A_PLACE: Final = frozenset({"FOSTER_CARER", "PRIVATE_FOSTER_CARER", "RESIDENTIAL_CARER"})
#: Whoever is that holds parental responsibility by an order that gives it them, and by nothing
#: else: a council by a care, interim care or placement order (Children Act 1989 s.33(3), Adoption
#: and Children Act 2002 s.25), a guardian by theirs; a carer by none (1989 Act s.3(5)).
BY_ORDER_ALONE: Final = frozenset(
    {*(COUNCIL, "SPECIAL_GUARDIAN", "PROSPECTIVE_ADOPTER"), *CARES_FOR_A_PLACE}
)


#: Arrangements that no court makes; of an order that nobody knows it may be one.
BY_NO_COURT: Final = frozenset(
    {"SECTION_20", "DELEGATED_AUTHORITY", "PRIVATE_FOSTERING", NOT_KNOWN_WHICH}
)


class Others(StrEnum):
    """What becomes of whoever else holds parental responsibility."""

    #: Theirs goes on, and each may act alone (s.2(5) to (7)).
    KEEP = "KEEP"
    #: Theirs goes on; their no is heard as before, their yes is not enough.
    HEARD = "HEARD"
    #: Theirs has ended; what they said is shown.
    ENDED = "ENDED"


class Meaning(NamedTuple):
    """What one kind of order means for who decides, and where that is laid down.

    `people` and `council`: those to whom it was made, and the council or agency, hold parental
    responsibility. `ends`: orders that are over when it is made. `role` and `source` are what
    somebody is to the child, of whom nothing else is recorded. `to_nobody_responsible`: whoever is
    responsible, or a parent, is none of whom it can be made.
    """

    law: str
    people: bool = False
    council: bool = False
    others: Others = Others.KEEP
    delegates: bool = False
    to_nobody_responsible: bool = False
    ends: frozenset[str] = frozenset()
    role: str = "OTHER_HOUSEHOLD"
    source: str = "NONE"


_CARE: Final = frozenset({"CARE_ORDER", "INTERIM_CARE_ORDER"})
_LIVES_WITH: Final = "CHILD_ARRANGEMENTS_LIVES_WITH"
#: Orders of section 8 of the 1989 Act, and one of supervision: a care order discharges them.
_SECTION_8: Final = frozenset({_LIVES_WITH, "PROHIBITED_STEPS_ORDER", "SPECIFIC_ISSUE_ORDER"})
_NOT_BESIDE_CARE: Final = _SECTION_8 | {"SUPERVISION_ORDER"}

#: The table.
MEANINGS: Final[Mapping[str, Meaning]] = {
    "ADOPTION_ORDER": Meaning(
        "Adoption and Children Act 2002 s.46(1), (2): it gives parental responsibility to the "
        "adopters, and extinguishes everybody else's and every order of the 1989 Act",
        people=True,
        others=Others.ENDED,
        ends=_CARE
        | _NOT_BESIDE_CARE
        | {
            *("PLACEMENT_ORDER", "SPECIAL_GUARDIANSHIP_ORDER", "SECTION_20"),
            *("DELEGATED_AUTHORITY", "PRIVATE_FOSTERING"),
        },
        role="ADOPTIVE_PARENT",
        source="ADOPTION_ORDER",
    ),
    "CARE_ORDER": Meaning(
        "Children Act 1989 s.31, s.33(3), s.91(2), (3): the council has parental responsibility "
        "beside the parents, who keep theirs, and may limit how they meet it; each order of "
        "section 8, and of supervision, is discharged",
        council=True,
        ends=_NOT_BESIDE_CARE | {"INTERIM_CARE_ORDER"},
        source="CARE_ORDER_LA",
    ),
    "INTERIM_CARE_ORDER": Meaning(
        "Children Act 1989 s.31(11), s.38, s.91(2), (3): a care order for now",
        council=True,
        ends=_NOT_BESIDE_CARE,
        source="INTERIM_CARE_ORDER_LA",
    ),
    "PLACEMENT_ORDER": Meaning(
        "Adoption and Children Act 2002 s.21, s.25, s.29(1), (2): the agency has parental "
        "responsibility, and prospective adopters while the child is placed with them; the "
        "parents keep theirs, and the agency says how far they meet it; a care order is suspended, "
        "and each order of section 8 of the 1989 Act, and of supervision, ceases",
        people=True,
        council=True,
        ends=_NOT_BESIDE_CARE,
        role="PROSPECTIVE_ADOPTER",
    ),
    "SPECIAL_GUARDIANSHIP_ORDER": Meaning(
        "Children Act 1989 s.14C(1), s.91(5A): the guardian has parental responsibility, and may "
        "use it to the exclusion of all but another special guardian; a care order is discharged",
        people=True,
        others=Others.HEARD,
        ends=_CARE,
        role="SPECIAL_GUARDIAN",
        source="SPECIAL_GUARDIANSHIP",
    ),
    _LIVES_WITH: Meaning(
        "Children Act 1989 s.8(1), s.12(2), s.91(1): with whom the child lives by it has parental "
        "responsibility for as long as it is in force, beside whoever has it; a care order is "
        "discharged",
        people=True,
        ends=_CARE,
        source=_LIVES_WITH,
    ),
    "PROHIBITED_STEPS_ORDER": Meaning(
        "Children Act 1989 s.8(1): the step that it names is taken with the court's consent alone; "
        "nobody gains or loses parental responsibility",
    ),
    "SPECIFIC_ISSUE_ORDER": Meaning(
        "Children Act 1989 s.8(1): the court settles the question that it names; nobody gains or "
        "loses parental responsibility",
    ),
    "SUPERVISION_ORDER": Meaning(
        "Children Act 1989 s.31(1)(b), s.35: a supervisor advises, assists and befriends the "
        "child; nobody gains or loses parental responsibility",
    ),
    "SECTION_20": Meaning(
        "Children Act 1989 s.20: accommodation; nobody gains or loses parental responsibility",
        role="FOSTER_CARER",
    ),
    "DELEGATED_AUTHORITY": Meaning(
        "Children Act 1989 s.2(9): somebody acts for those who hold parental responsibility, in "
        "what was delegated and in nothing else",
        delegates=True,
        role="FOSTER_CARER",
    ),
    "PRIVATE_FOSTERING": Meaning(
        "Children Act 1989 s.66, s.3(5): the carer does what is reasonable, and holds no parental "
        "responsibility",
        to_nobody_responsible=True,
        role="PRIVATE_FOSTER_CARER",
    ),
    NOT_KNOWN_WHICH: Meaning(
        "Whichever it is, such as Children Act 1989 s.14C(1) or s.33(3): beside some of them no "
        "parent's yes is enough, so until somebody says which none is, and each no is heard",
        others=Others.HEARD,
    ),
}

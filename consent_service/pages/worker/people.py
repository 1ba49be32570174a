"""Who is on the file, what they are to one another, and what a court said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...domain.codes import PLACEHOLDER
from ..called import stand_for_nobody
from ..forms.choices import Choice, Known, adults, children, holders, wary_of, what_they_are
from ..forms.days import AsFarAsKnown, DayOf, MonthOf, When
from ..forms.filling import pages
from ..forms.form import Form, Group
from ..forms.inputs import Area, Checks, Radios, Select, Text
from ..forms.typed import Typed
from ..forms.usual import HOW_KNOWN, when, who
from ..offering import offered
from .elsewhere import PersonElsewhere, in_two

_ALWAYS: Final = "Leave it empty if it was always so."
#: From this age on a child of the file is offered as the mother or father of another.
_OLD_ENOUGH: Final = 11
#: The first that is recorded of two people holds from always, and a later one from now.
_OR_FROM_NOW: Final = "Where something is on record of the two already, empty means from now on."


def others(known: Known) -> Iterator[Choice]:
    """Whoever may be the one whom the page is about: a child is no adult of the file."""
    this = known.visit.path["person"]
    is_child = any(one["id"] == this for one in known.file["children"])
    yield from (one for one in (children if is_child else adults)(known) if one.value != this)


_NUMBERS: Final = Group(
    "identifiers",
    "Numbers that other systems know them by",
    (Select("scheme", "Which kind of number?"), Text("value", "The number", width=20)),
    each="Number",
)


def _his_children(known: Known) -> Iterator[dict[str, Any]]:
    """Each child for whom the placeholder stands whom the page is about."""
    for child in known.file["children"]:
        for one in child["caregivers"]:
            if (one["role"], one["person"]) == (PLACEHOLDER, known.visit.path["person"]):
                yield child


def _who_may_be_parents(known: Known) -> Iterator[Choice]:
    """Children who are old enough to be a mother or father themselves."""
    for child in known.file["children"]:
        if (child["age"] or 0) >= _OLD_ENOUGH:
            words = ", ".join(
                (child["names"], "a child of this file", *what_they_are(known, child["id"]))
            )
            yield Choice(child["id"], f"{words}{wary_of(known, child)}")


def who_is_somebody(known: Known) -> Iterator[Choice]:
    """Whoever can be something to a child: each adult, and a child who may have one themselves."""
    yield from holders(known)
    yield from _who_may_be_parents(known)


def unknown_fathers(known: Known) -> Iterator[Choice]:
    """These by name."""
    yield from (Choice(one["id"], one["names"]) for one in _his_children(known))


def who_may_be_he(known: Known) -> Iterator[Choice]:
    """Nobody's father is the child's mother, or a placeholder for somebody."""
    nobody = stand_for_nobody(known.file)
    for child in _his_children(known):
        nobody |= {one["person"] for one in child["caregivers"] if one["role"] == "MOTHER"}
    nobody |= {one["id"] for one in _his_children(known)}
    every = (*adults(known), *_who_may_be_parents(known))
    yield from (one for one in every if one.value not in nobody)


def _is_known(known: Known, _: Typed) -> str:
    """Where nothing is left to say on this page."""
    if any(_his_children(known)):
        return ""
    return "Of no child here is this father still not known. There is nothing to say on this page."


def _to_add_him(known: Known, _: Typed) -> Mapping[str, Any]:
    return {"add": next(offered(known.visit, "addAdult", "Add him to the file"), None)}


#: Of whoever is added: asked there, or a mother who died is somebody to ring.
DIED_IN: Final = {"/died_in": "/died_on"}
HAS_DIED: Final = (
    Radios(
        "has_died",
        "Have they died?",
        yes="Yes",
        hint="Nobody asks or rings somebody who has died, and they are in no danger from anybody.",
        inline=True,
    ),
    AsFarAsKnown("died_on", "If so: when?", during="died_in"),
)
#: Who a child is, whether they are added or come with a referral.
OF_A_CHILD: Final = (
    Text("names", "Full name"),
    DayOf("dob", "Date of birth"),
    MonthOf("born_in", "If no day is known: the month or year of birth"),
    DayOf("estimated_due_date", "If not born yet: the day the birth is expected"),
    MonthOf("due_in", "If no day is known: the month it is expected in"),
    DayOf("estimated_dob", "If nobody knows: the likeliest day of birth"),
    Text("gender", "Gender", width=10),
    Text("language", "Language", width=10),
    *HAS_DIED,
)

CHILD: Final = Form(
    operation="addChild",
    title="Add a child",
    points={"dob-or-due-date": "dob"},
    fields=(
        *OF_A_CHILD,
        Area("communication_needs", "What they need to be understood", rows=2),
        _NUMBERS,
    ),
    asked_at=DIED_IN,
)

ADULT: Final = Form(
    operation="addAdult",
    title="Add a parent or carer",
    lead="They belong to no child until you say what they are to whom.",
    fields=(
        Text("names", "Full name"),
        DayOf("dob", "Date of birth"),
        Text("language", "Language", width=10),
        Radios("interpreter_needed", "Do they need an interpreter?"),
        Radios("format", "In which form do they read?"),
        Radios("digital_access", "Can they use a computer or phone?"),
        *HAS_DIED,
    ),
    asked_at=DIED_IN,
)

RELATIONSHIP: Final = Form(
    operation="recordRelationship",
    title="What somebody is to a child",
    fields=(
        Radios("person", "Who?", choices=who_is_somebody),
        Radios("child", "Which child?", choices=children),
        Select("role", "What are they to the child?"),
        Radios("pr_status", "Do they have parental responsibility?"),
        Select("pr_source", "Where from?"),
        Radios("pr_checked", "How was that checked?"),
        Radios("lives_with", "Does the child live with them?"),
        Radios("main_caregiver", "Are they the main carer?"),
        When("since", "Since when?", hint=f"{_ALWAYS} {_OR_FROM_NOW}", by_day=True),
        Area("explanation", "What else to know of it", rows=2),
        Radios("ended", "Has it ended?", yes="Yes, it has ended", no="No"),
        Radios("ended_of", "If so, what has ended?"),
    ),
)

FATHER: Final = Form(
    operation="identifyFather",
    title="Say who the father is",
    points={"no-unknown-father": "child", "father-is-a-placeholder": "father"},
    says=_is_known,
    template="who_he_is.html",
    more=_to_add_him,
    is_checked=True,
    fields=(
        Radios("child", "Of which child?", choices=unknown_fathers),
        Radios("father", "Who is he?", choices=who_may_be_he),
        Radios("pr_status", "Does he have parental responsibility?"),
        Select("pr_source", "Where from?"),
        Radios("pr_checked", "How was that checked?"),
        Select("role", "What is he to the child?"),
        Radios("lives_with", "Does the child live with him?"),
        Radios("main_caregiver", "Is he the main carer?"),
        When("since", "Since when?", hint=_ALWAYS),
        Area("explanation", "What else to know of it", rows=2),
    ),
)

BIRTH: Final = Form(
    operation="recordBirth",
    title="A child was born",
    points={"born-already": "dob"},
    fields=(
        DayOf("dob", "Date of birth"),
        Text("names", "Full name"),
        Text("gender", "Gender", width=10),
    ),
)

DEATH: Final = Form(
    operation="recordDeath",
    title="Somebody has died",
    lead="Nobody is written to or rung about it any more.",
    fields=(
        who(),
        Text("source", "Who told us?"),
        Text("reference", "Reference", width=20),
        AsFarAsKnown("effective_at", "When did they die?", during="died_in"),
    ),
    asked_at={"/died_in": "/effective_at"},
)

#: What is written where there is nothing any more.
_NOTHING: Final = frozenset({"nothing", "none", "nothing any more"})


def _nothing_any_more(
    body: dict[str, Any], _rows: Mapping[str, str], _typed: Typed
) -> tuple[dict[str, Any], Mapping[str, str]]:
    """That they need nothing is no need of theirs."""
    needs = body.get("communication_needs", ())
    if needs and all(str(one).strip(" .").casefold() in _NOTHING for one in needs):
        body["communication_needs"] = []
    return body, {}


AMEND: Final = Form(
    operation="amendPerson",
    besides=_nothing_any_more,
    title="Put right who somebody is",
    points={"dob-or-due-date": "dob", "not-born-yet": "dob"},
    lead="Fill in only what was wrong. They are found by their former names as well.",
    fields=(
        Text("names", "Full name"),
        DayOf("dob", "Date of birth"),
        MonthOf("born_in", "If no day is known: the month or year of a child’s birth"),
        DayOf("estimated_due_date", "If not born yet: the day the birth is expected"),
        MonthOf("due_in", "If no day is known: the month it is expected in"),
        Text("gender", "A child’s gender", width=10),
        Text("language", "Language", width=10),
        Radios("interpreter_needed", "Does the adult need an interpreter?"),
        Radios("format", "In which form do they read?"),
        Radios("digital_access", "Can they use a computer or phone?"),
        Area(
            "communication_needs",
            "What a child needs to be understood",
            rows=2,
            hint="All of it, each in a line of its own: it takes the place of what stands there. "
            "Write “nothing” if they need nothing any more.",
        ),
        Area("reason", "How you know", rows=2),
    ),
)

NUMBER: Final = Form(
    operation="recordNumber",
    title="A number they are known by",
    fields=(_NUMBERS, Text("source", "Where it comes from")),
)

SAME: Final = Form(
    operation="joinPeople",
    title="Two entries are the same person",
    lead="What was recorded of either is read as of the one named above. A no of either stands "
    "until they have answered again. A child’s entry and an adult’s stay two, because who decides "
    "is read from each. If they are one person, amend both until name and birth are the same: a no "
    "of either is then heard of both. What a child is to a baby is said on the child’s own entry. "
    "A child’s mother and father are two, and so is whoever is a danger to the other.",
    fields=(Radios("other", "Who is the same person?", choices=others), HOW_KNOWN),
)

ON_TWO_FILES: Final = Form(
    operation="joinElsewhere",
    title="They stand on another file as well",
    is_checked=True,
    lead="Signs about either are then certain on both, and a no of either is heard on both. Of a "
    "child so is each no about them, and each danger near them.",
    besides=in_two,
    always=frozenset({"file"}),
    fields=(
        PersonElsewhere("other", "Who are they there?", hint="A name, a birth or a number."),
        HOW_KNOWN,
    ),
)

REFERENCE: Final = Form(
    operation="giveReference",
    title="The case system's reference",
    points={"reference-in-use": "reference", "nothing-to-record": "reference"},
    fields=(
        Text("reference", "The reference", width=20),
        Text("never_theirs", "One that was put here by mistake", width=20),
    ),
)

TWO: Final = Form(
    operation="partPeople",
    title="They were two people after all",
    fields=(HOW_KNOWN,),
)

TWO_ON_TWO_FILES: Final = Form(
    operation="partElsewhere",
    title="Two people on two files",
    lead="What was heard of the one on the file of the other counts no longer, here and there. "
    "Where that is a no or a sign of danger, it stands until a manager has confirmed it.",
    fields=(HOW_KNOWN,),
)

#: Which order gives it, by what was said of where their responsibility is from, or what they are.
_BY_ORDER: Final = {
    "SPECIAL_GUARDIANSHIP": "SPECIAL_GUARDIANSHIP_ORDER",
    "SPECIAL_GUARDIAN": "SPECIAL_GUARDIANSHIP_ORDER",
    "ADOPTION_ORDER": "ADOPTION_ORDER",
    "CHILD_ARRANGEMENTS_LIVES_WITH": "CHILD_ARRANGEMENTS_LIVES_WITH",
    "CARE_ORDER_LA": "CARE_ORDER",
    "INTERIM_CARE_ORDER_LA": "INTERIM_CARE_ORDER",
}


def _as_was_said(known: Known, said: Mapping[str, str]) -> Mapping[str, list[str]]:
    """The order by which whoever is named here was said to be responsible for this child."""
    for child in known.file["children"]:
        for carer in child["caregivers"] if child["id"] == said.get("child") else ():
            orders = (_BY_ORDER.get(carer[name]) for name in ("pr_source", "role"))
            kind = next(filter(None, orders), None)
            if kind and carer["person"] == said.get("people"):
                return {"type": [kind]}
    return {}


ORDER: Final = Form(
    operation="recordOrder",
    begins=_as_was_said,
    title="A court's order, or an arrangement",
    points={"order-needs-reference": "reference"},
    fields=(
        Radios("child", "About which child?", choices=children),
        Radios("type", "What is it?"),
        Text("source", "Which court, or who made it?"),
        Text("reference", "Its reference", width=20),
        Checks("people", "Who is named in it?", choices=holders),
        Checks("limits", "Whom does it limit?", choices=holders),
        Checks("purposes", "For which purposes only?"),
        Checks("categories", "About which information only?"),
        When(
            "effective_at",
            "Since when?",
            hint="If only the month is known, leave the day empty: it counts from the first. Leave "
            "all of it empty if it is now.",
            by_day=True,
            by_month=True,
        ),
    ),
)

ORDER_ENDED: Final = Form(
    operation="endOrder",
    title="An order or an arrangement came to its end",
    fields=(
        Text("source", "Who says so?"),
        Text("reference", "Its reference", width=20),
        when(by_day=True),
    ),
)

PAGES: Final = pages(
    CHILD,
    ADULT,
    RELATIONSHIP,
    FATHER,
    BIRTH,
    DEATH,
    AMEND,
    NUMBER,
    SAME,
    ON_TWO_FILES,
    REFERENCE,
    TWO,
    TWO_ON_TWO_FILES,
    ORDER,
    ORDER_ENDED,
)

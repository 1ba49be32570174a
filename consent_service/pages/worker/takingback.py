"""What was wrong on record, and what was just typed: it is taken back, and counts no longer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...domain.freetext.rationale import LEAST_OF_A_REASON
from ..forms.choices import Known
from ..forms.filling import pages
from ..forms.form import Form
from ..forms.inputs import Area, Radios, is_a_place
from ..forms.typed import Typed
from ..offering import offered
from .entries import correctable

#: What much else rests on, by its kind: the form that puts it right without taking it off the
#: record, what that is called, and which of its members is given under which name.
_PUTS_RIGHT: Final[Mapping[str, tuple[str, str, Mapping[str, str]]]] = {
    "relationship-recorded": (
        "recordRelationship",
        "Say anew what they are to the child: that takes its place",
        {"person": "person", "child": "child"},
    ),
    "adult-added": ("amendPerson", "Put right who they are", {"person": "person"}),
    "child-added": ("amendPerson", "Put right who they are", {"person": "child"}),
    "enquiry-opened": ("closeEnquiry", "Say how the enquiry ends", {"enquiry": "enquiry"}),
}


def _put_right(known: Known, typed: Typed) -> Mapping[str, Any]:
    """Where what cannot be taken back is put right, and is not lost to whoever hangs on it."""
    which = typed.one("corrects.number") or typed.one("corrects")
    found = known.entry(str(int(which))).each if is_a_place(which) else []
    operation, words, given = _PUTS_RIGHT.get(found[0]["kind"] if found else "", ("", "", {}))
    filled = {name: found[0]["event"].get(member) for name, member in given.items()}
    offers = offered(known.visit, operation, words, **filled) if operation else ()
    return {"instead": next(iter(offers), None)}


_HOW_KNOWN: Final = (
    f"How it is known. Where it protects somebody, at least {LEAST_OF_A_REASON} characters: with "
    "fewer it waits, a manager's own word too."
)
WRONG: Final = Form(
    operation="correctEntry",
    title="Something on record is wrong",
    lead="The entry stays readable, and counts no longer. What you typed yourself in the last 30 "
    "minutes is taken back at once, unless something rests on it by now, or it protects somebody "
    "and you do not say why; what any other protects falls once a manager agrees.",
    points={
        "no-such-entry": "corrects",
        "corrected-already": "corrects",
        "something-hangs-on-it": "corrects",
    },
    template="take_back.html",
    more=_put_right,
    from_address=frozenset({"with_answers"}),
    fields=(
        correctable("corrects", "Which entry?"),
        Area("what_was_wrong", "What is wrong with it?", hint=_HOW_KNOWN),
        Area("right_version", "What would be right?", hint="Record it anew as well."),
        Radios(
            "with_answers",
            "If it was a talk: take back what was answered in it as well?",
            hint="A talk that was with somebody else, or never was, had no answers. Of any other "
            "entry leave it empty.",
            yes="Yes: they said none of it",
            no="No: what they answered stays on record",
        ),
        Radios("requested_by", "Who says that it is wrong?"),
    ),
    button="Take it back",
)

PAGES: Final = pages(WRONG)

"""What an entry of the timeline says, in a sentence of its own: who did or said what, of whom.

Where a sentence has a place for what was not said, the next one that fits is taken, and at the end
what the kind of entry says of itself. What stands in the sentence is not said once more below it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from ...domain.codes import TEXTS
from ...domain.recorded.askedfirst import ASK_FIRST
from ...domain.words.naming import lower_first


class Sentence(NamedTuple):
    """A sentence with places for members. It fits where each has words, and where what it asks of
    others of the entry is so.
    """

    words: str
    where: Mapping[str, Any] = {}


def _each(member: str, **by: str) -> tuple[Sentence, ...]:
    """One for each code of a member."""
    return tuple(Sentence(words, {member: code}) for code, words in by.items())


#: Of what was shared at once: nobody had asked this service; and not all of it was said.
_UNASKED: Final = {"without_asking": True}
_IN_PART: Final = {"disclosure": None}
_ASKED_OF_DANGER: Final = "Who must not hear of it, or may be a danger, they said when asked"
#: True also beside a name: it says of nobody that they are not the one.
_OUTSIDE: Final = "somebody who is none of those on the file"
#: Something is said there, which stands below.
_WHATEVER: Final = object()
_ELSEWHERE: Final = "Another file of the authority"
_NO_MORE: Final[Mapping[str, Any]] = {"code": "NOT_SAFE", "names": []}
#: By kind of entry, the first that fits.
_SENTENCES: Final[Mapping[str, tuple[Sentence, ...]]] = {
    "file-opened": (
        Sentence("The file was opened, with the reference {reference}"),
        Sentence("The file was opened"),
    ),
    "child-added": (
        Sentence("{names} was added as a child, born on {dob}"),
        Sentence("{names} was added as a child, born in {born_in}"),
        Sentence("{names} was added as a child, to be born about {estimated_due_date}"),
        Sentence("{names} was added as a child"),
    ),
    "adult-added": (Sentence("{names} was added as an adult"),),
    "relationship-recorded": (
        Sentence("{person} is no longer {role} of {child}: {ended_of}", {"ended": True}),
        Sentence("{person} is no longer {role} of {child}", {"ended": True}),
        Sentence("{person}, {role} of {child}: {pr_status}"),
    ),
    "contact-point-recorded": (
        Sentence("{type} of {person} is not theirs any more", {"ended": True}),
        Sentence("A way to reach {person}: {type}, {value}, {safety}"),
        Sentence("A way to reach {person}: {type}, {safety}"),
    ),
    "enquiry-opened": (
        Sentence("An enquiry began: {referrer_agency} was worried"),
        Sentence("An enquiry began"),
    ),
    "enquiry-assigned": (
        Sentence("{owner} has the enquiry from now on"),
        Sentence("The enquiry is with the team {team} from now on"),
    ),
    "enquiry-rated": (Sentence("How urgent the enquiry is was said anew: {rating}"),),
    "enquiry-closed": (Sentence("The enquiry ended: {reason}"),),
    "conversation-recorded": (Sentence("We talked with {person}, {method}"),),
    "response-recorded": (
        *_each(
            "answer",
            AGREED="{person} said yes",
            REFUSED="{person} said no",
            UNDECIDED="{person} has not decided",
            AWAITING="{person} was asked and has not answered yet",
            REPORTED_BY_REFERRER="The referrer says that {person} agreed. We have not heard it",
            ASK_ATTEMPTED="Somebody tried to reach {person}, and did not",
        ),
        Sentence("{person}: {answer}"),
    ),
    "agreement-withdrawn": (Sentence("{person} took back what they had agreed to"),),
    "advocate-status-changed": (
        Sentence("Somebody to support {person}, {advocate}: {status}"),
        Sentence("Somebody to support {person}: {status}"),
    ),
    "safety-recorded": (
        # Nobody chose a reason, or wrote one: that it is explained in the record is not so.
        Sentence(
            "It was said that it is safe to ask {person}", {"safe_to_ask": True, "code": "OTHER"}
        ),
        Sentence(
            "It was said that it is not safe to ask {person}",
            {"safe_to_ask": False, "code": "OTHER", "reason": None},
        ),
        Sentence("It was said that it is safe to ask {person}", {"safe_to_ask": True}),
        Sentence("It was said that it is not safe to ask {person}", {"safe_to_ask": False}),
    ),
    "reachability-recorded": (
        Sentence("{person} can be reached", {"reachable": True}),
        Sentence("{person} cannot be reached", {"reachable": False}),
    ),
    "competence-recorded": (
        Sentence("{child}, about any decision: {status}", {"purpose": "*"}),
        Sentence("{child}, about “{purpose}”: {status}"),
        Sentence("{child}: {status}"),
    ),
    "capacity-recorded": (
        Sentence("{person}, about any decision: {status}", {"purpose": "*"}),
        Sentence("{person}, about “{purpose}”: {status}"),
        Sentence("{person}: {status}"),
    ),
    "wish-recorded": (
        Sentence("{child} does not want it", {"objects": True}),
        Sentence("{child} does not want {not_to_be_told} told"),
        Sentence("{child} does not want somebody told", {"not_to_be_told_because": _WHATEVER}),
        Sentence("{child} said what they think of it"),
    ),
    "sign-recorded": (
        Sentence("Another file of the authority says of the {of_role} of {person}: {code}"),
        *(
            Sentence(words, {"matched": how, **where})
            for words, where in (
                # By this code a sign says no more than that there is one.
                (f"{_ELSEWHERE} has a sign that {{person}} may be in danger", _NO_MORE),
                (f"{_ELSEWHERE} has a sign about {{person}}: {{code}}", {}),
            )
            for how in ("CONFIRMED", "BY_NUMBER", "BY_NAME")
        ),
        Sentence(
            "Not to hear what was said by or of {person}: {only_not_to_hear}",
            {"only_not_to_hear": _WHATEVER, "code": "NOT_KNOWN", "names": _WHATEVER},
        ),
        Sentence("A sign about {person} that somebody may be in danger", {"code": "NOT_SAFE"}),
        Sentence("A sign about {person} that somebody may be in danger: {code}"),
    ),
    "person-joined-elsewhere": (
        Sentence("{person} stands on another file of the authority as well"),
    ),
    "no-heard-elsewhere": (Sentence("{person} said no, on another file of the authority"),),
    "no-about-child-elsewhere": (
        Sentence(
            "The {role} of {child}, who holds parental responsibility, said no on another file of "
            "the authority",
            {"decides": True},
        ),
        Sentence("The {role} of {child} said no on another file of the authority"),
        Sentence("Somebody said no about {child} on another file of the authority"),
    ),
    "keep-informed-agreed": (Sentence("How {person} is kept informed: {methods}"),),
    "contact-made": (Sentence("{person} was kept informed: {method}"),),
    "referrer-told-back": (Sentence("The referrer was told: {level}"),),
    "disclosure-recorded": _each(
        "direction",
        SEEK="{agency} was asked about {subjects}",
        SHARE="{agency} was told about {subjects}",
        BOTH="{agency} was asked and told about {subjects}",
    ),
    "danger-asked": (
        Sentence(f"{_ASKED_OF_DANGER}: nobody that they know of", {"knows_of_nobody": True}),
        Sentence(f"{_ASKED_OF_DANGER}: {_OUTSIDE}", {"is_none_of_these": True}),
        Sentence(f"{_ASKED_OF_DANGER}: somebody"),
    ),
    "disclosure-compared": (Sentence("It was held against what was agreed then: {verdict}"),),
    "check-made": (
        Sentence("A check was made: {proposal}. The answer: {answer}"),
        Sentence("A check was made. The answer: {answer}"),
    ),
    "effect-waits": (
        Sentence(
            "It is said that {told_by} said by telephone that what {entries} lifts may fall. It is "
            "lifted until {until}, and stands again unless a manager confirms it by then",
            {"stands": "HOLDS"},
        ),
        Sentence(
            "It is said that {told_by} said by telephone that what {entries} lifts may fall. "
            "Nobody confirmed it by {until}: it stands again",
            {"stands": "OVER"},
        ),
        Sentence(
            "What {entries} would lift needed a manager, who has confirmed it: it is lifted",
            {"stands": "CONFIRMED"},
        ),
        Sentence(
            "It was said that {told_by} said by telephone that what {entries} lifts may fall. It "
            "was lifted until {lifted_until}, and what was answered till then went by that. A "
            "manager has refused it: it stands again",
            {"stands": "REFUSED"},
        ),
        Sentence(
            "What {entries} would lift needed a manager, who has refused it: nothing is lifted",
            {"stands": "REFUSED"},
        ),
        Sentence("What {entries} would lift waits for a manager"),
    ),
    "effect-confirmed": (Sentence("A manager confirmed what waited: it is lifted"),),
    "effect-refused": (Sentence("A manager refused it: what it would lift stands"),),
    "taken-with-care": (
        Sentence("Part of what was just sent was missing. It was kept, for it protects somebody"),
    ),
    "meeting-called": (Sentence("{meeting_type} was called, for {starts_at}"),),
    "meeting-moved": (
        Sentence("The meeting was moved to {starts_at}"),
        Sentence("The meeting was moved: {place}"),
    ),
    "meeting-invited": (
        Sentence("{person} was invited to a meeting"),
        Sentence("{agency} was invited to a meeting"),
    ),
    "meeting-recorded": (
        Sentence("The meeting was not held", {"held": False}),
        Sentence("The meeting was held. It came to: {outcome}"),
        Sentence("The meeting was held"),
    ),
    "safety-plan-made": (Sentence("A safety plan was made for {children}: version {version}"),),
    "closing-gap-explained": (
        Sentence("{about}: why nothing stands under “{column}” of the closing table: {reason}"),
        Sentence("Why nothing stands under “{column}” of the closing table: {reason}"),
    ),
    "plan-recipient-named": (
        Sentence("{person} is not to have the safety plan any more", {"ended": True}),
        Sentence("{agency} is not to have the safety plan any more", {"ended": True}),
        Sentence("{person} is to have the safety plan"),
        Sentence("{agency} is to have the safety plan"),
    ),
    "decision-requested": (
        Sentence("A manager was asked to decide: {decision}"),
        Sentence("A manager was asked to decide"),
    ),
    "authorisation-made": (Sentence("A manager decided: {decision}"),),
    "not-share-decided": (
        Sentence(TEXTS["asks_first"], {"reason_codes": [ASK_FIRST]}),
        Sentence("It was decided not to share for now"),
    ),
    "validity-changed": (Sentence("How an answer was given: {status}"),),
    "order-recorded": (Sentence("{order_type}: {child}"),),
    "telling-recorded": (
        Sentence("{person} was told of something on the file", {"told": True}),
        Sentence("{person} was not told of something on the file", {"told": False}),
    ),
    "person-amended": (Sentence("Who {person} is was put right"),),
    "number-recorded": (Sentence("Numbers that other systems know {person} by"),),
    "needs-recorded": (Sentence("Why somebody to support {person} matters more: {indicators}"),),
    "letter-sent": (Sentence("A letter went to {person}: {which}"),),
    "way-in-given": (Sentence("{person} was given a way to sign in, once"),),
    "death-recorded": (
        Sentence("{person} has died, in {died_in}"),
        Sentence("{person} has died (day not known)", {"day_known": False}),
        Sentence("{person} has died"),
    ),
    "birth-recorded": (Sentence("{child} was born on {dob}"),),
    "injury-recorded": (Sentence("An injury of {child}"),),
    "conference-considered": (
        Sentence("A child protection conference is to be held", {"to_be_held": True}),
        Sentence("A child protection conference was considered, and none is to be held"),
    ),
    "correction-asked": (Sentence("{person} says that something on record is wrong"),),
    "disagreement-stated": (Sentence("{person} does not agree with an entry, and says so"),),
    "family-asked": (Sentence("{person} asked for something: {wants}"),),
    "share-now-used": (
        Sentence("Somebody shared at once with {agency}, without asking here first", _UNASKED),
        Sentence("Somebody shared at once, without asking here first", _UNASKED),
        Sentence("A worker said that a child was at risk right now and was answered: share now"),
    ),
    "share-now-recorded": (
        Sentence("Nothing was shared at once after all", {"shared": False}),
        Sentence("Something was shared at once, and not all of it is written down here", _IN_PART),
        Sentence("What was shared at once was written down"),
    ),
}
_PLACE: Final = re.compile(r"\{([a-z_]+)\}")


def what_happened(
    kind: str, event: Mapping[str, Any], words: Callable[[str], str]
) -> tuple[str, frozenset[str]] | None:
    """The sentence, and the members that it has said; nothing for a kind that has none that fits.
    `words` is what a member of the entry says.
    """
    for one in _SENTENCES.get(kind, ()):
        if not all(_is(event.get(member), wanted) for member, wanted in one.where.items()):
            continue
        places = _PLACE.findall(one.words)
        said = {member: words(member) for member in places}
        if not all(said.values()):
            continue
        # What it begins with keeps its capital, and so does whatever is a name.
        text = one.words.format(
            **{
                member: text
                if member in _NAMES or one.words.startswith(f"{{{member}}}")
                else lower_first(text)
                for member, text in said.items()
            }
        )
        stated = (member for member, wanted in one.where.items() if wanted is not _WHATEVER)
        return text, frozenset((*places, *stated))
    return None


def _is(said: Any, wanted: Any) -> bool:
    """Nobody is named where nothing is said of it."""
    if wanted is _WHATEVER:
        return bool(said)
    return not said if wanted == [] else bool(said == wanted)


#: Members that hold names, or somebody's own words.
_NAMES: Final = frozenset(
    {
        *(
            "person",
            "child",
            "children",
            "not_to_be_told",
            "only_not_to_hear",
            "subjects",
            "names",
            "owner",
            "team",
            "agency",
            "proposal",
            "advocate",
            "told_by",
            "until",
            "lifted_until",
        ),
        *("reference", "value", "dob", "born_in", "died_in", "estimated_due_date", "starts_at"),
    }
)

"""What a reason for a decision has to say (`domain.md` 3.9): rules about words, not about risk.

*AB and CD v Haringey* [2013] EWHC 416 (Admin) turned on a decision with no reasons on record.
These rules cannot make a reason good; they catch what is plainly none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

import msgspec

from ..codes import codes
from ..memo import read_once
from ..recorded.particulars import Rationale
from ..writing import folded

#: That of all reasons that were given none is one for the kind of decision.
OTHER_KIND: Final = "OTHER_KIND"
#: By kind of decision to go ahead: the lists of codes that are reasons for it. A court's order is
#: one by itself.
REASONS: Final[Mapping[str, tuple[str, ...]]] = {
    "OVERRIDE_DECISION": ("override_reasons",),
    "DISPENSE_DECISION": ("dispense_reasons",),
    "RELY_ONE_PARENT": ("split_view_reasons",),
    "S47_DECISION": ("override_reasons", "dispense_reasons"),
    "COURT_ORDER": (),
}

#: So many characters say why: all five parts together, or a reason that stands by itself.
LEAST_OF_A_REASON: Final = 60
#: So many say what something is needed for, or why it is left open.
LEAST_SAID: Final = 20

#: The same reasons by the same person within this time are pasted, whatever file they are on.
PASTED_WITHIN: Final = timedelta(days=30)

#: What says nothing by itself. The first five are `domain.md`'s.
STOCK_PHRASES: Final = frozenset(
    {
        "risk",
        "safeguarding",
        "cp",
        "as discussed",
        "consent not needed",
        "as above",
        "see above",
        "see notes",
        "see case notes",
        "child protection",
        "safeguarding concerns",
        "safeguarding reasons",
        "high risk",
        "at risk",
        "risk of harm",
        "n a",
        "not applicable",
        "not known",
        "to be confirmed",
        "agreed with manager",
        "discussed with manager",
    }
)

#: Of these no word names anybody or any paper: whoever writes no others does not say from where.
_NAMES_NOBODY: Final = """
i i'm i'd i've im ive id me my myself we us our ourselves you your yourself he him himself she her
herself it its itself they them their themselves this that these those there here one ones a an the
and or but so if as at by for from in into of off on to with about than then too also just only even
ever never not no nor none nothing now already again always yes yeah yep yup ok okay fine sure right
true correct obvious obviously clear clearly certain certainly definite definitely probable probably
maybe perhaps possible possibly likely really quite very well all any some each both other more much
am is isn't isnt was wasn't wasnt are aren't arent were be been being has hasn't hasnt have haven't
havent had do don't dont does doesn't doesnt did didn't didnt can can't cant cannot could would
wouldn't should shall will won't wont may might must let got get gets know knows knew known think
thinks thought believe believes guess guessed suppose assume assumed feel feels felt trust remember
remembers recall forget forgot forgotten hear hears heard see sees saw seen say says said saying
tell tells told telling ask asked read look looked check checked unchecked confirm confirmed agree
agreed discuss discussed understand understood mean means meant want need idea ideas clue view
opinion knowledge memory gut feeling hunch instinct experience common sense reason source sources
reference number unknown unsure unclear uncertain unavailable pending tbc tbd na nil various several
many somebody someone something somewhere somehow anybody anyone anything anywhere everybody
everyone everything everywhere nobody whoever whatever wherever who whom whose which what when where
why how people person persons others thing things stuff word words way ways above below before after
earlier later previous previously usual usually same such like kind sort information info details
detail notes note file record records system recorded listed given done good please thanks case risk
safeguarding concern concerns
"""
_SAYS_NOBODY: Final = frozenset(_NAMES_NOBODY.replace("'", " ").split())
#: A number that can be looked up has so many figures.
_FIGURES: Final = re.compile(r"\d{3}")

_ENDS: Final = re.compile(r"(?<=[.!?;])\s+|\n+")

PARTS: Final = Rationale.__struct_fields__


def reasons_of(kind: str) -> dict[str, str]:
    """What is a reason for a decision of this kind, by code, in words."""
    return {code: row.label for name in REASONS.get(kind, ()) for code, row in codes(name).items()}


def what_is_missing(rationale: Rationale, *, said_before: bool) -> Iterator[tuple[str, str]]:
    """Each part that says nothing, with a code of `missing_words`; the empty name is the whole.

    "None considered, because …" is an answer to the last part; "None" is not.
    """
    parts = {name: plain(getattr(rationale, name)) for name in PARTS}
    for name, words in parts.items():
        if not words:
            yield name, "EMPTY"
        elif len(set(words.split())) < 2 or words in STOCK_PHRASES:
            yield name, "ONE_WORD"
    said = [words for words in parts.values() if words]
    if len(set(said)) < len(said):
        yield "", "REPEATED"
    if said and sum(length_said(getattr(rationale, name)) for name in PARTS) < LEAST_OF_A_REASON:
        yield "", "TOO_SHORT"
    if said_before:
        yield "", "PASTED"


@read_once
def says_why(reason: str | None) -> bool:
    """Whether what protects somebody may be lifted for it: a reason that stands by itself is held
    to what is asked of a decision's. One that is not is kept, and lifts nothing.
    """
    words = plain(reason or "")
    says_something = len(set(words.split())) > 1 and words not in STOCK_PHRASES
    return says_something and length_said(reason) >= LEAST_OF_A_REASON


def length_said(words: str | None) -> int:
    """How many characters say something: what is said again, word for word, counts once."""
    sentences = _ENDS.split((words or "").strip())
    said = " ".join({plain(one): one for one in reversed(sentences)}.values())
    each = plain(said).split()
    again = (nth for nth in range(1, len(each)) if each[nth:] == each[:-nth])
    first = next(again, None)
    # Two words that happen to begin and end it are no repetition.
    is_again = first is not None and first <= len(each) // 2
    return len(" ".join(each[:first])) if is_again else len(said)


@read_once
def names_a_source(source: str | None) -> bool:
    """Whether it says from where something is known: whose word, or which paper, in more than one
    word, or by a number that can be looked up. "I know", "not sure" and "someone said" name nobody.
    """
    words = plain(source or "")
    if _FIGURES.search(words) is not None:
        return True
    different = set(words.split())
    says_which = any(
        len(word) > 1 and not word.isdigit() and word not in _SAYS_NOBODY for word in different
    )
    return says_which and len(different) > 1 and words not in STOCK_PHRASES


def plain(words: str) -> str:
    """Words without what makes no difference between two reasons: case, spacing, punctuation."""
    return " ".join(re.sub(r"[^\w\s]|_", " ", folded(words)).split())


def in_plain_words(rationale: Rationale) -> str:
    """All five parts as `plain` words, to compare with what was said before."""
    return "\n".join(plain(words) for words in msgspec.structs.astuple(rationale))

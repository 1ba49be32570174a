"""What is empty in the closing table of an enquiry, and why: a field for each place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, NamedTuple

from marshmallow.fields import Field

from ...domain.codes import codes, label
from ...domain.file.goingon import HANDED_ON
from ..agencies import agency_alone
from ..asking import ask
from ..called import asking_of, names_on, not_to_hear
from ..forms.choices import NOT_TO_HEAR, WARY, Choice, Known
from ..forms.inputs import NOTHING, Input
from ..forms.typed import Typed

_REFERRER: Final = "The referrer"
_PLAN: Final = "The safety plan"
ENTERED_IN_ERROR: Final = "ENTERED_IN_ERROR"
_OF_A_CHILD: Final = "TOO_YOUNG"
#: A place as it is named in the page, by its row and column: what was chosen for it, or typed.
_PLACE: Final = re.compile(r"gaps\.([0-9a-z]{1,64})\.([A-Z_]{1,32})(\.words|\.of)?")
#: One press for every place of which nothing else is said; and what that says of it.
_ALL: Final = "gaps.all"
_STILL_TO_DO: Final = "STILL_TO_DO"


def who_has(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Whose row of the table it is, in words; somebody by what they are called on the file."""
    if row["names"]:
        return names.get(row["person"] or "", str(row["names"]))
    if row["agency"]:
        return agency_alone(row["agency"])
    return _PLAN if row["kind"] == "PLAN" else _REFERRER


def _who_and_how_safe(known: Known, row: Mapping[str, Any]) -> str:
    """Whose it is, and of whom it is not known to be safe to ask them that it is not: letters go by
    what is said of their row.
    """
    wary = ""
    if row["names"]:
        is_kept = not_to_hear(known.file, row["id"])
        wary = NOT_TO_HEAR if is_kept else WARY.get(asking_of(known.file, row["id"]), "")
    return f"{who_has(row, names_on(known.file))}{wary}"


def rows_of_the_table(known: Known) -> Iterator[Choice]:
    """Each row, by whose it is."""
    for row in _table(known)["rows"]:
        yield Choice(row["id"], _who_and_how_safe(known, row))


class _Gap(NamedTuple):
    """A place that asks for a reason, as it is shown."""

    name: str
    who: str
    column: str
    offers: str | None
    reason: str
    words: str
    reasons: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Gaps(Input):
    """Each place that is empty with what may be the reason: one press each, or words."""

    kind: ClassVar[str] = "gaps"
    says: ClassVar[tuple[str, ...]] = ("about", "column", "reason", "words")

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """Each that has a reason. Words without one are another reason."""
        found: dict[tuple[str, str], dict[str, str]] = {}
        for called, value in typed.items():
            place = _PLACE.fullmatch(called)
            if place is not None and value.strip():
                about, column, part = place.groups()
                gap = found.setdefault((about, column), {"about": about, "column": column})
                gap[_PARTS[part]] = value.strip()
        every = [gap for gap in found.values() if _says_why(gap) or typed.one(_ALL)]
        # What every place is called is for whoever reads the page.
        return [_reason(gap) for gap in every] or NOTHING

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """What is empty now, and what was chosen for it."""
        every = bool(typed.one(_ALL))
        return {"places": list(_places(known, typed)), "all": every, "items": (), "value": []}

    def complaint(self, typed: Typed, name: str) -> str | None:  # noqa: ARG002
        """Of which places the reason is missing."""
        left = [
            called
            for place, called in typed.items()
            if place.startswith("gaps.")
            and (of := place.removesuffix(".of")) != place
            and not (typed.one(of) or typed.one(f"{of}.words"))
        ]
        which = f" Missing: {'; '.join(left)}." if left else ""
        return f"Choose a reason for each, or say it in words.{which}"

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:
        """The reasons, where nothing can be looked up: of which places is chosen with them."""
        said = self.said(holds, typed, name)
        rows = codes("gap_reasons")
        every = () if said is NOTHING else said
        return ", ".join(
            one.get("words") or rows[one["reason"]].label
            for one in every
            if one.get("words") or one["reason"] in rows
        )

    def read_back(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> str:  # noqa: ARG002
        """Each place with its reason, a line for each."""
        said = {
            place: one.words or label("gap_reasons", one.reason)
            for one in _places(known, typed)
            if (place := f"{one.who}, {one.column}") and (one.words or one.reason in _reasons())
        }
        return "\n".join(f"{place}: {words}" for place, words in said.items())


#: What each field of a place says of it: its reason, other words, and what the place is called.
_PARTS: Final = {None: "reason", ".words": "words", ".of": "of"}


def _says_why(gap: Mapping[str, str]) -> bool:
    return not {"reason", "words"}.isdisjoint(gap)


def _reason(gap: Mapping[str, str]) -> dict[str, str]:
    """Words without a reason are another reason."""
    usual = "OTHER" if "words" in gap else _STILL_TO_DO
    return {"reason": usual, **{name: said for name, said in gap.items() if name != "of"}}


def _reasons(kind: str = "CHILD") -> dict[str, Choice]:
    """What may be the reason of a row of this kind: only a child is too young for something."""
    rows = codes("gap_reasons")
    return {
        code: Choice(code, row.label)
        for code, row in rows.items()
        if code != _OF_A_CHILD or kind == "CHILD"
    }


def _places(known: Known, typed: Typed) -> Iterator[_Gap]:
    for row in _table(known)["rows"]:
        for cell in row["cells"]:
            if cell["asks_for_reason"]:
                name = f"gaps.{row['id']}.{cell['column']}"
                words = typed.one(f"{name}.words")
                usual = _STILL_TO_DO if typed.one(_ALL) and not words else ""
                yield _Gap(
                    name,
                    _who_and_how_safe(known, row),
                    label("closing_columns", cell["column"]),
                    cell["offers"] and label("gap_reasons", cell["offers"]),
                    typed.one(name) or usual,
                    words,
                    tuple(_reasons(row["kind"]).values()),
                )


def ways_to_end(known: Known) -> Iterator[Choice]:
    """Each reason by which it can end: in error only where nothing hangs on it."""
    for code, row in codes("close_reasons").items():
        if code != ENTERED_IN_ERROR or _table(known)["may_be_an_error"]:
            yield Choice(code, row.label, _HINTS.get(code, ""))


_HINTS: Final = {
    **dict.fromkeys(HANDED_ON, "It is handed on. Say below to whom."),
    ENTERED_IN_ERROR: "Opened by mistake, or in the wrong family. Say below how that came about.",
}


def why_not_in_error(known: Known, _typed: Typed) -> str:
    """What to do with one that was opened by mistake, where that is no way to end it any more."""
    return "" if _table(known)["may_be_an_error"] else _WORKED_ON


_WORKED_ON: Final = (
    "Was it opened by mistake, or in the wrong family? Something was recorded in it since, so it "
    "cannot end as entered in error. Take that back first, or end it another way and say so below."
)


def _table(known: Known) -> dict[str, Any]:
    path = known.visit.path
    return ask(known.visit, "showClosing", file=path["file"], enquiry=path["enquiry"])

"""A field for an entry of the record: one of the newest, or any other by its number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeAlias

from marshmallow.fields import Field

from .choices import Choice, EntriesRead, Known
from .inputs import NO_SUCH_ENTRY, NOTHING, Input, is_a_place, sent
from .typed import Typed

InALine: TypeAlias = Callable[[Known, EntriesRead], list[Choice]]


@dataclass(frozen=True, slots=True)
class WhichEntry(Input):
    """The newest that `reads` finds are listed, as `in_lines` has them. What is typed beside a
    choice counts: nobody types what they do not mean.
    """

    #: What is asked of the record, the newest first.
    reads: Callable[[Known], EntriesRead] = field(kw_only=True)
    in_lines: InALine = field(kw_only=True)
    kind: ClassVar[str] = "entry"
    needed: ClassVar[str] = "Choose one."

    def members(self, name: str) -> tuple[str, ...]:
        """What was chosen, and a number that is not listed."""
        return (name, f"{name}.number")

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:
        """Its place in the ledger. What is no number goes as it was typed, to be refused."""
        meant = self._meant(typed, name)
        return sent(holds, meant) if meant else NOTHING

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """Those that are listed, whether there are older ones, and what is chosen or typed."""
        read, chosen = self.reads(known), typed.one(name)
        items, number = self.in_lines(known, read), typed.one(f"{name}.number")
        if chosen and chosen not in {one.value for one in items}:
            items = [*self._one(known, chosen), *items]
        return {"items": items, "value": [chosen], "number": number, "older": read.has_older}

    def complaint(self, typed: Typed, name: str) -> str | None:
        """That a number is of nothing that could be meant here."""
        return NO_SUCH_ENTRY if typed.one(f"{name}.number") else None

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:  # noqa: ARG002
        """By its number."""
        meant = self._meant(typed, name)
        return f"Entry {meant}" if meant else ""

    def read_back(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> str:
        """The one that is meant, in the words of the timeline."""
        meant = self._meant(typed, name)
        found = next(iter(self._one(known, meant)), None)
        return self.in_words(holds, typed, name) if found is None else found.words

    def _one(self, known: Known, seq: str) -> list[Choice]:
        found = self.in_lines(known, known.entry(str(int(seq)))) if is_a_place(seq) else []
        return found or [Choice(seq, "What you came from")]

    def _meant(self, typed: Typed, name: str) -> str:
        return (typed.one(f"{name}.number") or typed.one(name)).removeprefix("Entry ").strip()

"""A field for one of those that there are, or for another by the name that somebody types."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from marshmallow.fields import Field

from .choices import Known, Source
from .inputs import NOTHING, Input
from .typed import Typed


@dataclass(frozen=True, slots=True)
class OneOf(Input):
    """Where there is none to choose it is one line. What is typed beside a choice counts: nobody
    types what they do not mean.
    """

    choices: Source = field(kw_only=True)
    kind: ClassVar[str] = "one-of"

    def members(self, name: str) -> tuple[str, ...]:
        """What was chosen, and what was typed."""
        return (name, f"{name}.other")

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """The one that is meant."""
        return typed.one(f"{name}.other") or typed.one(name) or NOTHING

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """Those that there are, and what is chosen or typed."""
        items, chosen = list(self.choices(known)), typed.one(name)
        is_listed = not chosen or chosen in {one.value for one in items}
        other = typed.one(f"{name}.other") or ("" if is_listed else chosen)
        of_text = {"width": 0, "inputmode": ""}
        return {"items": items, "value": [chosen] if is_listed else [], "other": other, **of_text}

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:  # noqa: ARG002
        """The one that is meant."""
        return typed.one(f"{name}.other") or typed.one(name)

    def read_back(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> str:
        """The one that is meant, by name where it was chosen."""
        meant = self.in_words(holds, typed, name)
        return next((one.words for one in self.choices(known) if one.value == meant), meant)

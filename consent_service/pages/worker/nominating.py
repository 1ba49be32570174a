"""Where somebody stands about an advocate, which is said in steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from marshmallow.fields import Field

from ...domain.advocates import NOT_DISCUSSED, may_follow
from ...domain.codes import label
from ..forms import Known, Typed, of_list
from ..forms.inputs import NOTHING, Input


@dataclass(frozen=True, slots=True)
class Support(Input):
    """`advocates`: where they stand now about an advocate, with the steps that lead there."""

    kind: ClassVar[str] = "support"
    says: ClassVar[tuple[str, ...]] = ("status",)
    choices: tuple[str, ...] = field(
        default=(
            *("OFFERED", "DECLINED", "WANTS_TIME", "WANTED_NOT_FOUND", "NOMINATED"),
            "REFERRED_TO_SERVICE",
        ),
        kw_only=True,
    )

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """One step, or an offer and then that step. Whoever is named by it or without one is not
        left out unsaid: what comes of that is read before it is recorded.
        """
        status, stood = typed.one(name), typed.one(f"{name}.stood") or NOT_DISCUSSED
        advocate = typed.one(f"{name}.advocate")
        named = {"advocate": advocate} if advocate else {}
        if not status or status == stood:
            return [named] if named else NOTHING
        step = {"status": status, **named}
        is_direct = may_follow(stood, status) or status == "OFFERED"
        return [step] if is_direct else [{"status": "OFFERED"}, step]

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """The steps, where they stood, and who is named."""
        person = typed.one("person")
        stood = next((one["advocate"] for one in known.file["adults"] if one["id"] == person), None)
        return {
            "items": list(of_list("advocate_statuses", only=self.choices)(known)),
            "value": typed.each(name),
            "stood": stood or NOT_DISCUSSED,
            "advocate": typed.one(f"{name}.advocate"),
        }

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:  # noqa: ARG002
        """The last step, and who is named."""
        status, named = typed.one(name), typed.one(f"{name}.advocate")
        words = label("advocate_statuses", status) if status in self.choices else ""
        return ": ".join(filter(None, (words, named)))

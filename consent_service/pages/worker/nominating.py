"""Where somebody stands about an advocate, which is said in steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Final

from marshmallow.fields import Field

from ...domain.codes import label
from ...domain.following.advocates import NAMED, NOT_DISCUSSED, SAYS_WHO, TAKEN_ON, may_follow
from ...domain.words.naming import day, listed, lower_first
from ..forms.choices import Known, of_list
from ..forms.inputs import NOTHING, Input
from ..forms.typed import Typed
from ..frame import Visit
from ..offering import pressed


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


_NOT_FOR_THEM: Final = ". They see nothing: they may not be safe to tell, or are on another side"
#: Of whom staff read the name: also of whoever was not suitable, so that nobody names them anew.
_NAMES_ONE: Final = SAYS_WHO | {"NOT_SUITABLE"}
_HELD_BACK: Final = (
    ". They see nothing for now: who they support may not want them to, or was not talked to about "
    "it. Ask that, and record again where they stand"
)
_READS_ON: Final = (
    ". Somebody on another side has named them as well. They read on, since they were here first: "
    "decide whether that can work, and record again where they stand"
)
_NOT_YET: Final = ". They are told nothing before they are confirmed"


def advocate_of(stands: Mapping[str, Any], person: str) -> dict[str, Any]:
    """Where somebody stands about an advocate in the newest enquiry, what that one may be told, and
    that they are nobody for them. Whoever answers the advocate's telephone reads it first.
    """
    here = (person, stands["enquiry"])
    said = [one for one in stands["advocates"] if (one["person"], one["enquiry"]) == here]
    for one in said:
        name = one["advocate"] if one["status"] in _NAMES_ONE else None
        text = ": ".join(filter(None, (label("advocate_statuses", one["status"]), name)))
        return {
            "said": text + _may_be_told(one),
            "sees_nothing": one["conflict"] and not one["reads_on"],
        }
    return {"said": "", "sees_nothing": False}


#: The form by which it is said that whoever supported them before still does.
STILL_SUPPORTS: Final = "stillSupports"


def advocate_now(visit: Visit, stands: Mapping[str, Any], person: str) -> dict[str, Any]:
    """The same, with whoever supported them in an enquiry that has ended: one press says that they
    still do.
    """
    before = [
        {"names": one["advocate"], "was": was_supported(stands, one), "press": press}
        for one in stands["advocates"]
        if one["person"] == person
        for enquiry in one["still_in"]
        if (press := pressed(visit, STILL_SUPPORTS, enquiry=enquiry, person=person))
    ]
    return {**advocate_of(stands, person), "still": before}


def was_supported(stands: Mapping[str, Any], one: Mapping[str, Any]) -> str:
    """By whom, until when, and what that one was let know: that is what it is to be again."""
    ended = next(e["closed_at"] for e in stands["enquiries"] if e["id"] == one["enquiry"])
    told = lower_first(label("information_permissions", one["information_permission"]))
    return (
        f"{one['advocate']} supported them in the enquiry that ended on "
        f"{day(datetime.fromisoformat(ended))}. What they were told: {told}"
    )


def only_support(stands: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """Whoever stands on the file for that alone, and whom they support: they are nobody's parent or
    carer, whom anybody would have to speak to about what is asked.
    """
    carers = {one["person"] for child in stands["children"] for one in child["caregivers"]}
    found: dict[str, dict[str, None]] = {}
    for one in stands["advocates"]:
        chosen = one["advocate_person"]
        if chosen is not None and chosen not in carers and one["status"] in NAMED:
            found.setdefault(chosen, {})[names.get(one["person"], "somebody")] = None
    return {person: listed([*whom]) for person, whom in found.items()}


def who_is_let_know(
    stands: Mapping[str, Any], person: str
) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Whoever supports them and is let know something, in an enquiry that goes on, and what."""
    on = {one["id"] for one in stands["enquiries"] if one["goes_on"]}
    for one in stands["advocates"]:
        known = _let_know(one) if one["person"] == person and one["enquiry"] in on else None
        if known is not None:
            yield one, known


def _let_know(one: Mapping[str, Any]) -> str | None:
    """What an advocate is let know now; None where that is nothing: before they are confirmed,
    where another named the same one first, and while they are held back.
    """
    is_feared = one["conflict"] and not one["reads_on"]
    is_let = one["status"] in TAKEN_ON and not is_feared and not one["held_back"]
    known = one["information_permission"] if is_let else None
    return None if known == "NONE" else known


def _may_be_told(one: Mapping[str, Any]) -> str:
    if one["conflict"]:
        return _READS_ON if one["reads_on"] else _NOT_FOR_THEM
    if one["held_back"]:
        return _HELD_BACK
    if one["status"] not in TAKEN_ON:
        return _NOT_YET if one["status"] in NAMED else ""
    permitted = label("information_permissions", one["information_permission"] or "NONE")
    return f". What they may be told: {lower_first(permitted)}"

"""What adults hold of each child, where one of them is chosen on whose yes a decision rests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...domain.codes import codes, label
from ...domain.words.naming import listed, lower_first
from ..called import stand_for_nobody
from ..unconfirmed import beside
from ..whodecides import ONLY_THE_MOTHERS
from .choices import Choice, Known, Source


def with_standing(source: Source) -> Source:
    """Adults, each with whether they hold parental responsibility: those who do come first, since a
    decision about a child can rest on nobody else's yes. A placeholder says none.
    """

    def choices(known: Known) -> Iterator[Choice]:
        nobody = stand_for_nobody(known.file)
        every = (one for one in source(known) if one.value not in nobody)
        found = [(*_standing(known, one.value), one) for one in every]
        for decides, words, one in sorted(found, key=lambda of: not of[0]):
            none = "" if decides else ", so no decision about a child can rest on their yes"
            yield one._replace(words=f"{one.words}: {words}{none}")

    return choices


def _standing(known: Known, person: str) -> tuple[bool, str]:
    """Whether they decide for any child, and what they hold of each: before a birth nobody does."""
    statuses = codes("pr_statuses")
    held: dict[str, list[str]] = {}
    decides = False
    for child in known.file["children"]:
        for one in child["caregivers"]:
            if one["person"] == person:
                held.setdefault(_holds(one, child), []).append(child["names"])
                decides |= bool(
                    statuses[one["pr_status"]].attributes.get("decides")
                    and (child["age"] is not None or one["role"] == "MOTHER")
                )
    of_each = [f"{what} ({listed(of)})" for what, of in held.items()]
    return decides, listed(of_each) if of_each else "no parental responsibility is on record"


def _holds(carer: Mapping[str, Any], child: Mapping[str, Any]) -> str:
    if child["age"] is None:
        return ONLY_THE_MOTHERS
    return beside(lower_first(label("pr_statuses", carer["pr_status"])), carer, "; ")

"""Injuries of children: what was seen, whether it is explained, and what is known of it since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from ...domain.codes import label
from ...domain.words.naming import day
from ..forms.choices import Choice, Known, born
from ..forms.filling import pages
from ..forms.form import Form
from ..forms.inputs import Area, Radios, Select, Text
from ..forms.usual import NOT_A_NO, when
from ..frame import Visit
from ..offering import offered

#: What is on record of an injury, as the form has it.
_OF_AN_INJURY: Final = ("injury", "child", "words", "explained", "moves", "explanation", "seen_by")


def _injuries(known: Known) -> Iterator[Choice]:
    for one in known.file["injuries"]:
        on = day(datetime.fromisoformat(one["at"]))
        yield Choice(one["injury"], f"{known.name(one['child'])}: {one['words']}, {on}")


def _as_recorded(known: Known, asked: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """Of an injury that its address names: what is on record of it, to be put right."""
    for one in known.file["injuries"]:
        if one["injury"] == asked.get("injury"):
            return {name: [one[name]] for name in _OF_AN_INJURY if one[name]}
    return {}


INJURY: Final = Form(
    operation="recordInjury",
    title="An injury of a child",
    lead="Nothing is worked out of the words, and nothing is scored.",
    begins=_as_recorded,
    fields=(
        Select(
            "injury",
            "Is more known of one that was recorded?",
            choices=_injuries,
            hint="Then what you write here takes its place. Leave it empty for another.",
        ),
        Radios("child", "Which child?", choices=born),
        Area("words", "What was seen, and where on the body?"),
        Radios(
            "explained",
            "Is it explained by what was said of it?",
            hint="Where somebody is said to have done it, write down a sign of danger as well, and "
            "who. That it is explained after all counts once a manager says so.",
        ),
        Radios("moves", "Can the child move about yet by themself?"),
        Area("explanation", "What was said of how it came about, and by whom?", rows=2),
        NOT_A_NO,
        Text("seen_by", "Who saw it, and what are they?"),
        when("When was it seen?"),
    ),
)


def injuries_of(
    visit: Visit, stands: Mapping[str, Any], names: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Each, as it was last recorded, and where it is said that more is known."""
    for one in reversed(stands["injuries"]):
        more = offered(visit, "recordInjury", "Say what is known of it now", injury=one["injury"])
        yield {
            "names": names.get(one["child"], "A child"),
            "at": one["at"],
            "words": one["words"],
            "explained": label("injury_explanations", one["explained"]),
            "explanation": one["explanation"],
            "seen_by": one["seen_by"],
            "more": next(more, None),
        }


PAGES: Final = pages(INJURY)

"""The trail of one disclosure, from the question to who was told; and who looked at a family."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from flask import Response, request

from ...actions.refused import Refused
from ...api.edge.problems import ProblemError
from ...domain.codes import label
from ...domain.file.pseudonyms import NOT_SHOWN
from ...domain.words.naming import lower_first
from ..agencies import DOES, agency_alone
from ..asking import ask
from ..called import names_on
from ..forms.inputs import is_a_place
from ..frame import Visit, show
from ..heard import reply_in_words
from ..page import Page
from ..worker.sent import KNOWS
from .glances import glances
from .minutes import CLOCKS
from .picking import FAMILY, says_why_first
from .whole import HOME

_A_PAGE: Final = "200"
_WITH_NAMES: Final = "What was written is shown with the names"
#: Reports that say what is unusual in who looked: each leads to families.
_UNUSUAL: Final = (
    *("looks-without-enquiry", "looks-unusual", "access-oddities", "contacts-opened"),
)


class Step(NamedTuple):
    """One step of a trail: what it is, what was said, when, in somebody's own words, its entry; and
    each thing that it rested on, with the entry of that.
    """

    what: str
    said: str
    at: str | None = None
    words: str | None = None
    seq: int | None = None
    rests_on: Sequence[tuple[str, int]] = ()


def _trail(visit: Visit) -> Response:
    file, seq = visit.path["file"], visit.path["seq"]
    try:
        one = _disclosure(visit, seq)
    except ProblemError as error:
        return says_why_first(error, file, f"{HOME}/files/{file}/trails/{seq}")
    # As the record stood once this was on it: what it rested on may have ended since.
    stands = ask(visit, "showFile", dict.fromkeys(CLOCKS, one["recorded_at"]), file=file)
    names = names_on(stands)
    check = None
    if one["check"] is not None:
        check = ask(visit, "showCheck", file=file, seq=str(one["check"]))
    return show(
        visit,
        "trail.html",
        "From the question to the reply",
        file=file,
        agency=agency_alone(one["agency"]),
        steps=[*_before(one, check, stands, names), *_after(one, names)],
    )


def _disclosure(visit: Visit, seq: str) -> dict[str, Any]:
    """The one that stands in this entry. Raises `Refused` (404)."""
    if not is_a_place(seq):
        raise Refused("not-found")
    query = {"entry": str(int(seq)), "limit": "1"}
    found: list[dict[str, Any]] = ask(visit, "listDisclosures", query, file=visit.path["file"])[
        "disclosures"
    ]
    if not found:
        raise Refused("not-found")
    return found[0]


def _before(
    one: Mapping[str, Any],
    check: Mapping[str, Any] | None,
    stands: Mapping[str, Any],
    names: Mapping[str, str],
) -> Iterator[Step]:
    about = ", ".join(names.get(subject, "somebody") for subject in one["subjects"])
    what = ", ".join(lower_first(label("categories", kind)) for kind in one["categories"])
    if check is None:
        yield Step("The question", "No check was named that was made before it.")
    else:
        does = DOES[check["asked"]["direction"]].capitalize()
        asked = f"{does} {check['asked']['agency_words']}?"
        yield Step("The question", asked, check["at"], seq=one["check"])
        again = "the same again" if check["same_again"] else "not the same again"
        said = f"{check['headline']} Worked out from the record as it stood, it is {again}."
        yield Step("The answer", said, check["at"], seq=one["check"])
    against = one["held_against"]
    basis = [label("disclosure_bases", one["basis"])]
    if against is not None:
        basis.append(f"Beside what was known then: {label('deed_verdicts', against['verdict'])}")
    rests_on = list(_rested_on(one["rests_on"], stands, names))
    yield Step("What it rested on", ". ".join(basis), rests_on=rests_on)
    compared = "" if against is None else label("words_compared", against["words"])
    said, words = _with_names(one["words_sent"])
    said = ". ".join(filter(None, (f"About {about}: {what}", compared, said)))
    yield Step("The words", f"{said}.", one["at"], words, one["seq"])


def _rested_on(
    named: Collection[str], stands: Mapping[str, Any], names: Mapping[str, str]
) -> Iterator[tuple[str, int]]:
    """The answers and decisions that were named for it, each with its entry."""
    for one in stands["responses"]:
        if one["id"] in named:
            who = names.get(one["person"], "Somebody")
            yield f"{who}: {lower_first(label('shown_statuses', one['status']))}", one["seq"]
    for one in stands["authorisations"]:
        if one["id"] in named:
            yield label("authorisation_kinds", one["kind"]), one["seq"]


def _after(one: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Step]:
    reply = reply_in_words(one["reply"])
    if reply["came"]:
        said, words = _with_names(reply["words"])
        said = ". ".join(filter(None, (reply["came"], reply["because"], said)))
        yield Step("The reply", said, reply["at"], words)
    else:
        yield Step("The reply", "None on record.")
    told = [
        f"{names.get(each['person'], 'Everybody')}: {'told' if each['told'] else 'not told'}."
        for each in one["telling"]["people"]
    ]
    yield Step("Whether the family knows", " ".join([KNOWS[one["telling"]["state"]], *told]))


def _with_names(words: str | None) -> tuple[str, str | None]:
    """What is said of somebody's own words while no names are shown; else the words."""
    return (_WITH_NAMES, None) if words == NOT_SHOWN else ("", words)


def _looks(visit: Visit) -> Response:
    file, cursor = visit.path["file"], request.args.get("cursor")
    query = {"limit": _A_PAGE} | ({} if cursor is None else {"cursor": cursor})
    try:
        listed = ask(visit, "listLooks", query, file=file)
    except ProblemError as error:
        return says_why_first(error, file, f"{HOME}/files/{file}/looks")
    following = listed["next"]
    reports = ask(visit, "listReports", {"limit": "100"})["reports"]
    return show(
        visit,
        "looks.html",
        "Who looked at this family",
        file=file,
        glances=glances(listed["looks"]),
        unreadable=listed["unreadable"],
        following=following and f"{HOME}/files/{file}/looks?cursor={following}",
        unusual=[one for one in reports if one["name"] in _UNUSUAL],
    )


PAGES: Final = (
    Page("trailOfDisclosure", "GET", f"{FAMILY}/trails/<string:seq>", _trail),
    Page("whoLooked", "GET", f"{FAMILY}/looks", _looks),
)

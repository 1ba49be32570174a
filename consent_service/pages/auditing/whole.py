"""Where an auditor begins: is the record whole, how do we know, and how can they know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from flask import Response

from ...access.sessions import SignedIn
from ...domain.words.naming import moment
from ..asking import ask
from ..frame import Visit, go_to, show
from ..navigation import may_use
from ..page import Page
from ..somebody import as_whom
from ..visit import WHOLE
from .amiss import WALLS, in_words

HOME: Final = "/audit"
_ENTRY: Final = re.compile(r"0|[1-9][0-9]{0,14}")
Mark = tuple[str, str, str]


class Checked(NamedTuple):
    """One thing that was looked at: what it is called, how it stands, and more about it."""

    name: str
    mark: Mark
    more: str


def is_auditors(signed_in: SignedIn) -> bool:
    """Whether this is the first page they have: whoever may ask for a proof of any entry."""
    return may_use(signed_in, "showProof")


def _whole(visit: Visit) -> Response:
    told = ask(visit, "showWholeness")
    main, looks = told["ledgers"]
    heading, tone, lead = _headline(main, looks)
    signed_in = visit.signed_in
    return show(
        visit,
        "whole.html",
        "Is it whole?",
        is_wide=True,
        **as_whom(visit),
        headline=heading,
        tone=tone,
        lead=list(lead),
        ledger=main,
        checked=list(_checked(main)),
        wrong=[*in_words(main), *in_words(looks)],
        looks=_looks(looks),
        running=_running(told["ledgers"]),
        asked_at=main["asked_at"] or looks["asked_at"],
        may_verify=signed_in is not None and may_use(signed_in, "verifyNow"),
        may_prove=signed_in is not None and may_use(signed_in, "showProof"),
        typed="",
        error=None,
    )


def _headline(main: Mapping[str, Any], looks: Mapping[str, Any]) -> tuple[str, str, Iterator[str]]:
    if _is_wrong(main):
        return "Something is wrong with the record", "no", lead(main)
    if main["found"] is None:
        return "The record has not been checked yet", "ask", lead(main)
    if _is_wrong(looks):
        return (
            "The record is whole. The record of who looked at it is not",
            "no",
            lead(main),
        )
    return "The record is whole", "yes", lead(main)


def _is_wrong(ledger: Mapping[str, Any]) -> bool:
    found = ledger["found"]
    return (
        ledger["is_stopped"]
        or ledger["is_altered"]
        or (found is not None and bool(found["findings"]))
    )


def lead(ledger: Mapping[str, Any]) -> Iterator[str]:
    """What was found, up to where, and what has been added since."""
    found, published = ledger["found"], ledger["published"] or 0
    if ledger["is_stopped"]:
        yield "Nothing is recorded until whoever runs the service has recovered it."
    if found is None:
        yield "It is checked each hour, and whenever you ask for it here."
        return
    if not _is_wrong(ledger):
        yield f"All {found['entries']:,} entries are there, in order and unaltered."
    elif found["findings"]:
        yield f"{found['entries']:,} entries were looked at. What was found stands below."
    else:
        yield f"{found['entries']:,} entries were looked at now, and nothing more was found."
    if published > found["entries"] and not ledger["is_stopped"]:
        yield f"{published - found['entries']:,} have been added since, and are signed."
    agree = [one for one in (ledger["witnesses"] or {"each": []})["each"] if one["size"]]
    if agree and not _is_wrong(ledger):
        many = "One witness" if len(agree) == 1 else f"{len(agree)} witnesses"
        yield f"{many} outside this council signed the same."


def _checked(ledger: Mapping[str, Any]) -> Iterator[Checked]:
    found = ledger["found"]
    if found is None:
        return
    faults = [one["wall"] for one in found["findings"]]
    for wall, (name, _) in WALLS.items():
        count, more = _count(wall, found)
        if wall in faults:
            mark = ("no", "!", f"{faults.count(wall)} found")
        elif count is None:
            mark = ("wait", "–", "nothing found, as far as could be looked")
        else:
            mark = ("yes", "✓", count)
        yield Checked(name, mark, more)
    yield _witnesses(ledger)


def _count(wall: str, found: Mapping[str, Any]) -> tuple[str | None, str]:
    """What was looked at there, and what is to be known of it; None where it is not said."""
    if found["root"] is None:
        return None, ""
    entries, lost = found["entries"], found["contents_lost"]
    if wall == "checkpoint":
        if found["signed"] is None:
            return None, "Nothing has been signed yet."
        return f"up to entry {max(found['signed'] - 1, 0):,}", ""
    if wall == "contents":
        more = f"{lost:,} were lost, each accepted by two people on record." if lost else ""
        return f"{entries - lost:,}", more
    if wall == "rows":
        return f"{found['case_files']:,} families", ""
    if wall == "answers":
        return _answers(found)
    return ("the same" if wall == "published" else f"{entries:,} entries"), ""


def _answers(found: Mapping[str, Any]) -> tuple[str | None, str]:
    """All of them when that was done last, and those since."""
    whole = found["answers_whole"]
    if whole is None:
        return None, "Not yet: it is done each night, and of new ones each hour."
    count, at = whole["answers"], moment(datetime.fromisoformat(whole["at"]))
    more = f"All up to entry {whole['entries'] - 1:,}, on {at}."
    if found["answers_from"] == whole["entries"]:
        # A check that begins where the last whole one ended counts those since then.
        count, more = count + found["answers"], f"{more} Those since then as well."
    return f"{count:,}, each the same again", more


def _witnesses(ledger: Mapping[str, Any]) -> Checked:
    seen = ledger["witnesses"]
    name = "Witnesses outside"
    if seen is None:
        words = "No witness is set up, so nobody outside has seen how far the record had come."
        return Checked(name, ("wait", "–", "none"), words)
    signed = [one for one in seen["each"] if one["size"] is not None]
    count = f"{len(signed)} of {len(seen['each'])}"
    each = ". ".join(
        f"{one['name']}: {one['size']:,} entries" if one["size"] else f"{one['name']}: nothing yet"
        for one in seen["each"]
    )
    if seen["cosigned"] is None:
        return Checked(name, ("no", "!", count), f"Never as many as are asked for. {each}.")
    ago = _ago(timedelta(seconds=seen["lag_seconds"] or 0))
    mark = ("no", "!", f"{count}, late") if seen["is_late"] else ("yes", "✓", count)
    return Checked(name, mark, f"Last {ago} ago. {each}.")


def _ago(lag: timedelta) -> str:
    seconds = int(lag.total_seconds())
    for length, one in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= length:
            many = seconds // length
            return f"{many} {one}" if many == 1 else f"{many} {one}s"
    return f"{seconds} seconds"


def _looks(ledger: Mapping[str, Any]) -> Checked:
    found = ledger["found"]
    name = "Who looked at the record"
    if found is None:
        return Checked(name, ("wait", "–", "not checked yet"), "It is checked every six hours.")
    if _is_wrong(ledger):
        return Checked(name, ("no", "!", "something is wrong"), "It stands above.")
    at = found["at"]
    return Checked(name, ("yes", "✓", f"{found['entries']:,} lines"), at)


def _running(ledgers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """How far each verification has come that goes on now."""
    return [
        {
            "what": "The record" if one["of"] == "RECORD" else "Who looked at it",
            "began": one["running"]["began"],
            "seen": one["running"]["seen"],
            "of": one["running"]["of"],
        }
        for one in ledgers
        if one["running"] is not None
    ]


def _verify(visit: Visit) -> Response:
    ask(visit, "verifyNow")
    return go_to(f"{HOME}#now")


def _to_entry(visit: Visit) -> Response:
    """To the entry of the number that was typed: a number names nobody."""
    typed = visit.typed("entry", WHOLE).replace(",", "").removeprefix("#")
    if _ENTRY.fullmatch(typed) is None:
        return _asked_again(visit, typed)
    return go_to(f"{HOME}/entries/{typed}")


def _asked_again(visit: Visit, typed: str) -> Response:
    return show(
        visit,
        "which_entry.html",
        "Which entry?",
        status=422,
        typed=typed,
        error="Type the entry’s number, such as 83.",
    )


PAGES: Final = (
    Page("isItWhole", "GET", HOME, _whole),
    Page("verifyFromPage", "POST", f"{HOME}/verifications", _verify),
    Page("toEntry", "POST", f"{HOME}/entries", _to_entry),
)

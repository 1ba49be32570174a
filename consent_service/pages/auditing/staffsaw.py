"""What staff saw of a family at a minute: what was on file, what each check answered, which words
went out, who had been asked and who looked; and what has been recorded since.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from flask import Response, request

from ...actions.refused import Refused
from ...api.edge.problems import ProblemError
from ...domain.codes import label
from ...domain.file.opened import OPEN_FOR
from ...domain.recorded.checked import QUESTIONS
from ...domain.times import LONDON
from ..asking import ask, problem_of, record
from ..asone import read_as_one
from ..called import names_on
from ..died import died_on
from ..forms.keys import key_sent, new_key
from ..frame import Visit, go_to, show
from ..navigation import may_use
from ..page import Page
from ..problems import as_read
from ..wanted import FIRST, told
from ..worker.timeline import entry_in_words
from . import stood
from .glances import glances
from .listsattwotimes import disclosures, history, looks
from .minutes import CLOCKS, address, open_until, said
from .picking import FAMILY, says_why_first

#: A day and a time as a browser's own field sends them: by the clock on the wall.
_TYPED: Final = "%Y-%m-%dT%H:%M"
_FIRST_YEAR: Final = 1900
_NO_TIME: Final = "Give a day and a time, such as 9 March 2026, 10:00"
_AHEAD: Final = "Give a day and a time that has come already"
_KINDS_OF_QUESTION: Final = frozenset(str(one.__struct_config__.tag) for one in QUESTIONS)
#: As much as a reason may say.
_REASON: Final = 4_000
#: As many checks, the newest, are worked out again on the page; the others are a link away.
_CHECKS: Final = 8


def _saw(visit: Visit) -> Response:
    times, file = said(request.args), visit.path["file"]
    try:
        return _shown(visit, times)
    except ProblemError as error:
        back = address(file, **times) if times.keys() == set(CLOCKS) else FIRST
        return says_why_first(error, file, back)


def _choose(visit: Visit) -> Response:
    """To the page at the minute that was typed. Without a second clock, it is what staff could see
    then.
    """
    file, typed = visit.path["file"], {name: visit.typed(name) for name in CLOCKS}
    given = {name: _moment(one) for name, one in typed.items() if one}
    wrong = {name: _NO_TIME for name, at in given.items() if at is None}
    if not typed["as_of"]:
        wrong["as_of"] = _NO_TIME
    now = datetime.fromisoformat(ask(visit, "showFile", file=file)["as_of"])
    wrong |= {name: _AHEAD for name, at in given.items() if at is not None and at > now}
    if wrong:
        return _shown(visit, {}, typed, wrong)
    # The whole minute that was typed: what was recorded in it could be seen in it.
    times = {
        name: f"{at.replace(second=59):%Y-%m-%dT%H:%M:%SZ}"
        for name, at in given.items()
        if at is not None
    }
    now_told = f"{now:%Y-%m-%dT%H:%M:%SZ}"
    times = {name: min(at, now_told) for name, at in times.items()}
    return go_to(address(file, times["as_of"], times.get("known_at", times["as_of"])))


def _keep(visit: Visit) -> Response:
    """Keep the minute open for a day, to whoever says why."""
    file, minute, reason = visit.path["file"], visit.typed("minute"), visit.typed("reason", _REASON)
    opening = {"reason": reason, "minute": minute}
    try:
        record(visit, "openRecord", opening, key_sent() or new_key(), file=file)
    except (Refused, ProblemError) as error:
        if problem_of(error) != "opening-needs-reason":
            raise
        times = dict.fromkeys(CLOCKS, minute)
        return _shown(visit, times, wrong={"reason": as_read("opening-needs-reason").title})
    return go_to(f"{address(file, minute, minute)}#kept")


def _moment(typed: str) -> datetime | None:
    try:
        at = datetime.strptime(typed, _TYPED).replace(tzinfo=LONDON).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    # As far back as operations take a time.
    return at if at.year >= _FIRST_YEAR else None


def _shown(
    visit: Visit,
    times: Mapping[str, str],
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> Response:
    file, is_now = visit.path["file"], not times
    stands = ask(visit, "showFile", times, file=file)
    stands_now = stands if is_now else _as_now(visit)
    names = names_on(stands)
    entries, staff, is_cut = history(visit, times)
    listed = disclosures(visit, times, is_minute_alone=stands_now is None)
    since, more_since = None, is_cut
    if stands_now and not is_now:
        every = history(visit, {})
        since, more_since = _since(every.each, {one["seq"] for one in entries}), every.is_cut
    here_again, looked = address(file, stands["as_of"], stands["known_at"]), None
    if visit.signed_in is not None and may_use(visit.signed_in, "listLooks"):
        looked = looks(visit, times, is_minute_alone=stands_now is None)
    asked = [one["seq"] for one in entries if one["kind"] in _KINDS_OF_QUESTION]
    return show(
        visit,
        "staff_saw.html",
        "What staff saw",
        is_wide=True,
        status=422 if wrong else 200,
        file=file,
        is_now=is_now,
        is_unlocked=stands_now is not None and _is_unlocked(visit, stands_now),
        is_open=stands_now is not None,
        to="" if is_now else told(here_again),
        here_again=here_again,
        kept_until=None if stands_now is None else _kept_until(visit, stands_now, stands["as_of"]),
        once=new_key(),
        is_cut=is_cut,
        as_of=stands["as_of"],
        known_at=stands["known_at"],
        typed=typed or {name: _on_the_wall(stands[name]) for name in CLOCKS},
        wrong=wrong or {},
        children=[stood.child(one, names, died_on(stands)) for one in stands["children"]],
        enquiries=[
            (one["opened_at"], label("ratings", one["rating"]), one["closed_at"])
            for one in stands["enquiries"]
        ],
        decided=[stood.decided(one, stands["staff"]) for one in stands["authorisations"]]
        + [stood.decided(one, stands["staff"]) for one in stands["not_share"]],
        as_one=[words for words, _ in read_as_one(visit, stands)],
        each_asked=[*stood.asked(stands, names)],
        checks=[_check(visit, seq) for seq in reversed(asked[-_CHECKS:])],
        more_checks=max(len(asked) - _CHECKS, 0),
        words=[stood.words(one, names) for one in listed.each],
        more_words=listed.is_cut,
        late=[
            entry_in_words(one, names, staff) | {"is_late": _is_late(one, stands["as_of"])}
            for one in (since or [])[:50]
        ],
        since=None if since is None else len(since),
        more_since=more_since,
        recorded=len(entries),
        looks=None if looked is None else glances(looked.each),
        looks_read=len(looked.each) if looked is not None and looked.is_cut else None,
    )


def _check(visit: Visit, seq: int) -> dict[str, Any]:
    found = ask(visit, "showCheck", file=visit.path["file"], seq=str(seq))
    return stood.check(seq, found)


def _as_now(visit: Visit) -> dict[str, Any] | None:
    """How the file stands now, where that lies open as well, and not this minute alone."""
    try:
        return ask(visit, "showFile", file=visit.path["file"])
    except ProblemError as error:
        if error.code != "not-opened-yet":
            raise
    return None


def _kept_until(visit: Visit, stands_now: Mapping[str, Any], minute: str) -> str | None:
    who = "" if visit.signed_in is None else visit.signed_in.principal.id
    return open_until(stands_now["noted"]["record-opened"], who, minute)


def _is_unlocked(visit: Visit, stands_now: Mapping[str, Any]) -> bool:
    """Whether names are shown to whoever reads: they unlocked them, and the hour is not over."""
    now = datetime.fromisoformat(stands_now["as_of"])
    return visit.signed_in is not None and any(
        one["unlocks"]
        and one["by"] == visit.signed_in.principal.id
        and datetime.fromisoformat(one["at"]) + OPEN_FOR > now
        for one in stands_now["noted"]["record-opened"]
    )


def _on_the_wall(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(LONDON).strftime(_TYPED)


def _since(now: list[dict[str, Any]], then: set[int]) -> list[dict[str, Any]]:
    """What is on record and was not to be seen then, the newest first."""
    return [one for one in reversed(now) if one["seq"] not in then]


def _is_late(entry: Mapping[str, Any], as_of: str) -> bool:
    """It had happened by then, and nobody could see it."""
    was = entry["event"].get("effective_at")
    return was is not None and was <= as_of and entry["recorded_at"] > as_of


PAGES: Final = (
    Page("staffSaw", "GET", FAMILY, _saw),
    Page("staffSawAt", "POST", FAMILY, _choose),
    Page("keepMinute", "POST", f"{FAMILY}/minutes", _keep),
)

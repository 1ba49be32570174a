"""What staff saw of a family at a minute: what was on file, what each check answered, which words
went out, who had been asked and who looked; and what has been recorded since.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from flask import Response, request

from ...actions.refused import Refused
from ...api.edge.meanings import PROBLEMS
from ...api.edge.problems import ProblemError
from ...domain.checked import QUESTIONS
from ...domain.codes import label
from ...domain.opened import OPEN_FOR
from ...domain.pseudonyms import NOT_SHOWN
from ...domain.times import LONDON
from ...domain.words.naming import lower_first
from ..agencies import agency_alone
from ..asking import ask, problem_of, record
from ..forms.filling import new_key
from ..frame import Visit, go_to, show
from ..navigation import may_use
from ..page import Page
from ..wanted import FIRST, told
from ..worker.checking import MARKS
from ..worker.timeline import entry_in_words
from .glances import glances
from .minutes import CLOCKS, address, open_until, said
from .picking import FAMILY
from .sampling import reason_in_words
from .whole import HOME

#: A day and a time as a browser's own field sends them: by the clock on the wall.
_TYPED: Final = "%Y-%m-%dT%H:%M"
_NO_TIME: Final = "Give a day and a time, such as 9 March 2026, 10:00"
_AHEAD: Final = "Give a day and a time that has come already"
_KINDS_OF_QUESTION: Final = frozenset(str(one.__struct_config__.tag) for one in QUESTIONS)
#: As much as a reason may say.
_REASON: Final = 4_000
#: As many checks, the newest, are worked out again on the page; the others are a link away.
_CHECKS: Final = 8
_A_PAGE: Final = "200"
#: A family of which more is on record than so many pages has the rest on "What happened".
_PAGES: Final = 10
#: A decision not to share has no kind of its own.
_NOT_SHARED: Final = {"label": label("decision_not_to_share", "NOT_SHARE")}
_DID: Final = {"SEEK": "Asked", "SHARE": "Told", "BOTH": "Asked and told"}


def _saw(visit: Visit) -> Response:
    times, file = said(request.args), visit.path["file"]
    try:
        return _shown(visit, times)
    except ProblemError as error:
        if error.code != "not-opened-yet":
            raise
    # They are asked why first, and are back here, at the same minute, once they have said it.
    back = address(file, **times) if times.keys() == set(CLOCKS) else FIRST
    return go_to(f"{HOME}/files/{file}/openings/new{told(back)}")


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
        record(visit, "openRecord", opening, visit.typed("once", 64) or new_key(), file=file)
    except (Refused, ProblemError) as error:
        if problem_of(error) != "opening-needs-reason":
            raise
        times = dict.fromkeys(CLOCKS, minute)
        return _shown(visit, times, wrong={"reason": PROBLEMS["opening-needs-reason"].title})
    return go_to(f"{address(file, minute, minute)}#kept")


def _moment(typed: str) -> datetime | None:
    try:
        return datetime.strptime(typed, _TYPED).replace(tzinfo=LONDON).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _shown(
    visit: Visit,
    times: Mapping[str, str],
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> Response:
    file, is_now = visit.path["file"], not times
    stands = ask(visit, "showFile", times, file=file)
    stands_now = stands if is_now else _as_now(visit)
    names = {one["id"]: one["names"] for one in (*stands["children"], *stands["adults"])}
    # A minute that was kept open is its first page: what follows in a list says other times.
    entries, staff, is_cut = _history(visit, times, _PAGES if stands_now else 1)
    listed = ask(visit, "listDisclosures", {**times, "limit": "50"}, file=file)
    since = None
    if stands_now and not is_now:
        since = _since(_history(visit, {})[0], {one["seq"] for one in entries})
    here_again, looks = address(file, stands["as_of"], stands["known_at"]), None
    if visit.signed_in is not None and may_use(visit.signed_in, "listLooks"):
        looks = ask(visit, "listLooks", {**times, "limit": _A_PAGE}, file=file)
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
        children=[_child(one, names) for one in stands["children"]],
        enquiries=[
            (one["opened_at"], label("ratings", one["rating"]), one["closed_at"])
            for one in stands["enquiries"]
        ],
        decided=[_decided(one, stands["staff"]) for one in stands["authorisations"]]
        + [_decided(one | _NOT_SHARED, stands["staff"]) for one in stands["not_share"]],
        adults=[_adult(one, stands, names) for one in stands["adults"]],
        checks=[_check(visit, seq) for seq in reversed(asked[-_CHECKS:])],
        more_checks=max(len(asked) - _CHECKS, 0),
        words=[_words(one, names) for one in listed["disclosures"]],
        late=[
            entry_in_words(one, names, staff) | {"is_late": _is_late(one, stands["as_of"])}
            for one in (since or [])[:50]
        ],
        since=None if since is None else len(since),
        recorded=len(entries),
        looks=None if looks is None else glances(looks["looks"]),
        more_looks=looks is not None and looks["next"] is not None,
    )


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


def _history(
    visit: Visit, times: Mapping[str, str], pages: int = _PAGES
) -> tuple[list[dict[str, Any]], Mapping[str, str], bool]:
    """Entries of the file, oldest first; who the staff are in them; whether there are more."""
    found: list[dict[str, Any]] = []
    staff: dict[str, str] = {}
    cursor: dict[str, str] = {}
    for _ in range(pages):
        query = {**({} if cursor else times), "limit": _A_PAGE, **cursor}
        page = ask(visit, "showHistory", query, file=visit.path["file"])
        found += page["entries"]
        staff |= page["staff"]
        if page["next"] is None:
            return found, staff, False
        cursor = {"cursor": page["next"]}
    return found, staff, True


def _since(now: list[dict[str, Any]], then: set[int]) -> list[dict[str, Any]]:
    """What is on record and was not to be seen then, the newest first."""
    return [one for one in reversed(now) if one["seq"] not in then]


def _is_late(entry: Mapping[str, Any], as_of: str) -> bool:
    """It had happened by then, and nobody could see it."""
    was = entry["event"].get("effective_at")
    return was is not None and was <= as_of and entry["recorded_at"] > as_of


def _child(child: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "names": child["names"],
        "age": "not born yet" if child["age"] is None else f"{child['age']} years old",
        "carers": [
            f"{names.get(one['person'], 'Somebody')}, {lower_first(label('roles', one['role']))}: "
            f"{lower_first(label('pr_statuses', one['pr_status']))}"
            for one in child["caregivers"]
        ],
    }


def _decided(one: Mapping[str, Any], staff: Mapping[str, str]) -> dict[str, Any]:
    """A decision in force then, its reasons and, once names are shown, the manager's own words."""
    said = one["why"]["rationale"] or {}
    return {
        "seq": one["seq"],
        "what": one.get("label") or label("authorisation_kinds", one["kind"]),
        "by": staff.get(one.get("decided_by") or "", None),
        "at": one.get("decided_at") or one["effective_at"],
        "with": ", ".join(map(agency_alone, one["scope"]["agencies"])) or "Any service",
        "until": one.get("end"),
        "reasons": [reason_in_words(code) for code in one["why"]["reason_codes"]],
        "words": [
            (name.replace("_", " ").capitalize(), words)
            for name, words in said.items()
            if words and words != NOT_SHOWN
        ],
    }


def _adult(
    adult: Mapping[str, Any], stands: Mapping[str, Any], names: Mapping[str, str]
) -> dict[str, Any]:
    """Whether they had been asked, and what they had said."""
    talks = [one for one in stands["conversations"] if one["person"] == adult["id"]]
    said = [one for one in stands["responses"] if one["person"] == adult["id"]]
    return {
        "names": adult["names"],
        "asking": adult["asking"],
        "talks": [(one["effective_at"], label("methods", one["method"])) for one in talks],
        "said": [
            {
                "status": label("shown_statuses", one["status"]),
                "with": ", ".join(map(agency_alone, one["scope"]["agencies"])) or "Any service",
                "about": ", ".join(names.get(i, "somebody") for i in one["scope"]["subjects"]),
                "at": one["effective_at"],
                "until": one["expires_at"],
                "words": one["words"] if one["words"] != NOT_SHOWN else None,
            }
            for one in said
        ],
    }


def _check(visit: Visit, seq: int) -> dict[str, Any]:
    found = ask(visit, "showCheck", file=visit.path["file"], seq=str(seq))
    asked, by = found["asked"], found["asked_by"]
    return {
        "seq": seq,
        "at": found["at"],
        "by": found["staff"].get(by["id"]) or label("staff_roles", by["role"]),
        "agency": found["asked"]["agency_words"],
        "about": ", ".join(found["people"].get(one, "somebody") for one in asked["subjects"]),
        "what": ", ".join(lower_first(label("categories", one)) for one in asked["categories"]),
        "mark": MARKS[found["outcome"]],
        "headline": found["headline"],
        "reasons": [one["label"] for one in found["reasons"]],
        "words": found["agency_words"],
        "same_again": found["same_again"],
    }


def _words(one: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "seq": one["seq"],
        "did": _DID[one["direction"]],
        "agency": agency_alone(one["agency"]),
        "at": one["at"],
        "about": ", ".join(names.get(subject, "somebody") for subject in one["subjects"]),
        "basis": label("disclosure_bases", one["basis"]),
        "words": one["words_sent"] if one["words_sent"] != NOT_SHOWN else None,
    }


PAGES: Final = (
    Page(
        "staffSaw",
        "GET",
        FAMILY,
        _saw,
        problems=("not-your-role", "not-opened-yet", "not-found", "time-in-the-future", "invalid"),
    ),
    Page("staffSawAt", "POST", FAMILY, _choose, problems=("not-your-role", "not-opened-yet")),
    Page(
        "keepMinute",
        "POST",
        f"{FAMILY}/minutes",
        _keep,
        problems=("not-your-role", "sign-in-again", "opening-needs-reason", "invalid"),
    ),
)

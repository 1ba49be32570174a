"""What happened in a family, entry by entry, in plain words: when it was, and when we wrote it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from itertools import chain, groupby
from typing import Any, Final, get_args
from urllib.parse import urlencode

import msgspec
from flask import Response, request

from ...domain.codes import LISTS, codes, label
from ...domain.own.words import spoken
from ...domain.recorded.events import AnyEvent
from ...domain.recorded.members import Coded, Slot, members_of
from ...domain.times import end_of_day
from ...domain.words.naming import day, listed, moment
from ..agencies import agency_called
from ..asking import ask
from ..called import by_whom, then_called
from ..died import said_again_since
from ..forms.onrecord import stays
from ..frame import Visit, clock, show
from ..keptback import heed_of
from ..membercalled import member_called
from ..notsaid import NOT_YET, in_words, missing
from ..offering import offered
from ..page import Page
from ..unconfirmed import lifts_nothing
from .answersaid import answer_in_words
from .decidedhere import looked_at_again
from .happened import what_happened

_ON_A_PAGE: Final = "25"
#: What of the operation's question a link on this page says.
_ASKED: Final = ("from_seq", "cursor", "newest_first")
_LATER: Final = timedelta(days=1)
_A_MOMENT: Final = timedelta(seconds=1)
#: What says when, of which kind and what it is called stands elsewhere on the line, or is for
#: programs.
_LEFT_OUT: Final = frozenset(
    {
        *("kind", "effective_at", "precision", "warnings", "proposal", "corrects", "stands"),
        *("until", "rule_version", "policy_version", "of_entries", "headline"),
    }
)
#: As many facts as are read at once; more are a press away. What somebody said, and what is other
#: than it was, comes first.
_AT_ONCE: Final = 4
_FIRST: Final = frozenset({"words", member_called("parent_words")})
#: In a scope, and for programs: nothing of its kind is left out.
_ANY: Final = "*"
#: A relationship without a date is from always.
_ALWAYS: Final = "1900-01-01"
_CHECK: Final = "check-made"
_PROPOSAL: Final = "proposal"
#: What waits says of which entries it is.
_ENTRIES: Final = "entries"
_SHARED: Final = "share-now-recorded"
_OF_A_DAY: Final = "day"
#: Members that hold the moment at which something is over: the midnight after its last day.
_OVER: Final = frozenset({"expires_at", "end"})
#: Members of a scope that are called as the lists of their codes are: another list may have a code
#: of the same letters.
_LISTS: Final = frozenset({"purposes", "categories", "directions"})
#: What would fall: its sentence says the rest.
_FALL: Final = frozenset({"kind", "words"})
#: A service, with what is left out where nothing is said of it.
_AGENCY: Final = frozenset({"type", "organisation", "id", "described"})
_YES_OR_NO: Final[Mapping[str, Any]] = {"true": True, "false": False}
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z")
_CODE: Final = re.compile(r"[A-Z0-9]+(?:_[A-Z0-9]+)+")
_ID: Final = re.compile(r"[0-9a-f]{24,64}")
_MONTH: Final = re.compile(r"[0-9]{4}-[0-9]{2}")
#: Where in what was sent something was short of, and of what: for programs, and says it all.
_LACKING: Final = re.compile(r"((?:/[a-z0-9_]+)*) ?([A-Z][A-Z0-9_]*)")


@cache
def sentences() -> dict[str, str]:
    """What each kind of entry says, in one sentence: the first of its own description."""
    found = {}
    for kind in get_args(AnyEvent):
        words = " ".join((kind.__doc__ or "").split())
        found[kind.__struct_config__.tag] = re.split(r"(?<=[.])\s|[:;] ", words)[0].rstrip(".")
    return found


@cache
def words_of_codes() -> dict[str, str]:
    """Codes that mean the same wherever they stand, in words."""
    every = [(code, row.label) for name in LISTS for code, row in codes(name).items()]
    means = Counter(code for code, _ in set(every))
    once = {code: words for code, words in every if means[code] == 1}
    # Kinds of information are called so beside whatever else has their name.
    return once | {code: row.label for code, row in codes("categories").items()}


def _timeline(visit: Visit) -> Response:
    file = visit.path["file"]
    asked = {name: request.args[name] for name in _ASKED if name in request.args}
    is_back = "newest_first" in asked
    query = {"limit": _ON_A_PAGE} | asked
    history = ask(visit, "showHistory", query, file=file)
    stands = ask(visit, "showFile", file=file)
    names = then_called(stands)
    since = said_again_since(stands)
    following = history["next"] and urlencode({**asked, "cursor": history["next"]})
    return show(
        visit,
        "timeline.html",
        "What happened",
        is_wide=True,
        file=file,
        days=_by_day(
            [
                {
                    **entry_in_words(one, names, history["staff"]),
                    "wrong": _wrong(visit, one),
                    "since": since.get(one["seq"]),
                }
                for one in history["entries"]
            ]
        ),
        at_once=_AT_ONCE,
        following=following and f"/files/{file}/timeline?{following}",
        # Whoever reads what was to be done reads first with whom it is not safe by now.
        wary=list(dict.fromkeys(chain(*(heed_of(stands, one["id"]) for one in stands["adults"])))),
        again=looked_at_again(visit, stands),
        is_begun=not {"from_seq", "cursor"}.isdisjoint(asked) or is_back,
        is_back=is_back,
    )


def can_be_wrong(entry: Mapping[str, Any]) -> bool:
    """Whether it may be called wrong: of what answers, or says what became of another, and of what
    was called wrong already, nobody is asked.
    """
    is_answer = entry["kind"] == _CHECK
    return not (is_answer or stays(entry["kind"])) and entry["corrected"] is None


def _wrong(visit: Visit, entry: Mapping[str, Any]) -> str | None:
    """Where somebody says that it is wrong, if whoever reads may."""
    offers = offered(visit, "correctEntry", "", corrects=entry["seq"])
    return next((one.address for one in offers), None) if can_be_wrong(entry) else None


def _by_day(entries: Sequence[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Under the day on which each was written down, in their order."""
    under = groupby(entries, lambda one: day(datetime.fromisoformat(one["written"])))
    return [(words, list(of)) for words, of in under]


def entry_in_words(
    entry: Mapping[str, Any], names: Mapping[str, str], staff: Mapping[str, str]
) -> dict[str, Any]:
    """An entry of `showHistory`: what happened, when it was and when it was written, by whom."""
    # What became of it is said with it, as if it stood there.
    event, by = {**entry["event"], **(entry["became"] or {})}, entry["by"]
    event |= {"headline": read} if (read := entry.get("headline")) else {}
    was = event.get("effective_at")
    if was is not None and was.startswith(_ALWAYS):
        was = None
    written = entry["recorded_at"]
    before = {one["member"]: one["text"] for one in entry["was"]}
    is_later = was is not None and (
        datetime.fromisoformat(written) - datetime.fromisoformat(was) > _LATER
    )
    kind, called = entry["kind"], {**staff, **names}
    happened = what_happened(
        kind,
        _with_what_nobody_said(event, written),
        lambda member: _of(kind, member, event, called),
    )
    what, stands_there = happened or (sentences().get(kind, kind.replace("-", " ")), frozenset())
    return {
        "seq": entry["seq"],
        "what": f"{what[:1].upper()}{what[1:]}",
        "was": was,
        "written": written,
        "clock": clock(datetime.fromisoformat(written)),
        # Of a day without a time the time is what nobody said.
        "is_of_a_day": event.get("precision") == _OF_A_DAY,
        # Of a death in a month or year its last day is what nobody said, either.
        "says_when": was is not None and was[:16] != written[:16] and not event.get("died_in"),
        "is_later": is_later,
        "by": by_whom(by, staff),
        "said": sorted(
            _said(event, called, before, stands_there),
            key=lambda one: not (one[2] or one[0] in _FIRST),
        ),
        "statements": [one["words"] for one in entry["statements"]],
        "corrected": entry["corrected"],
        "lifts_nothing": lifts_nothing(entry),
        "corrects": event.get("corrects"),
        "is_check": entry["kind"] == _CHECK,
    }


def _with_what_nobody_said(event: Mapping[str, Any], written: str) -> Mapping[str, Any]:
    """Of a death without a day: it stands as of when it was written down."""
    return {**event, "day_known": event.get("effective_at") != written}


def _said(
    event: Mapping[str, Any],
    names: Mapping[str, str],
    was: Mapping[str, str],
    stands_there: frozenset[str],
) -> Iterator[tuple[str, str, str]]:
    """Each member in words, and where it was otherwise before: what it was. What the sentence
    says already is left out, and so is what nobody typed: it would read as if somebody had.
    """
    kind, unsaid, called = event["kind"], _unsaid(event["kind"]), event.get("names")
    if kind == _SHARED and event["shared"] and event["disclosure"] is None:
        yield NOT_YET, in_words(missing(event.get("so_far") or {})), ""
    for member, value in event.items():
        if member in _LEFT_OUT or value in (None, [], {}, ""):
            continue
        if called is not None and isinstance(value, str) and names.get(value) == called:
            # Whoever this puts on file: their name stands there.
            continue
        is_known = member in stands_there or (member in unsaid and unsaid[member] == value)
        if is_known and member not in was:
            continue
        words = _of(kind, member, event, names)
        if words:
            before = was.get(member, "")
            yield (
                member_called(member, kind),
                words,
                _as_code(kind, member, before) or _in_words(_YES_OR_NO.get(before, before), names),
            )


def _of(kind: str, member: str, event: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What a member says: its codes by the lists that are its own."""
    value = _as_said(kind, member, event.get(member))
    if value in (None, [], {}, ""):
        return ""
    if member == "lacking":
        return _short_of(value)
    if member in _OVER and isinstance(value, str) and _MOMENT.fullmatch(value):
        return _last_of(datetime.fromisoformat(value))
    if isinstance(value, Mapping) and "outcome" in value:
        return answer_in_words(value, event.get("headline"))
    if member == _PROPOSAL:
        # Of what was asked, which service: the rest stands with the answer.
        return agency_called(value["agency"])
    if member == _ENTRIES and isinstance(value, list):
        return listed([f"entry {place}" for place in value])
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        each = [_as_code(kind, member, one) or _in_words(one, names) for one in value]
        return listed(found) if (found := [one for one in each if one]) else ""
    return _as_code(kind, member, value) or _in_words(value, names)


def _as_said(kind: str, member: str, value: Any) -> Any:
    """Without the no of each part of it that nobody answered."""
    unsaid = _unsaid_within(kind).get(member)
    if not unsaid:
        return value
    if isinstance(value, list):
        return [_as_said(kind, member, one) for one in value]
    return {name: one for name, one in value.items() if name not in unsaid or one is not False}


def _last_of(end: datetime) -> str:
    """The last day, of what is over at a midnight: it ends with that day, as it was typed."""
    return day(end - _A_MOMENT) if end_of_day(end - _A_MOMENT) == end else moment(end)


def _as_code(kind: str, member: str, value: Any) -> str:
    """A code in words, by the lists that the member takes its codes from."""
    for name in _lists_of(kind).get(member, ()) if isinstance(value, str) else ():
        if value in codes(name):
            return label(name, value)
    return ""


@cache
def _kinds() -> dict[str, Any]:
    return {kind.__struct_config__.tag: kind for kind in get_args(AnyEvent)}


@cache
def _lists_of(kind: str) -> dict[str, tuple[str, ...]]:
    """By member, the lists that its codes are of."""
    found: dict[str, tuple[str, ...]] = {}
    for member in members_of(_kinds()[kind]) if kind in _kinds() else ():
        slot: Slot | None = member.holds
        while slot is not None:
            if (coded := slot.mark(Coded)) is not None:
                found[member.name] = coded.lists
            slot = slot.each
    return found


@cache
def _unsaid(kind: str) -> dict[str, Any]:
    """By member, what stands there where nobody said anything."""
    declared = msgspec.structs.fields(_kinds()[kind]) if kind in _kinds() else ()
    return {
        one.name: msgspec.to_builtins(one.default)
        for one in declared
        if one.default not in (msgspec.NODEFAULT, msgspec.UNSET)
    }


@cache
def _unsaid_within(kind: str) -> dict[str, frozenset[str]]:
    """By member, which parts of it say no where nobody said anything."""
    found: dict[str, frozenset[str]] = {}
    for member in members_of(_kinds()[kind]) if kind in _kinds() else ():
        slot = member.holds
        while slot.each is not None:
            slot = slot.each
        if isinstance(slot.base, type) and issubclass(slot.base, msgspec.Struct):
            parts = msgspec.structs.fields(slot.base)
            found[member.name] = frozenset(one.name for one in parts if one.default is False)
    return found


def _short_of(lacking: Sequence[str]) -> str:
    """What was not whole as it was sent, and where: each thing once."""
    where: dict[str, list[str]] = {}
    for pointer, code in (found.groups() for one in lacking if (found := _LACKING.fullmatch(one))):
        steps = [member_called(one) for one in pointer.split("/") if one]
        where.setdefault(label("taken_with_care", code), []).append(_numbered(steps))
    said = (f"{', '.join(filter(None, of))}: {words}".lstrip(": ") for words, of in where.items())
    return " ".join(said)


def _numbered(steps: Sequence[str]) -> str:
    """As in "relationships 2 child": the first of several is no nought."""
    return " ".join(str(int(one) + 1) if one.isdecimal() else one for one in steps)


def _parts_in_words(value: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if value.keys() >= _FALL:
        return str(value["words"])
    if "type" in value and value.keys() <= _AGENCY:
        return agency_called(value)
    parts = (
        (
            member_called(name),
            _in_words(_of_list(name, one) if name in _LISTS else one, names),
        )
        for name, one in value.items()
    )
    return "; ".join(f"{name}: {words}" for name, words in parts if words)


def _of_list(name: str, held: Sequence[str]) -> list[str]:
    rows = codes(name)
    return [rows[one].label if one in rows else one for one in held]


def _in_words(value: Any, names: Mapping[str, str]) -> str:
    """What a member holds: people by name, codes in words; an id that names nobody is left out."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return _parts_in_words(value, names)
    if isinstance(value, list):
        said = list(filter(None, (_in_words(one, names) for one in value)))
        # Whole sentences stand one after the other.
        return (" " if all(one.endswith(".") for one in said) else ", ").join(said)
    text = "" if value is None else str(value)
    if text in names:
        return names[text]
    if text == _ANY:
        return "any"
    if _ID.fullmatch(text):
        return ""
    if _DAY.fullmatch(text):
        return spoken(date.fromisoformat(text))
    if _MOMENT.fullmatch(text):
        return moment(datetime.fromisoformat(text))
    if _MONTH.fullmatch(text):
        return f"{date.fromisoformat(f'{text}-01'):%B %Y}"
    known = words_of_codes().get(text)
    if known is not None:
        return known
    # Whatever else stands in capitals was typed so: a reference, or somebody's name.
    return text.replace("_", " ").lower() if _CODE.fullmatch(text) else text


PAGES: Final = (Page("timeline", "GET", "/files/<string:file>/timeline", _timeline),)

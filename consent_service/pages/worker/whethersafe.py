"""What whoever says whether somebody is safe to ask turns on: each entry by which they are not, or
nobody knows it, with who wrote it and when; what a colleague wrote of it; their own last words; and
what an answer changes. A manager would else decide blind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, get_args

import msgspec

from ...domain.recorded.events import AnyEvent
from ...domain.recorded.members import Slot, TellsOfHarm, Text, TheirWords, members_of
from ...domain.words.naming import day
from ..called import names_on
from ..forms.choices import Known
from ..membercalled import member_called
from ..turnson import Fact
from ..unconfirmed import beside
from ..whodecides import answered, said_besides, word_alone
from .dangers import dangers_of
from .entries import in_a_line
from .timeline import entry_in_words
from .whonames import who_names

_ASKED: Final = {
    "YES": "Nothing on record says that it is not safe to ask them",
    "NO": "It is not safe to ask them",
    "NOT_KNOWN": "Nobody knows whether it is safe to ask them",
}
#: So many members of an entry are read beside what happened, and besides them whatever somebody
#: writes in words, however few: that is what is judged.
_OF_IT: Final = 6
_YES: Final = (
    "A manager’s yes lifts what stands here: they may then be asked, and told. A colleague’s yes "
    "waits for a manager. A child’s wish is weighed by itself."
)
_NO: Final = (
    "A no counts at once, whoever says it: nobody asks or tells them. What they asked of us is "
    "still answered, with care."
)


def why_it_is_not_known(known: Known, person: str) -> Iterator[Fact]:
    """Of this person; of nobody in particular, each of the file of whom it is not known."""
    every = [*known.file["adults"], *known.file["children"]]
    if person:
        ids = {person}
        about = [one for one in every if ids & {one["id"], *(o["id"] for o in one["also"])}]
    else:
        about = [one for one in every if one["asking"] != "YES"]
    for one in about:
        for called, said in groupby(_of(known, one), key=itemgetter(0)):
            yield called, "\n".join(words for _, words in said)
    if about:
        yield "If you say yes", _YES
        yield "If you say no", _NO


def _of(known: Known, one: Mapping[str, Any]) -> Iterator[Fact]:
    stands, id = known.file, one["id"]
    called = names_on(stands)[id]
    yield called, one["only_not_to_hear"] or _ASKED[one["asking"]]
    for words in dangers_of(stands, id):
        yield f"On record: {called}", _ended(words)
    for seq in one["asking_by"]:
        yield from ((f"By which entry: {called}", line) for line in entry_as_read(known, str(seq)))
    yield from who_names(stands, id)
    yield from ((f"Said before of {called}", line) for line in _said_safe(stands, id))
    for line in answered(stands, id):
        quoted = f": “{line['words']}”" if line["words"] else ""
        said = f"{word_alone(line)}, {_day(line['at'])}. {line['what']}{quoted}"
        yield f"Answered by {called}", said
    for besides in said_besides(stands, id):
        words = f"“{besides['said']}”, {_day(besides['effective_at'])}"
        yield f"{besides['how']}: {called}", words


def entry_as_read(known: Known, seq: str) -> Iterator[str]:
    """An entry in a line, with what stands in it."""
    read = known.entry(seq)
    for entry in read.each:
        names = names_on(known.file)
        said = entry_in_words(entry, names, read.staff)["said"]
        in_words = written_in_words(entry["kind"])
        read_first = [one for at, one in enumerate(said) if at < _OF_IT or one[0] in in_words]
        line = in_a_line(entry, names, read.staff)
        more = (_ended(f"{what}: {words}") for what, words, _ in read_first)
        yield " ".join((_ended(line), *more))


def _ended(words: str) -> str:
    """As a sentence, which may be a quoted one, or end with one."""
    return words if words.rstrip("”").endswith((".", "?", "!")) else f"{words}."


@cache
def written_in_words(kind: str) -> frozenset[str]:
    """How the members of such an entry are called in which somebody writes."""
    every = (one for one in get_args(AnyEvent) if one.__struct_config__.tag == kind)
    return frozenset(
        member_called(member.name, kind)
        for one in every
        for member in members_of(one)
        if _is_in_words(member.holds)
    )


def _is_in_words(slot: Slot) -> bool:
    if slot.each is not None:
        return _is_in_words(slot.each)
    if (text := slot.mark(Text)) is not None:
        return text.lines or any(slot.mark(one) is not None for one in (TellsOfHarm, TheirWords))
    is_a_part = isinstance(slot.base, type) and issubclass(slot.base, msgspec.Struct)
    return is_a_part and any(_is_in_words(one.holds) for one in members_of(slot.base))


def _said_safe(stands: Mapping[str, Any], person: str) -> Iterator[str]:
    """Each time that somebody said so. It counts once a manager has, and only against what stood
    there then.
    """
    for one in reversed(stands["known"]["safety"]):
        if one["person"] == person and one["safe_to_ask"]:
            by = stands["staff"].get(one["by"], "Somebody")
            why = f": “{one['reason']}”" if one["reason"] else ""
            said = f"{by} said on {_day(one['at'])} that it is safe{why} (entry {one['seq']})"
            yield beside(said, one)


def _day(at: str) -> str:
    return day(datetime.fromisoformat(at))

"""What a verification found, in plain words: what it is, what it means, and for whom. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

_NOT_SO: Final = "is not what the entries say. It can be made again from them."
#: What each part of a verification looks at, and what it means that something is wrong there.
WALLS: Final[Mapping[str, tuple[str, str]]] = {
    "chain": (
        "Every entry, in its order",
        "An entry was changed, taken out or put in, or the order is another.",
    ),
    "checkpoint": (
        "What was signed before",
        "Something was taken back, or signed for otherwise, or what was signed is another.",
    ),
    "contents": (
        "What the entries hold",
        "What an entry holds is gone, or another than was sealed then, or its key is another.",
    ),
    "rows": (
        "What is worked out from the entries",
        "What staff are shown is not what the entries give. It can be made again from them.",
    ),
    "answers": (
        "Answers worked out again",
        "An answer that was given is not the one that the rules give from the same record.",
    ),
    "published": (
        "The published copy",
        "What is published for others is not what was signed for. It can be made again.",
    ),
}
#: Where the table says more of what it means than the part of the verification does.
_TABLES: Final[Mapping[str, str]] = {
    "ledger_heads": (
        "What the database says of the end of the record, how long it is and where it came to, is "
        "not what its entries lead to. Nothing can be added until that is mended."
    ),
    "case_files": f"How a family stands, as staff are shown it, {_NOT_SO}",
    "case_references": f"By which number of the case system a family is found {_NOT_SO}",
    "case_names": f"By which names and numbers a family is found {_NOT_SO}",
    "case_lists": f"What lists of tasks and enquiries show {_NOT_SO}",
    "list_places": (
        "Which tasks and enquiries lists show, and in which order, is not what the entries say: "
        "one may be missing there. It can be made again. What a family’s own page says, and what "
        "a check answers, is not made from it."
    ),
    "once": f"What keeps the same thing, sent twice, from being recorded twice {_NOT_SO}",
}


class Amiss(NamedTuple):
    """A finding in plain words: what it means, the finding itself, its entries, the families that
    are not answered from because of it, and the other families that it is about.
    """

    what: str
    means: str
    said: str
    entries: list[tuple[int, int]]
    files: list[str]
    others: list[str]


def in_words(ledger: Mapping[str, Any]) -> Iterator[Amiss]:
    """Of one ledger as `showWholeness` tells it, everything that its last verification found."""
    for one in (ledger["found"] or {"findings": []})["findings"]:
        what, means = WALLS[one["wall"]]
        means = _TABLES.get(one["table"] or "", means)
        if ledger["of"] == "LOOKS":
            # Its entries and files are not the record's: nothing leads there.
            yield Amiss(f"Who looked: {what.lower()}", means, one["fault"], [], [], [])
        else:
            entries = [(first, last) for first, last in one["entries"]]
            yield Amiss(what, means, one["fault"], entries, one["files"], one.get("others", []))


def of_family(found: Mapping[str, Any] | None, file: str) -> list[Amiss]:
    """What the last verification of the record found in this file."""
    every = in_words({"of": "RECORD", "found": found})
    return [one for one in every if file in one.files]

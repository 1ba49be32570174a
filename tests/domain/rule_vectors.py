"""Vectors of the rules: what stood on record, a question, and the answer, all in ledger bytes.

`vectors/rules/<edition>.json` is one edition, for ever. A vector is

* `entries`, and `own` for the authority's own file: of each the time it was recorded at, a space,
  and the exact bytes of its content as UTF-8 text. Their places are 0, 1, 2 and so on.
* `asked`: the same of the entry that records the question and its answer.

Nothing in a file knows how the service holds a case in memory, so that it can be held otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from consent_service.domain.deciding.replay import answered_again
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.folding import Stamp, fold
from consent_service.domain.recorded import checked
from consent_service.domain.recorded.content import Content, format_content, parse_content

FOLDER: Final = Path(__file__).parent / "vectors/rules"

Asked = checked.CheckMade | checked.HistoryAsked


class Entry(NamedTuple):
    """When something was recorded, and the bytes of its content."""

    at: datetime
    content: bytes

    def __str__(self) -> str:
        return f"{self.at.isoformat()} {self.content.decode()}"

    @classmethod
    def parse(cls, text: str) -> Entry:
        """The inverse of `str`."""
        at, _, content = text.partition(" ")
        return cls(datetime.fromisoformat(at), content.encode())

    @classmethod
    def of(cls, at: datetime, content: Content) -> Entry:
        """The entry that the ledger would have."""
        return cls(at, format_content(content))


class Vector(NamedTuple):
    """One question in one family, and its answer."""

    name: str
    own: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    asked: Entry

    @property
    def event(self) -> Asked:
        """What was asked and answered."""
        event = parse_content(self.asked.content).event
        assert isinstance(event, Asked)
        return event

    def answered_again(self) -> Entry:
        """The same entry with the answer that the rules of its edition give now."""
        file, own = CaseFile(id="Zzfile"), AuthorityFile(id="Zzown")
        for seq, (at, content) in enumerate(self.entries):
            file = fold(file, parse_content(content), Stamp(seq, at))
        for seq, (at, content) in enumerate(self.own):
            own = fold(own, parse_content(content), Stamp(seq, at))
        asked = parse_content(self.asked.content)
        answers = answered_again(asked.event, file, own, self.asked.at)
        assert answers is not None
        event = msgspec.structs.replace(asked.event, answer=answers[1])
        return Entry.of(self.asked.at, msgspec.structs.replace(asked, event=event))


def path(edition: str) -> Path:
    """Where the vectors of an edition stand."""
    return FOLDER / f"{edition}.json"


def load(edition: str) -> list[Vector]:
    """The vectors of an edition."""
    return [
        Vector(
            held["name"],
            tuple(map(Entry.parse, held["own"])),
            tuple(map(Entry.parse, held["entries"])),
            Entry.parse(held["asked"]),
        )
        for held in json.loads(path(edition).read_text())["vectors"]
    ]


def dump(edition: str, vectors: Iterable[Vector]) -> None:
    """Write an edition's file, once: an edition that has vectors is what they say it is.

    Raises `FileExistsError`.
    """
    about = (
        f"The rules of edition {edition}, frozen: entries, a question, and the bytes of its "
        "answer. See tests/domain/rule_vectors.py. Nobody here is real."
    )
    written = [
        {
            "name": vector.name,
            "own": [str(one) for one in vector.own],
            "entries": [str(one) for one in vector.entries],
            "asked": str(vector.asked),
        }
        for vector in vectors
    ]
    held = {"_about": about, "vectors": written}
    with path(edition).open("x") as file:
        json.dump(held, file, indent=1, ensure_ascii=False)
        file.write("\n")

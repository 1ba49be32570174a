"""Publishing a ledger as it grows, and again from its beginning where that was altered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog

from ledger.errors import Altered, LedgerError, Malformed
from ledger.log import EntryLine
from ledger.publishing import publish
from ledger.signing import ReadLines

from .publishing import publish_again, published_of, stands
from .soundness import Soundness

log = structlog.get_logger("consent_service.keeper")


#: So many lines are remembered until they are published, and those of a longer stretch not at all.
_MOST: Final = 10_000


class ReadToSign:
    """Reads a ledger's new lines for whoever signs them, who always has them from the database; and
    gives the same to whoever publishes what was signed, a moment later and once.
    """

    def __init__(self, read: ReadLines) -> None:
        self._read = read
        self._lines: Sequence[EntryLine] = ()

    def new(self, start: int, stop: int) -> Iterator[EntryLine]:
        """These lines as they are stored now."""
        self._lines = ()
        lines: list[EntryLine] = []
        for line in self._read(start, stop):
            if stop - start <= _MOST:
                lines.append(line)
            yield line
        self._lines = lines

    def signed(self, start: int, stop: int) -> Iterator[EntryLine]:
        """These lines, as they were signed if they were read for it just now."""
        lines, self._lines = self._lines, ()
        if lines and (lines[0].seq, lines[-1].seq + 1) == (start, stop):
            return iter(lines)
        return iter(self._read(start, stop))


@dataclass(frozen=True, slots=True)
class Publisher:
    """Keeps the published folder of one ledger, whose entries `lines` reads."""

    folder: Path
    soundness: Soundness
    lines: ReadLines

    def bring_to(self, note: bytes, size_of: Callable[[], int]) -> None:
        """Publish up to this checkpoint, of which `size_of` proves the size.

        What stands there and is not what was put there is marked; the next time all of it is made
        again. Raises what the database raises.
        """
        held = published_of(self.folder)
        is_altered = self.soundness.published == "altered"
        if held is not None and held.checkpoint == note and not is_altered:
            return
        start = 0 if held is None else held.size
        try:
            size = size_of()
            if is_altered:
                publish_again(self.folder, self.lines, note, size)
                self.soundness.published_healed()
                log.error("published.healed", entries=size)
                return
            publish(self.folder, self.lines(start, size), note)
        except (Altered, Malformed) as error:
            log.error("published.altered", fault=type(error).__name__)
            self.soundness.published_altered(str(error))
        except LedgerError as error:
            log.error("ledger.not_published", fault=type(error).__name__)
            if held is not None and not stands(held):
                self.soundness.published_altered(str(error))

"""What one connection sends again and again is prepared there once, under a name.

To parse and to plan a statement takes PostgreSQL longer than to carry out one that finds a row by
its key. What is prepared stays until the connection ends, whatever becomes of the transaction.

Why not always? A pooler hands each transaction to another server process, which has not seen what
was prepared in an earlier one. Whoever is connected through one hears of a process that is not the
one that answers: then nothing is prepared, nor where Citus hands statements on to others.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from itertools import count
from typing import Any, Final

import psycopg

#: So often a connection sends a text before it is prepared: most that are sent seldom never are.
_OFTEN: Final = 3
#: So many are prepared at most, of each connection: rows that are written together are one text for
#: each power of two.
_MOST: Final = 128
#: Texts that are counted at once.
_COUNTED: Final = 1_024

#: What the server is asked of itself beside its settings, and the setting of an extension that
#: hands statements on.
WHICH_PROCESS: Final = "which process"
HANDS_ON: Final = "citus.propagate_set_commands"

#: What is prepared is not what it was: the plan's columns are others, or the name is gone.
OVER: Final = frozenset({b"0A000", b"26000"})


class PreparedTexts:
    """Of one connection: under which name each text was prepared."""

    def __init__(self) -> None:
        self._names: dict[bytes, bytes] = {}
        self._sent: Counter[bytes] = Counter()
        self._numbers = count()
        #: No other connection's. Should a pooler not have been known for one, and another process
        #: answer, what is meant is not there: no other text is carried out in its place.
        self._whose = os.urandom(8).hex().encode()

    def name(self, text: bytes) -> bytes | None:
        """Under which it is prepared; None if it is not."""
        return self._names.get(text)

    def name_for(self, text: bytes) -> bytes | None:
        """Under which it is to be prepared, now that it is sent once more; None if it is not."""
        if len(self._names) >= _MOST:
            return None
        if len(self._sent) >= _COUNTED:
            self._sent.clear()
        self._sent[text] += 1
        if self._sent[text] < _OFTEN:
            return None
        return b"often %s %d" % (self._whose, next(self._numbers))

    def is_prepared(self, text: bytes, name: bytes) -> None:
        """The server said so."""
        self._names[text] = name
        del self._sent[text]


def is_reached_itself(told: int, settings: Mapping[str, str | None]) -> bool:
    """The process that answers is the one that the connection was `told` of, and carries out what
    it is sent itself.
    """
    return not settings[HANDS_ON] and settings[WHICH_PROCESS] == str(told)


def prepared_on(connection: psycopg.Connection[Any]) -> PreparedTexts | None:
    """What was prepared on it; None where nothing is to be."""
    found: PreparedTexts | None = getattr(connection, "prepared", None)
    return found

"""What a request is called in logs and problems: a random id that nobody chooses (RFC 9562)."""

from __future__ import annotations

import os
from typing import Final

_BYTES: Final = 16
#: How many are drawn together: each call of the kernel hands Python over to another thread.
_TOGETHER: Final = 256
_VARIANT: Final = "89ab"
_drawn: Final[list[bytes]] = []
# Or a process and the one it came from would give the same.
os.register_at_fork(after_in_child=_drawn.clear)


def new_request_id() -> str:
    """A fresh one. Thread-safe."""
    while True:
        try:
            drawn = _drawn.pop().hex()
        except IndexError:
            chance = os.urandom(_BYTES * _TOGETHER)
            _drawn.extend(chance[at : at + _BYTES] for at in range(0, len(chance), _BYTES))
        else:
            # Of two digits four bits and two say that it is random.
            kind = _VARIANT[int(drawn[16], 16) % 4]
            return f"{drawn[:8]}-{drawn[8:12]}-4{drawn[13:16]}-{kind}{drawn[17:20]}-{drawn[20:]}"

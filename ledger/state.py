"""How far a copy was verified, kept so that the next verification reads only what is new.

    ledger-verified@v1
    records.example.org/north
    3
    MUC3qHApH/m3fFxk9SUKeRH7oZFxMLMTVVK9TItJ67k=

The lines after the first are the text of a checkpoint. Why not the frontier, the last hash and
the last time as well? They stand in the copy, and there they are held to this root: what is not
kept cannot be kept wrongly. Why no signature? The state is the auditor's own word to themselves:
whoever can change it can change their verifier too. It is written only for a beginning of what
was signed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ledger.checkpoint import Checkpoint, format_checkpoint, parse_checkpoint
from ledger.durable import write_whole
from ledger.errors import MalformedCheckpoint, MalformedState, NotPinned

MAX_STATE: Final = 1_024  # bytes

_FIRST: Final = "ledger-verified@v1\n"


def format_state(state: Checkpoint) -> bytes:
    """The bytes of a state. Raises MalformedCheckpoint."""
    return (_FIRST + format_checkpoint(state)).encode()


def parse_state(data: bytes, origin: str) -> Checkpoint:
    """Read what `format_state` writes of the ledger `origin`. Raises MalformedState, NotPinned."""
    try:
        first, _, text = data.decode("ascii").partition("\n")
        if len(data) > MAX_STATE or first + "\n" != _FIRST:
            raise MalformedState(f"A saved state begins with the line {_FIRST.rstrip()}.")
        state = parse_checkpoint(text)
    except (MalformedCheckpoint, UnicodeDecodeError) as error:
        raise MalformedState(f"This is not the state of a verification: {error}") from error
    if state.origin != origin:
        raise NotPinned(f"This state is of {state.origin}, and you asked about {origin}.")
    return state


def save_state(path: Path, state: Checkpoint) -> None:
    """Write a state to `path`, whole or not at all, and on disk on return. Raises OSError."""
    write_whole(path, format_state(state))

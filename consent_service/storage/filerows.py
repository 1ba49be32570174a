"""The rows that a file as it is held in memory has in the database."""

from __future__ import annotations

from .openfiles import OpenFile, encode_state
from .readback import Row
from .sealing import AuthoritySeal


def key_row(authority: str, opened: OpenFile) -> Row:
    """Its key, wrapped."""
    return {"authority": authority, "file": opened.state.id, "wrapped": opened.wrapped}


def reference_row(authority: str, seal: AuthoritySeal, reference: str, file: str) -> Row:
    """Where a reference leads."""
    return {"authority": authority, "blind": seal.blind_references(reference)[0], "file": file}


def file_row(authority: str, opened: OpenFile) -> Row:
    """The file itself, sealed to the place that it is folded to."""
    folded_to = opened.state.folded_to
    return {
        "authority": authority,
        "file": opened.state.id,
        "folded_to": folded_to,
        "sealed": opened.seal.seal_row(encode_state(opened.state), folded_to),
    }

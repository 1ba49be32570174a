"""The key that signs the ledger changed. In the authority's own file; only public halves."""

from __future__ import annotations

from .event import OfTheAuthority


class KeyRotated(OfTheAuthority, frozen=True, kw_only=True, tag="key-rotated"):
    """A new key signs checkpoints beside the old one from here on. `statement` is the note that
    both keys signed, as `ledger.rotation` makes it.
    """

    statement: str


class KeyRetired(OfTheAuthority, frozen=True, kw_only=True, tag="key-retired"):
    """A key signs no more, and its private half is destroyed, as two people approved."""

    key: str
    approved_by: tuple[str, ...]

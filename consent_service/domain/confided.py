"""What a child tells, and does not want somebody else to hear. Pure."""

from __future__ import annotations

from .events import WishRecorded


def keeps_it_from_somebody(wish: WishRecorded) -> bool:
    """Also from somebody whom it does not name: a manager is to find out who that is."""
    return bool(wish.not_to_be_told or wish.not_to_be_told_because)

"""Who is signed in, as a first page says it: by name, for which authority, and until when."""

from __future__ import annotations

from typing import Any

from .frame import Visit, clock


def as_whom(visit: Visit) -> dict[str, Any]:
    """What a first page is given to say it; nothing where nobody can say who is signed in."""
    signed_in = visit.signed_in
    if signed_in is None:
        return {}
    return {
        "who": _name_of(visit, signed_in.principal.id),
        "authority": signed_in.principal.authority,
        "ends": clock(signed_in.ends_at),
        "minutes": int(signed_in.idle.total_seconds()) // 60,
    }


def _name_of(visit: Visit, id: str) -> str:
    """What the list of made-up people calls somebody; else their id."""
    return next((one.name for one in visit.service.people if one.subject == id), id)

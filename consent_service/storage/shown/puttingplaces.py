"""Where lines of lists stand, put in the place of what stood there: what stays is left alone.

Each place is in six indexes, and of most entries most of them stay. Nothing that anybody remembers
of what stands there is believed: the database is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection

from ..database import statements
from ..database.inplace import execute_in_place, found_in_place
from ..door.flights import Outgoing

_said: Final = itemgetter(*statements.IN_A_PLACE)


def put_places(
    out: Outgoing | Connection, whose: Mapping[str, Any], places: Sequence[dict[str, Any]]
) -> None:
    """Of these files of an authority, and of others of which nothing stands there yet, there stand
    these places afterwards and no others.
    """
    connection = out.connection if isinstance(out, Outgoing) else out
    if connection.dialect.name != "postgresql":
        _put_in_place(connection, whose, places)
        return
    if whose["files"]:
        wanted = {f"wanted_{name}": [one[name] for one in places] for name in statements.IN_A_PLACE}
        out.execute(statements.FORGET_OTHER_PLACES, {**whose, **wanted})
    if places:
        out.execute(statements.ADD_MISSING_PLACES, places)


def _put_in_place(
    connection: Connection, whose: Mapping[str, Any], places: Sequence[dict[str, Any]]
) -> None:
    """On SQLite, which is in this process."""
    stand = set[tuple[Any, ...]]()
    if whose["files"]:
        found = found_in_place(connection, statements.FIND_PLACES, whose)
        stand = {tuple(row) for row in found}
    over = stand.difference(map(_said, places))
    if over:
        gone = [
            {"its_authority": whose["authority"], "its_file": file, "its_list": which, "its_n": n}
            for file, which, n, *_ in over
        ]
        execute_in_place(connection, statements.FORGET_PLACE, gone)
    missing = [one for one in places if _said(one) not in stand]
    if missing:
        execute_in_place(connection, statements.ADD_PLACES, missing)

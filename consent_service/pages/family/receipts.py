"""What somebody gets for what they said on their own page: that it is written down, what it means,
and a number that shows that nobody changed it.

It holds nothing of what they typed: whoever opens the page after them reads what it says and no
more. Whoever reads it in another language is shown what was kept here for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec
from flask import Response
from markupsafe import Markup

from ...api.replies.printing import qr_code
from ...domain.times import LONDON
from ...languages.marking import by_sentence, reply_in
from ..asking import hand_over
from ..frame import Visit, clock, go_to, show
from ..shownagain import kept_for_them, only_once
from ..wanted import FIRST
from .addresses import RECEIPT
from .helping import help_after
from .speaking import speaks

#: The title of each: what stands in a history, or in a tab, says nothing of what is read there.
TITLE: Final = "Your page"
WRITTEN: Final = "We have written this down"
_LONGEST_ID: Final = 64


class _ToldOfIt(msgspec.Struct, frozen=True):
    """What is said of it, in English. It is put into their language when it is shown."""

    receipt: dict[str, Any]
    stopped: list[dict[str, Any]]
    stops_all: bool


def receipt_of(
    visit: Visit,
    kept: Mapping[str, Any],
    *,
    stopped: Sequence[Mapping[str, Any]],
    stops_all: bool,
    is_once: bool = False,
    left: Mapping[str, Any] | None = None,
) -> Response:
    """Shown as the reply to the form: its words are true of this moment and stand nowhere else;
    once, where that it was said at all is to be read by nobody. `left`: what was sent with it and
    is not kept.
    """
    said = _ToldOfIt(dict(kept["receipt"]), [dict(one) for one in stopped], stops_all)
    if is_once:
        return only_once(_shown(visit, said, None, left))
    id = kept_for_them(visit, RECEIPT, msgspec.msgpack.encode(said))
    return _shown(visit, said, id)


def receipt_shown(visit: Visit) -> Response:
    """The receipt as a file that can be checked without us; or the page of it in the language that
    was chosen there. Its hash is in no address.
    """
    if speaks(visit):
        id = visit.typed("receipt", _LONGEST_ID)
        found = visit.service.last_shown.find(RECEIPT, id)
        if found is None:
            return go_to(FIRST)
        return _shown(visit, msgspec.msgpack.decode(found, type=_ToldOfIt), id)
    wanted = {"entry_hash": visit.typed("entry_hash", _LONGEST_ID)}
    return hand_over(visit, "showOwnReceipt", wanted)


def _shown(
    visit: Visit, said: _ToldOfIt, id: str | None, left: Mapping[str, Any] | None = None
) -> Response:
    receipt = said.receipt
    at = datetime.fromisoformat(receipt["recorded_at"])
    return show(
        visit,
        "receipt_kept.html",
        TITLE,
        heading=WRITTEN,
        speaks_with="own-form" if id else "",
        id=id,
        stopped=[reply_in(visit.language, one) for one in said.stopped],
        stops_all=said.stops_all,
        **means_in(visit, receipt["means"]),
        day=visit.language.day(at.astimezone(LONDON).date()),
        clock=clock(at),
        entry_hash=receipt["entry_hash"],
        groups=[receipt["entry_hash"][at : at + 4] for at in range(0, 64, 4)],
        square=Markup(qr_code(receipt["entry_hash"])),  # noqa: S704 - digits alone
        left=left,
        **help_after(visit),
    )


def means_in(visit: Visit, means: str | None) -> dict[str, Any]:
    """What it means, a sentence in a line; and in English beside what no translator has checked."""
    if means is None:
        return {"means": [], "in_english": None}
    english = None if visit.language.is_checked else means
    return {"means": by_sentence(visit.language, means), "in_english": english}

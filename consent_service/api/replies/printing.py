"""A receipt as a page to print: one file of HTML that loads nothing and runs nothing.

The page is made from what the receipt itself shows once it has been checked, so that the paper
cannot say anything else than the file does. It is no proof, and says so.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import Final

import segno
from flask import render_template
from markupsafe import Markup

from ledger.entry import entry_hash, format_entry
from ledger.receipt import CheckedReceipt

from ...domain.codes import codes
from ...domain.may import FAMILY
from ...domain.onpaper import OnPaper
from ...domain.recorded.content import SERVICE, By, Content
from ...domain.words.naming import moment as spoken_moment
from ..edge.operations import Sent
from .showing import moment

HTML: Final = "text/html; charset=utf-8"

_STYLE: Final = (
    files("consent_service").joinpath("templates", "receipt.css").read_text(encoding="utf-8")
)
_DIGEST: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
#: Nothing but this one style: no script, no image, no font, no form, no frame.
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_DIGEST}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def receipt_page(
    checked: CheckedReceipt, paper: OnPaper, *, content: Content, filename: str, is_own: bool
) -> Sent:
    """The page. Nobody is named by it."""
    entry = checked.entry
    recorded = content.recorded(entry.at)
    hash_ = entry_hash(format_entry(entry)).hex()
    page = render_template(
        "receipt.html",
        style=Markup(_STYLE),  # noqa: S704 - a file of ours
        paper=paper,
        is_own=is_own,
        recorded=spoken_moment(recorded),
        recorded_utc=moment(recorded),
        recorded_by=_by(content.by, is_own=is_own),
        ledger=entry.ledger,
        place=entry.seq,
        file=entry.file,
        size=checked.checkpoint.size,
        groups=[hash_[at : at + 4] for at in range(0, len(hash_), 4)],
        code=Markup(qr_code(hash_)),  # noqa: S704 - digits alone
        filename=filename,
    )
    return Sent(page.encode(), HTML, policy=POLICY)


def qr_code(text: str) -> str:
    """A QR code as SVG without a size of its own. A quarter of it may be creased or stained."""
    code = segno.make(text, micro=False, error="q")
    return code.svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None)


def _by(who: By, *, is_own: bool) -> str:
    """In terms of the role alone; of what nobody wrote, that the service did."""
    role = who.role
    if who.id == SERVICE.id:
        return "The service"
    if role in FAMILY:
        return "You, on your own page" if is_own else "The person themself, on their own page"
    known = codes("staff_roles").get(role)
    return "The service" if known is None else known.label

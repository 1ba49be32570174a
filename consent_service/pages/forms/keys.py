"""Under which key what a form sends is recorded, however often it is sent: the one rule of how a
key is made and what it may look like. What somebody typed is never refused for one.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Final

from flask import request

_ONCE: Final = "once"
_KEY: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")


def new_key() -> str:
    """One that no form has had."""
    return secrets.token_urlsafe(24)


def as_key(sent: str) -> str:
    """The key as it was sent; of what cannot be one, the one that it always stands for."""
    return sent if _KEY.fullmatch(sent) else _made_of(sent)


def key_of_tab(once: str, tab: str) -> str:
    """The key of what is kept in one tab, whatever is saved there next: whoever goes back to a form
    as it was first shown, and on from there, saves it beside what they had typed by then.
    """
    return _made_of(f"{once}\n{tab}") if tab else once


def key_sent() -> str:
    """The key that came with what was sent; empty where none did."""
    sent = request.form.get(_ONCE, "").strip()
    return as_key(sent) if sent else ""


def _made_of(words: str) -> str:
    return hashlib.sha256(words.encode(errors="backslashreplace")).hexdigest()[:32]

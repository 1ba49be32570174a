"""What problems of who asks mean: signing in, and what somebody signed in may not do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .outages import Problem

WHO_ASKS: Final[Mapping[str, Problem]] = {
    "unauthenticated": Problem(
        401, "We do not know who is asking.", "Sign in again, or send a valid bearer token."
    ),
    "sign-in-failed": Problem(
        403,
        "That did not work.",
        "Begin again, and check what you type. A code is good once. After several attempts wait a "
        "quarter of an hour.",
    ),
    "password-too-short": Problem(
        422, "This password has too few characters, or too many.", "Choose one of 12 to 128."
    ),
    "password-too-common": Problem(
        422,
        "This password would be guessed.",
        "Choose one that is on no list, and without your staff id in it.",
    ),
    "not-from-our-page": Problem(
        403,
        "This did not come from a page of ours that is still good.",
        "Go back, load the page again, and press once more.",
    ),
    "not-your-role": Problem(
        403, "This is not for your role.", "Ask a colleague whose role it is, or a manager."
    ),
    "sign-in-again": Problem(
        403,
        "For this you show once more who you are.",
        "Sign in again, and do it within five minutes. With a token: send a new one.",
    ),
}

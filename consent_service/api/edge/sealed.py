"""Headers that every reply bears, whoever gives it: the application, or the front before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: Nothing that is ours asks for any of these.
_SWITCHED_OFF: Final = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "usb",
)

#: Of all replies. A page of ours stands alone in its group of windows, in nobody's frame, and
#: nobody else's page may load anything of ours.
SEALED: Final[Mapping[str, str]] = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _SWITCHED_OFF),
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
#: Of those that say nothing else. What auditors are given is the same for ever; a page has its
#: style, and tells its own forms where they came from.
UNLESS_SAID: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
}

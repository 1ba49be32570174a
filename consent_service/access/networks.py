"""From where a request comes, as far as that can be believed.

An address that a client writes into `X-Forwarded-For` itself says nothing. Each proxy of ours adds
whoever spoke to it at the right end, so with a known number of proxies the address is counted from
there, never from the left. Without that number the header is not looked at.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from typing import Any, Final

#: A household or an office: what somebody can change at will is inside of these.
_V4_BITS, _V6_BITS = 24, 56
_WITH_PORT: Final = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+")
#: Whoever cannot be told apart from others who cannot.
UNKNOWN: Final = "unknown"


def network_of(environ: Mapping[str, Any], proxies: int) -> str:
    """The network that a request comes from, as `192.0.2.0/24` or `2001:db8::/56`, or `UNKNOWN`.

    `proxies` is how many of ours stand before the service. Whoever came past some of them is known
    by whom the innermost saw, or by their own connection.
    """
    address = str(environ.get("REMOTE_ADDR", ""))
    named = [one.strip() for one in str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",")]
    if proxies and named != [""]:
        address = named[-min(proxies, len(named))]
    port = _WITH_PORT.fullmatch(address)
    try:
        found = ipaddress.ip_address(address if port is None else port[1] or port[2])
    except ValueError:
        return UNKNOWN
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    if isinstance(found, ipaddress.IPv4Address):
        return str(ipaddress.IPv4Network((int(found), _V4_BITS), strict=False))
    return str(ipaddress.IPv6Network((int(found), _V6_BITS), strict=False))

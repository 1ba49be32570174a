"""Whose page something was typed on, signed into the page: a session may end, or be ended in
another tab, while they type, and then nothing else says whose draft it is.

It lets nobody in. By it what is sent from that page is kept for its author as a draft, and no more.
"""

from __future__ import annotations

from typing import Any, Final

from flask_jwt_extended import create_access_token, decode_token

from ..domain.may import Kind, Principal, kind_of
from .moments import assert_is_good
from .sessions import Browsers
from .spelling import NO_TOKEN_OF_OURS, read_token

#: Seconds for which a page may stand open: as long as a session of staff's lives at most.
_STANDS_OPEN: Final = 8 * 3600
#: Longer than any that we sign.
_LONGEST: Final = 2_000
_THEIRS: Final = frozenset({Kind.STAFF, Kind.PARTNER})


def signed_for(browsers: Browsers, who: Principal) -> str:
    """What the page brings back with what was typed; nothing for somebody of a family."""
    if who.kind not in _THEIRS:
        return ""
    begins = min(browsers.moments())
    claims: dict[str, Any] = {
        "aud": audience_of_pages(browsers),
        "authority": who.authority,
        "roles": sorted(who.roles),
        "iat": begins,
        "nbf": begins,
        "exp": begins + _STANDS_OPEN,
    }
    signed: str = create_access_token(identity=who.id, additional_claims=claims)
    return signed


def whose_page(browsers: Browsers, brought: str) -> Principal | None:
    """Who it was, if we said so and it is not over."""
    if not brought or len(brought) > _LONGEST:
        return None
    try:
        _, claims = read_token(brought)
        decode_token(brought)
        assert_is_good(claims, browsers.moments())
        if claims["aud"] != audience_of_pages(browsers) or claims["type"] != "access":
            return None
        roles = frozenset(map(str, claims["roles"]))
        return Principal(
            kind=kind_of(roles),
            id=str(claims["sub"]),
            authority=str(claims["authority"]),
            roles=roles,
            client=str(claims["sub"]),
            is_confirmed=False,
        )
    except NO_TOKEN_OF_OURS:
        return None


def audience_of_pages(browsers: Browsers) -> str:
    """For whom such a one is: no session, and no program."""
    return f"{browsers.audience}/typed"

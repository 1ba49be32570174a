"""Who is asking: a bearer token, verified by flask-jwt-extended and then by us.

The library alone accepts a token without `exp`, `jti` or `type`, with any member in its header, and
with claims that say two things at once. What it leaves open is closed before it is asked, in
`read_token`, and after, in `_checked`. Every failure is the same 401 and the same body: which check
failed is nobody's business. Tokens carry no personal data; `sub` is an opaque id.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask, current_app, request
from flask_jwt_extended import JWTManager, create_access_token, verify_jwt_in_request

from ..actions.refused import Refused
from ..domain.codes import codes
from ..domain.may import ADVOCATE, FAMILY, PARTNER, Kind, Principal, kind_of
from ..domain.recorded.content import is_nobodys
from ..settings import Settings
from .clientgrants import TOKEN_KIND, client_of
from .moments import LEEWAY, NEVER, Moments, assert_is_good
from .rolesnow import Rights
from .sessions import Browsers
from .spelling import LONGEST_TOKEN, NO_TOKEN_OF_OURS, read_token
from .tokenkeys import KEYRING, TokenKeyring, TokenKeys, token_keys_now
from .typedby import audience_of_pages

ALGORITHM: Final = "ES256"
#: The longest life of a token, and of a demonstration's, which lasts a working day.
LONGEST_LIFE: Final = 15 * 60
DEMONSTRATION_LIFE: Final = 12 * 3600
_BEARER: Final = re.compile(r"Bearer (([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86}))")
#: How many verified tokens are remembered: each as a digest and what it says, some hundred bytes.
_MOST_REMEMBERED: Final = 4096
#: What a token says it is: one of staff or of the family, or a client's.
_KINDS: Final = ("JWT", TOKEN_KIND)
_HEADER: Final = frozenset({"alg", "typ", "kid"})
#: Claims that some roles need, and no other may have, and how they are written.
_FORMS: Final = {
    "file": re.compile(r"[0-9a-f]{32}"),
    "person": re.compile(r"[0-9a-f]{24}"),
    "agency": re.compile(r"[A-Z_0-9]{1,64}"),
    "organisation": re.compile(r"[0-9a-f]{8,64}"),
    "named_at": re.compile(r"0|[1-9][0-9]{0,14}"),
}
#: An id that says nothing about anybody: an address of somebody's has an @.
_OPAQUE: Final = re.compile(r"[A-Za-z0-9._:-]{1,64}")


@dataclass(frozen=True, slots=True)
class _Verified:
    principal: Principal
    expires: int

    def is_good(self, moments: tuple[int, ...]) -> bool:
        """Whether it is not over, by one of the clocks."""
        return self.expires + LEEWAY > min(moments)


def _token_in(*headers: str) -> str | None:
    """The token in the one header that brings one."""
    if len(headers) != 1 or len(headers[0]) > LONGEST_TOKEN + len("Bearer "):
        return None
    bearer = _BEARER.fullmatch(headers[0])
    return None if bearer is None else bearer[1]


class Access:
    """Verifies tokens. One instance an application, made by `create_app`."""

    def __init__(
        self,
        app: Flask,
        settings: Settings,
        keys: TokenKeyring,
        demos: Mapping[str, bool],
        *,
        browsers: Browsers,
        rights: Rights,
        moments: Moments,
    ) -> None:
        self._demonstrations = demos
        self._rights = rights
        self._moments = moments
        self.browsers = browsers
        self._audience = settings.audience
        self._keys = keys
        #: What was verified, with the keys of then.
        self._seen: tuple[TokenKeys, dict[bytes, _Verified]] = (keys.now(), {})
        self._guard = threading.Lock()
        self._settings: dict[str, Any] = {
            "JWT_ALGORITHM": ALGORITHM,
            "JWT_DECODE_ALGORITHMS": [ALGORITHM],
            "JWT_ENCODE_ISSUER": settings.issuer,
            "JWT_DECODE_ISSUER": settings.issuer,
            "JWT_ENCODE_AUDIENCE": settings.audience,
            # Whose a token is, a bearer's or a browser's, is compared exactly where each is read.
            "JWT_DECODE_AUDIENCE": [
                *(settings.audience, browsers.audience, audience_of_pages(browsers)),
            ],
            # It knows the wall clock alone. Whether a token is over is asked where each is read.
            "JWT_DECODE_LEEWAY": NEVER,
            "JWT_TOKEN_LOCATION": ["headers"],
            "JWT_ACCESS_TOKEN_EXPIRES": timedelta(seconds=LONGEST_LIFE),
        }
        self.attach(app)

    def attach(self, app: Flask) -> None:
        """Make an application verify tokens with these settings, and with no others."""
        app.config.update(self._settings)
        app.extensions[KEYRING] = self._keys
        manager = JWTManager(app)
        manager.encode_key_loader(lambda _: token_keys_now().active)
        manager.additional_headers_loader(lambda _: {"kid": token_keys_now().kid})
        manager.decode_key_loader(lambda header, _: _key_of(header, token_keys_now()))

    def principal(self, *, cannot_wait: Callable[[], bool] = lambda: False) -> Principal:
        """Who makes this request, by a token or else by a browser's cookie. Raises the one 401, and
        `CannotRead` where nobody can say whether the cookie still counts, unless it `cannot_wait`.
        """
        headers = request.headers.getlist("Authorization")
        # No other site can make a browser send this header, so it goes first and needs no more.
        if not headers and self.browsers.has_cookie():
            return self.browsers.principal(cannot_wait=cannot_wait)
        token = _token_in(*headers)
        if token is None:
            raise Refused("unauthenticated")
        moments = self._moments()
        digest, known = self._known(token)
        seen = known.get(digest)
        # The library parses a token four times; one verified before is good until it expires.
        if seen is not None and seen.is_good(moments):
            return seen.principal
        verified = self._verify(token, moments)
        with self._guard:
            while len(known) >= _MOST_REMEMBERED:
                del known[next(iter(known))]
            known[digest] = verified
        return verified.principal

    def seen_before(self, *headers: str) -> Principal | None:
        """The same, by what these headers `Authorization` say, where it was verified before."""
        token = _token_in(*headers)
        if token is None:
            return None
        digest, known = self._known(token)
        seen = known.get(digest)
        return seen.principal if seen is not None and seen.is_good(self._moments()) else None

    def _known(self, token: str) -> tuple[bytes, dict[bytes, _Verified]]:
        """By which digest a token is remembered, and what was verified with the keys of now."""
        # Whoever reads this memory finds no token in it.
        digest = hashlib.sha256(token.encode("ascii")).digest()
        keys, known = self._seen
        now = self._keys.now()
        if keys is not now:
            # What an old key signed is looked at again.
            self._seen = _, known = (now, {})
        return digest, known

    def as_of_now(self, principal: Principal) -> Principal:
        """The same, with those of their roles that stand on the ledger now. Raises `StorageError`
        where that cannot be known.

        Where all families are made up who asks has the roles that they came with, so that anybody
        can be tried out, but for those that somebody has taken back. Whoever signed in with an
        account came with none, there and elsewhere.
        """
        if principal.kind not in (Kind.STAFF, Kind.PARTNER) or not principal.is_confirmed:
            return principal
        if self._demonstrations[principal.authority] and principal.roles:
            return self._rights.but_taken_back(principal)
        return self._rights.as_of_now(principal)

    def _verify(self, token: str, moments: tuple[int, ...]) -> _Verified:
        try:
            header, claims = read_token(token)
            if verify_jwt_in_request() is None:
                # The library lets some methods pass unverified. None of our routes takes them.
                raise ValueError("not verified")
            return self._checked(header, claims, moments)
        except NO_TOKEN_OF_OURS as error:
            raise Refused("unauthenticated") from error

    def _checked(self, header: Any, claims: Any, moments: tuple[int, ...]) -> _Verified:
        """What the library does not require of a token it has verified. Raises `ValueError`."""
        kid = header.get("kid", "")
        kind = header.get("typ")
        if not set(header) <= _HEADER or header.get("alg") != ALGORITHM or kind not in _KINDS:
            raise ValueError("another kind of token")
        if type(kid) is not str or len(kid) > 64:
            raise ValueError("no name of a key")
        issued, expires = assert_is_good(claims, moments)
        authority = claims["authority"]
        longest = LONGEST_LIFE
        if claims.get("demonstration") is True and self._demonstrations[authority]:
            longest = DEMONSTRATION_LIFE
        if expires - issued > longest:
            raise ValueError("a life longer than tokens have")
        subject, token_id, client = (
            claims["sub"],
            claims["jti"],
            claims.get("client", claims["sub"]),
        )
        if not all(type(v) is str and _OPAQUE.fullmatch(v) for v in (subject, token_id, client)):
            raise ValueError("no opaque id")
        if claims.get("type") != "access" or claims["aud"] != self._audience:
            raise ValueError("a token for something else")
        roles = claims["roles"]
        if type(roles) is not list or not roles or not set(roles) <= set(codes("staff_roles")):
            raise ValueError("roles that are not roles")
        if authority not in self._demonstrations:
            raise ValueError("an authority that is not here")
        if kind == TOKEN_KIND:
            return _Verified(client_of(claims, authority), expires)
        if "client_id" in claims:
            raise ValueError("a client's token that is none")
        assert_roles_are_whole(claims)
        file, person, agency, organisation, named_at = map(claims.get, _FORMS)
        principal = Principal(
            kind=kind_of(frozenset(roles)),
            id=subject,
            authority=authority,
            roles=frozenset(roles),
            client=client,
            file=file,
            person=person,
            agency=agency,
            organisation=organisation,
            named_at=None if named_at is None else int(named_at),
            auth_time=datetime.fromtimestamp(issued, UTC),
        )
        return _Verified(principal, expires)


def longest_life(demonstrations: Mapping[str, bool]) -> int:
    """Seconds for which something that is signed with the token key may hold: a token, or the
    cookie of a session.
    """
    made_up = DEMONSTRATION_LIFE if any(demonstrations.values()) else 0
    return max(LONGEST_LIFE, made_up, *map(Browsers.life, Kind)) + LEEWAY


def _key_of(header: Mapping[str, Any], keys: TokenKeys) -> ec.EllipticCurvePublicKey:
    """The key by which a token has to be signed: the one it names, else the present one. Raises
    `ValueError` for one that is none of ours.
    """
    kid = header.get("kid", keys.kid)
    key = keys.public.get(kid) if isinstance(kid, str) else None
    if key is None:
        raise ValueError("another key")
    return key


def assert_roles_are_whole(claims: Mapping[str, Any]) -> None:
    """Raise `ValueError` unless a token has what its roles need, and nothing that only others have.

    One of the family is `person` on one `file`. Staff who are also parents here have another token
    for that: one that were both would let a family's page show what staff see, or staff act as a
    parent. A partner speaks for one service, an `organisation` of the directory of type `agency`:
    a type alone would be asked about every service of it. An advocate supports the `person` by whom
    they were `named_at` a place of the ledger.
    """
    roles = claims["roles"]
    if is_nobodys(claims["sub"]):
        raise ValueError("This id stands for nobody on the staff.")
    needed = set()
    if not FAMILY.isdisjoint(roles):
        needed = {"file", "person"}
    elif PARTNER in roles:
        needed = {"agency", "organisation"}
    elif ADVOCATE in roles:
        needed = {"file", "person", "named_at"}
    if needed and len(roles) != 1:
        raise ValueError("A token of the family, of an advocate or a partner has one role.")
    if needed != set(_FORMS) & set(claims):
        needs = " and ".join(sorted(needed)) or "no file, person or organisation"
        raise ValueError(f"This role needs {needs}, and no more.")
    for name in needed:
        if type(claims[name]) is not str or _FORMS[name].fullmatch(claims[name]) is None:
            raise ValueError(f"This cannot be a {name}.")
    if "agency" in needed and claims["agency"] not in codes("agencies"):
        raise ValueError("This is no type of agency.")


def issue_token(
    subject: str,
    roles: list[str],
    authority: str,
    *,
    demonstration: bool = False,
    file: str | None = None,
    person: str | None = None,
    agency: str | None = None,
    organisation: str | None = None,
    named_at: int | None = None,
) -> str:
    """A token of this application, for development, demonstrations and tests.

    Lasts 15 minutes; with `demonstration`, a working day, which only a demonstration ledger
    accepts. `file` and `person` are for a parent or young person, and with `named_at` for an
    advocate; `agency` and `organisation` for a partner. Runs inside an application context. Raises
    `ValueError` for what no token would be.
    """
    own = {"file": file, "person": person, "agency": agency, "organisation": organisation}
    own["named_at"] = None if named_at is None else str(named_at)
    claims: dict[str, Any] = {"roles": roles, "authority": authority}
    claims |= {name: said for name, said in own.items() if said is not None}
    assert_roles_are_whole({**claims, "sub": subject})
    life = LONGEST_LIFE
    if demonstration:
        claims["demonstration"] = True
        life = DEMONSTRATION_LIFE
    with current_app.app_context():
        token: str = create_access_token(
            identity=subject, additional_claims=claims, expires_delta=timedelta(seconds=life)
        )
        return token

"""Whoever has signed in with a browser: a cookie that names one row of the list of live sessions.

The cookie holds a token of ours whose `jti` is a secret of 32 random bytes; the list knows it by
its SHA-256 alone. The token says who it was for and nothing else of them; what they may is in the
row and on the ledger. A secret is never given twice: whoever signs in has a new one, and the
session that the browser had before has ended.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

import structlog
from flask import Response, g, request
from flask_jwt_extended import create_access_token, decode_token

from ..actions.refused import Refused
from ..domain.may import Kind, Principal, kind_of
from ..storage.database.deadline import CALL_SECONDS, one_call
from ..storage.door.requests import OffLedger
from ..storage.door.trouble import CannotRead, StorageError
from ..storage.people.sessions import WHOSE, HeldSession, Live, Sessions
from .moments import Moments, assert_is_good
from .spelling import LONGEST_TOKEN, NO_TOKEN_OF_OURS, read_token

log = structlog.get_logger("consent_service.sessions")

#: Seconds without a request, and in all, after which a session has ended.
IDLE: Final[Mapping[str, int]] = {Kind.FAMILY: 20 * 60, Kind.ADVOCATE: 20 * 60}
LIFE: Final[Mapping[str, int]] = {Kind.FAMILY: 60 * 60, Kind.ADVOCATE: 60 * 60}
_IDLE_OF_STAFF: Final = 30 * 60
_LIFE_OF_STAFF: Final = 8 * 3600

#: A browser takes a cookie of this name over TLS alone, for this host alone and for every path.
COOKIE: Final = "__Host-session"
#: In a demonstration on this machine, where there is no TLS: browsers refuse the other name there.
PLAIN_COOKIE: Final = "session-demo"
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost"})
_SECRET_BYTES: Final = 32
#: Seconds that whoever cannot wait is kept waiting to be looked up.
_A_MOMENT: Final = 0.3
#: The header that scripts of ours send where a form has a field.
CSRF_HEADER: Final = "X-CSRF-Token"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody whose session lives, and until when."""

    principal: Principal
    ends_at: datetime
    idle: timedelta


class SessionBegun(NamedTuple):
    """A session that lives once its row stands: whose, and the secret that its cookie will hold."""

    authority: str
    held: HeldSession
    secret: bytes
    row: list[OffLedger]


class Browsers:
    """Starts, finds and ends the sessions of every authority here."""

    def __init__(
        self,
        audience: str,
        sessions: Mapping[str, Sessions],
        demonstrations: Mapping[str, bool],
        now: Callable[[], float] = time.time,
        *,
        elapsed: Callable[[], float] | None = None,
        last: Callable[[], float | None] = lambda: None,
    ) -> None:
        self.audience = f"{audience}/browser"
        self._sessions = sessions
        self._made_up = all(demonstrations.values())
        self.now = now
        self._moments = Moments(self.time, elapsed, last)

    def moments(self) -> tuple[int, ...]:
        """The moments that may be now, for all that concerns signing in."""
        return self._moments()

    def _begins(self) -> int:
        """When a new session begins: by the earlier of two clocks, so that none is ended by it that
        is over by the other alone.
        """
        return min(self._moments())

    def time(self) -> float:
        """Seconds since 1970, for all that concerns signing in."""
        return self.now()

    # ── one session ─────────────────────────────────────────────────────────────────────────

    def start(self, response: Response, authority: str, held: HeldSession) -> None:
        """Sign somebody in: a new session, and its cookie on this response.

        Raises `CannotRecord`: then nobody is signed in.
        """
        secret, life = os.urandom(_SECRET_BYTES), self.life(held.kind)
        self._sessions[authority].add(_row(secret), held, self._begins(), life)
        self.has_begun(response, SessionBegun(authority, held, secret, []))

    def beginning(self, authority: str, held: HeldSession) -> SessionBegun:
        """A session to be, whose row is somebody else's to put there."""
        secret, life = os.urandom(_SECRET_BYTES), self.life(held.kind)
        row = self._sessions[authority].adding(_row(secret), held, self._begins(), life)
        return SessionBegun(authority, held, secret, row)

    def has_begun(self, response: Response, begun: SessionBegun) -> None:
        """Its row stands: put its cookie on this response. Raises `CannotRecord`, with the cookie
        there, where what this browser had before could not be ended.
        """
        authority, held, secret, _ = begun
        before = self._claims()
        if before is not None:
            self._sessions[before["authority"]].end(_row(before["secret"]))
        begins = self._begins()
        token = create_access_token(
            identity=held.subject,
            additional_claims={
                "aud": self.audience,
                "authority": authority,
                "jti": _text(secret),
                "roles": list(held.roles),
                # By the clock that the session's row goes by, and not by the library's own.
                "iat": begins,
                "nbf": begins,
                "exp": begins + self.life(held.kind),
            },
        )
        self._set(response, token, self._name)

    @staticmethod
    def life(kind: str) -> int:
        """Seconds after which a session of somebody of this kind has ended, however busy."""
        return LIFE.get(kind, _LIFE_OF_STAFF)

    def current(self) -> SignedIn | None:
        """Who is signed in with this request's cookie, if anybody. Raises `CannotRead`."""
        claims = self._claims()
        if claims is None:
            return None
        authority, secret = claims["authority"], claims["secret"]
        rows, id = self._sessions[authority], _row(secret)
        found = (rows.find(id, now) for now in self._moments())
        live = next((one for one in found if one is not None), None)
        if live is None:
            return None
        return SignedIn(
            _principal(authority, live, _row(secret).hex()),
            datetime.fromtimestamp(live.ends_at, UTC),
            timedelta(seconds=live.held.idle),
        )

    def end_all_of(self, authority: str, subject: str) -> None:
        """End every session of somebody, in every browser. Raises `CannotRecord`."""
        self._sessions[authority].end_all_of(subject)

    def end_elsewhere(self, authority: str, issuer: str, sid: str) -> None:
        """End what was begun in a provider's session that has ended. Raises `CannotRecord`."""
        self._sessions[authority].end_elsewhere(issuer, sid)

    def end(self, response: Response) -> None:
        """Sign out. The browser forgets at once, whatever becomes of the row."""
        claims = self._claims()
        self._set(response, "", self._name)
        response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        if claims is not None:
            self._sessions[claims["authority"]].end(_row(claims["secret"]))

    def leave(self, response: Response, *, by_itself: bool = False) -> None:
        """Sign out and be gone: where the end can be written down nowhere, nobody is kept here to
        read that, and the browser has forgotten. A page that leaves by itself ends nothing that
        another page of the session is in use by.
        """
        claims = self._claims() if by_itself else None
        if claims is not None:
            rows, id = self._sessions[claims["authority"]], _row(claims["secret"])
            if any(rows.is_in_use(id, now) for now in self._moments()):
                return
        try:
            self.end(response)
        except StorageError as error:
            log.error("session.not_ended", trouble=type(error).__name__)

    def is_familys(self) -> bool:
        """Whether this cookie is a family's, or a supporter's, be its session over or not."""
        claims = self._claims()
        return claims is not None and kind_of(frozenset(claims["roles"])) in IDLE

    def secret(self) -> tuple[str, bytes, int] | None:
        """What this request's cookie alone holds: whose it is, the secret, seconds it may live."""
        claims = self._claims()
        if claims is None:
            return None
        kind = kind_of(frozenset(claims["roles"]))
        return claims["authority"], claims["secret"], self.life(kind)

    def has_cookie(self) -> bool:
        """Whether this request brings a session's cookie, be it good or not."""
        return self._name in request.cookies

    # ── who asks with a cookie ──────────────────────────────────────────────────────────────

    def principal(self, *, cannot_wait: Callable[[], bool]) -> Principal:
        """Who asks with this cookie. What changes something must come from a page of ours.

        Where the list cannot be had, whoever asks what cannot wait is believed by the signature
        alone, and marked so. Raises `Refused`, and `CannotRead` for anything else then.
        """
        claims = self._claims()
        if claims is None:
            raise Refused("unauthenticated")
        if request.method not in ("GET", "HEAD"):
            self.assert_from_our_page()
        hurries = cannot_wait()
        try:
            with one_call(_A_MOMENT if hurries else CALL_SECONDS):
                signed_in = self.current()
        except CannotRead:
            believed = self.believed()
            if not hurries or believed is None:
                raise
            return believed
        if signed_in is None:
            raise Refused("unauthenticated")
        return signed_in.principal

    def believed(self) -> Principal | None:
        """Whom this cookie's signature alone names: where the list cannot be had, and for what
        shows nothing of anybody.
        """
        claims = self._claims()
        if claims is None:
            return None
        roles = frozenset(claims["roles"])
        return Principal(
            kind=kind_of(roles),
            id=claims["sub"],
            authority=claims["authority"],
            roles=roles,
            client=claims["sub"],
            is_confirmed=False,
        )

    def csrf(self) -> str:
        """What the forms of this browser's pages bring back: nobody knows it who has no cookie, and
        each sign-in has another. Empty without a cookie.
        """
        claims = self._claims()
        return "" if claims is None else _text(hmac.digest(claims["secret"], b"form", "sha256"))

    def assert_from_our_page(self) -> None:
        """Refuse what another site had a browser send.

        Every browser says where a form stood, and none lets a page say otherwise; whoever has a
        cookie also brings what only the pages shown with it know. Raises `Refused`.
        """
        if not self.is_sent_from_here():
            raise Refused("not-from-our-page")
        brought = request.headers.get(CSRF_HEADER) or request.form.get("csrf", "")
        if not hmac.compare_digest(brought.encode(), self.csrf().encode()):
            raise Refused("not-from-our-page")

    def is_sent_from_here(self) -> bool:
        """Whether the form stood on a page of ours, as the browser says; not whose page it was."""
        site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
        if site is None and origin is None:
            return False
        return site in (None, "same-origin") and origin in (None, self.origin)

    # ── while somebody is with a provider ───────────────────────────────────────────────────

    def remember(self, response: Response, kept: str) -> None:
        """Keep what was asked of a provider in a cookie, until the browser is back; or what the
        second form of an account of ours brings, until it is sent.
        """
        self._set(response, kept, f"{self._name}-asked")

    def remembered(self) -> str:
        """What was asked; nothing if nothing was, or if two say so."""
        found = request.cookies.getlist(f"{self._name}-asked")
        return found[0] if len(found) == 1 else ""

    # ── in which language somebody reads ────────────────────────────────────────────────────

    def speak(self, response: Response, tag: str) -> None:
        """Remember the language until the browser is closed, whoever is signed in or not."""
        self._set(response, tag, f"{self._name}-language")

    def language(self) -> str:
        """The language that was chosen in this browser; nothing where none was."""
        return request.cookies.get(f"{self._name}-language", "")

    # ── the cookie ──────────────────────────────────────────────────────────────────────────

    @property
    def _is_plain(self) -> bool:
        return self._made_up and urlsplit(f"//{request.host}").hostname in _LOOPBACK

    @property
    def _name(self) -> str:
        return PLAIN_COOKIE if self._is_plain else COOKIE

    @property
    def origin(self) -> str:
        """What a browser calls us."""
        return f"{'http' if self._is_plain else 'https'}://{request.host}"

    def _set(self, response: Response, token: str, name: str) -> None:
        response.set_cookie(
            name,
            token,
            max_age=None if token else 0,
            secure=not self._is_plain,
            httponly=True,
            samesite="Lax",
            path="/",
        )

    def _claims(self) -> dict[str, Any] | None:
        """What this request's cookie says, verified once: that takes longer than to look it up."""
        if "cookie_says" not in g:
            g.cookie_says = self._read()
        claims: dict[str, Any] | None = g.cookie_says
        return claims

    def _read(self) -> dict[str, Any] | None:
        """What the cookie says, if we said it. Two of a name are nobody's: one of them was put
        there.
        """
        found = request.cookies.getlist(self._name)
        if len(found) != 1 or len(found[0]) > LONGEST_TOKEN:
            return None
        try:
            _, claims = read_token(found[0])
            decode_token(found[0])
            assert_is_good(claims, self._moments())
            if claims["aud"] != self.audience or claims["type"] != "access":
                return None
            if claims["authority"] not in self._sessions:
                return None
            secret = base64.urlsafe_b64decode(claims["jti"] + "=")
            if len(secret) != _SECRET_BYTES:
                return None
        except NO_TOKEN_OF_OURS:
            return None
        return {**claims, "secret": secret}


def held_for(subject: str, roles: frozenset[str], auth_time: float, **known: Any) -> HeldSession:
    """What a session of somebody with these roles holds. `known` are its other members."""
    kind = kind_of(roles)
    return HeldSession(
        kind=kind,
        subject=subject,
        roles=tuple(sorted(roles)),
        idle=IDLE.get(kind, _IDLE_OF_STAFF),
        auth_time=int(auth_time),
        **known,
    )


def _principal(authority: str, live: Live, id: str) -> Principal:
    held = live.held
    return Principal(
        kind=Kind(held.kind),
        id=held.subject,
        authority=authority,
        roles=frozenset(held.roles),
        client=held.subject,
        session=id,
        auth_time=datetime.fromtimestamp(held.auth_time, UTC),
        acr=held.acr,
        named_at=held.named_at,
        **{name: getattr(held, name) for name in WHOSE},
    )


def _row(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")

"""Signing in with a council's own provider: OpenID Connect's code flow with PKCE.

Authlib makes the requests; what comes back is held to what was asked for here. A provider that
was asked for an assurance level may answer with another or leave it out, and a library takes both.
Who somebody is, is the pair of issuer and subject: never an address, which others get later.
"""

from __future__ import annotations

import base64
import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from ..actions.refused import RecordDamaged, Refused
from ..storage.people.accounts import Accounts
from .clientgrants import ASSERTION_TYPE
from .limits import Limits
from .outside import Outside
from .provider import Provider
from .providers import ProvidersSaid, asserted, at_once

#: Seconds to come back from the provider.
_BETWEEN: Final = 10 * 60
#: Seconds for which whoever shows anew who they are may have shown it before.
FRESH: Final = 60
_LOGGED_OUT: Final = "http://schemas.openid.net/event/backchannel-logout"


class Identity(msgspec.Struct, frozen=True):
    """Whom a provider says somebody is, and how and when they showed it."""

    issuer: str
    #: What it knows them by.
    subject: str
    acr: str | None
    amr: tuple[str, ...]
    auth_time: int
    sid: str | None
    #: Where they were going when they were sent to the provider.
    wanted: str
    #: Who was to come back, where somebody signed in was sent there.
    again: str | None


class _SignInAsked(msgspec.Struct, frozen=True):
    """What was asked of the provider, sealed in the browser's cookie until it is back."""

    authority: str
    state: str
    nonce: str
    verifier: str
    until: int
    #: Who must come back, where somebody signed in shows anew who they are.
    again: str | None
    wanted: str
    #: Whether they show it now, whatever the provider knew already.
    is_fresh: bool


class Providers:
    """Every authority's: one for staff, and perhaps one for families. `for_whom` keeps what is
    asked of the one from being an answer of the other.
    """

    def __init__(
        self,
        providers: Mapping[str, Provider],
        accounts: Mapping[str, Accounts],
        limits: Limits,
        moments: Callable[[], tuple[int, ...]],
        outside: Outside,
        *,
        for_whom: str = "provider",
    ) -> None:
        self.of = providers
        self._for_whom = for_whom
        self._accounts = accounts
        self._limits = limits
        self._moments = moments
        self._outside = outside
        self._told = ProvidersSaid(moments, outside)

    # ── there and back ──────────────────────────────────────────────────────────────────────

    def ask(
        self,
        authority: str,
        back_to: str,
        again: str | None = None,
        wanted: str = "",
        *,
        is_fresh: bool = False,
    ) -> tuple[str, str]:
        """Where to send the browser, and what its cookie holds until it is back; `wanted` comes
        back with it. Who is to come back `again` shows anew who they are, and so does whoever is to
        be `is_fresh`.

        Raises `Refused`: `not-found` without a provider, `provider-unavailable`.
        """
        provider = self._provider(authority)
        metadata = self._told.said_by(provider).metadata
        asked = _SignInAsked(
            authority,
            secrets.token_urlsafe(32),
            secrets.token_urlsafe(32),
            secrets.token_urlsafe(48),
            min(self._moments()) + _BETWEEN,
            again,
            wanted,
            is_fresh or again is not None,
        )
        more = {"acr_values": " ".join(provider.acr)} if provider.acr else {}
        if provider.vtr:
            more["vtr"] = json.dumps(provider.vtr)
        if asked.is_fresh:
            # A level and a time that the provider had already would show nothing anew.
            more |= {"max_age": "0", "prompt": "login"}
        from .exchanging import address_to_ask  # noqa: PLC0415 - see there

        address = address_to_ask(
            provider,
            back_to,
            metadata["authorization_endpoint"],
            state=asked.state,
            nonce=asked.nonce,
            code_verifier=asked.verifier,
            **more,
        )
        sealed = self._accounts[authority].seal(self._for_whom, msgspec.json.encode(asked))
        return address, base64.urlsafe_b64encode(sealed).decode("ascii")

    def answered(
        self, authority: str, back_to: str, kept: str, said: Mapping[str, str]
    ) -> Identity:
        """Who came back. Raises `Refused`: `sign-in-failed` whatever was wrong, and
        `provider-unavailable`.
        """
        provider = self._provider(authority)
        asked = self._read(authority, kept)
        if not (
            asked.authority == authority
            and any(now < asked.until for now in self._moments())
            and hmac.compare_digest(asked.state.encode(), said.get("state", "").encode())
            # RFC 9207: of several providers, this one answered.
            and said.get("iss", provider.issuer) == provider.issuer
            and said.get("code")
            # Whoever has the cookie and the address of one return comes back once.
            and self._limits.first(authority, "provider-state", asked.state, until=asked.until)
        ):
            raise Refused("sign-in-failed")
        claims = self._exchanged(provider, back_to, asked, said["code"])
        return self._held_to(provider, asked, claims)

    def staff_of(self, authority: str, shown: Identity) -> str:
        """Who of the staff somebody is who came back. Raises `Refused`."""
        staff = self._staff(authority, shown.issuer, shown.subject)
        if shown.again not in (None, staff):
            raise Refused("sign-in-failed")
        return staff

    def _exchanged(
        self, provider: Provider, back_to: str, asked: _SignInAsked, code: str
    ) -> dict[str, Any]:
        from .exchanging import exchanged  # noqa: PLC0415 - see there

        endpoint = self._told.said_by(provider).metadata["token_endpoint"]
        shown = {}
        if provider.client_key:
            shown["client_assertion_type"] = ASSERTION_TYPE
            shown["client_assertion"] = asserted(provider, endpoint, self._moments()[0])
        token = at_once(
            self._outside,
            provider,
            lambda: exchanged(provider, back_to, endpoint, code, asked.verifier, **shown),
        )
        return self._told.claims(provider, token)

    def _held_to(self, provider: Provider, asked: _SignInAsked, claims: dict[str, Any]) -> Identity:
        """What the provider says, held to what was asked. Raises `Refused`."""
        moments = self._moments()
        nonce, acr, vot = claims.get("nonce"), claims.get("acr"), claims.get("vot")
        amr = claims.get("amr") or []
        auth_time = claims.get("auth_time", claims["iat"])
        if not (
            isinstance(nonce, str)
            and hmac.compare_digest(nonce.encode(), asked.nonce.encode())
            and (not provider.acr or acr in provider.acr)
            and (not provider.vtr or vot in provider.vtr)
            and isinstance(amr, list)
            and set(provider.amr) <= set(map(str, amr))
            and isinstance(auth_time, int)
            and (
                not asked.is_fresh
                or ("auth_time" in claims and any(now - auth_time <= FRESH for now in moments))
            )
        ):
            raise Refused("sign-in-failed")
        return Identity(
            provider.issuer,
            str(claims["sub"]),
            next((level for level in (acr, vot) if isinstance(level, str)), None),
            tuple(map(str, amr)),
            min(auth_time, max(moments)),
            str(claims["sid"]) if "sid" in claims else None,
            asked.wanted,
            asked.again,
        )

    def _staff(self, authority: str, issuer: str, subject: str) -> str:
        ours = self._accounts[authority]
        known = ours.find(ours.ids_of("provider", issuer, subject))
        if known is None:
            raise Refused("sign-in-failed")
        return known.account.staff

    # ── signed out there ────────────────────────────────────────────────────────────────────

    def signed_out(self, authority: str, token: str) -> tuple[str, str | None, str | None]:
        """Whose session at the provider has ended: its issuer, that session, or all of one of the
        staff. Each notice counts once. Raises `Refused` for what is none.
        """
        provider, moments = self._provider(authority), self._moments()
        claims = self._told.claims(provider, token, is_notice=True)
        events, jti = claims.get("events"), claims.get("jti")
        if not (
            isinstance(events, dict)
            and isinstance(events.get(_LOGGED_OUT), dict)
            and "nonce" not in claims
            and ("sid" in claims or "sub" in claims)
            and isinstance(jti, str)
            and any(abs(now - claims["iat"]) <= _BETWEEN for now in moments)
            and self._limits.first(
                authority,
                "provider-notice",
                provider.issuer,
                jti,
                until=max(moments) + 3 * _BETWEEN,
            )
        ):
            raise Refused("bad-request")
        if "sid" in claims:
            return provider.issuer, str(claims["sid"]), None
        return provider.issuer, None, self._staff(authority, provider.issuer, str(claims["sub"]))

    # ── the provider ────────────────────────────────────────────────────────────────────────

    def _provider(self, authority: str) -> Provider:
        if authority not in self.of:
            raise Refused("not-found")
        return self.of[authority]

    def _read(self, authority: str, kept: str) -> _SignInAsked:
        try:
            sealed = base64.urlsafe_b64decode(kept)
            return msgspec.json.decode(
                self._accounts[authority].unseal(self._for_whom, sealed), type=_SignInAsked
            )
        except (RecordDamaged, ValueError) as error:
            raise Refused("sign-in-failed") from error

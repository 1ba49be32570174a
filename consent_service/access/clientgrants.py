"""Systems that ask by themselves: from an assertion signed with their own key to an access token.

RFC 6749 `client_credentials` with RFC 7523 `private_key_jwt`. This service keeps public keys alone,
so nothing that is stolen from it can ask for a token. Which algorithm a signature is checked by
follows from the registered key, never from the assertion. Whoever is unknown, disabled or wrong
hears the same, after the same work.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import Any, Final

import jwt
import structlog
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from flask_jwt_extended import create_access_token

from ..actions.refused import Refused
from ..domain.may import Kind, Principal
from ..domain.recorded.clients import Client
from ..domain.recorded.content import CLIENT
from ..storage.believed.kept import KeptOwn
from ..storage.database.apart import NOBODY
from ..storage.door.trouble import CannotRecord
from .jwk import PublicOfClients, public_key
from .limits import Limit, Limits
from .moments import Moments
from .quotas import Usage
from .spelling import Signed, read_signed
from .tokenkeys import token_keys_now

log = structlog.get_logger("consent_service.clients")

TOKEN_PATH: Final = "/oauth/token"  # noqa: S105 - an address
ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
GRANT: Final = "client_credentials"
ALGORITHMS: Final = ("ES256", "EdDSA", "RS256")
#: Seconds that an assertion may last, and be old; and that its clock may be ahead of ours.
ASSERTION_LIFE: Final = 60
AHEAD: Final = 30
#: Seconds that an access token lasts.
TOKEN_LIFE: Final = 600
#: What kind of token it is (RFC 9068).
TOKEN_KIND: Final = "at+jwt"  # noqa: S105 - as above

#: Attempts of everybody from one network, and tokens of one client, so that a fault in a client
#: that asks for one with every request is found before it is everybody's.
PER_NETWORK: Final = Limit("token requests from a network", most=600, seconds=60)
#: From one network in that time so many are looked at, by what they have signed.
MOST_LOOKED_AT: Final = 6_000
PER_CLIENT: Final = Limit("tokens of a client", most=120, seconds=60)

_HEADER: Final = frozenset({"alg", "typ", "kid"})
_TYPES: Final = frozenset({"jwt", "client-authentication+jwt"})
_JTI: Final = re.compile(r"[!-~]{1,256}")
#: A worker that a client acts for, as staff ids are.
_STAFF: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,63}")


class TokenRefused(Exception):
    """A refusal of RFC 6749, 5.2. `error` is its code; why, is nobody's business."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


@dataclass(frozen=True, slots=True)
class Granted:
    """An access token, and what it is for."""

    token: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _ClientShown:
    """A client that has shown who it is, and by which key."""

    authority: str
    client: Client
    kid: str
    jti: str
    expires: int


class Clients:
    """The registered clients of every authority. One instance an application. Thread-safe."""

    def __init__(self, own: KeptOwn, limits: Limits, issuer: str, moments: Moments) -> None:
        self._own, self._limits, self._usage = own, limits, Usage(limits)
        self._moments = moments
        #: Who may be meant by `aud`: this service by its name, or the address that is asked.
        self._audiences = (issuer, f"{issuer}{TOKEN_PATH}")

    def grant(self, sent: Mapping[str, str], network: str) -> Granted:
        """A token for what was sent to the token endpoint. Runs inside an application context.

        Raises `TokenRefused`, `TooMany`, and `StorageError`: whoever cannot be looked up, or whose
        assertion cannot be remembered, gets none. In a network that asked too much, which others
        share, whoever shows who they are gets one.
        """
        with self._limits.shared(NOBODY, (PER_NETWORK, network), MOST_LOOKED_AT, TokenRefused):
            return self._granted(sent)

    def _granted(self, sent: Mapping[str, str]) -> Granted:
        """Raises as `grant` does."""
        if sent.get("grant_type") != GRANT:
            raise TokenRefused("unsupported_grant_type" if "grant_type" in sent else _BAD)
        if "client_secret" in sent or sent.get("client_assertion_type") != ASSERTION_TYPE:
            raise TokenRefused("invalid_client")
        shown = self._shown(sent.get("client_assertion", ""), sent.get("client_id"))
        scopes = _asked_for(sent.get("scope"), shown.client)
        self._spend(shown)
        claims = {
            "authority": shown.authority,
            "client_id": f"{shown.authority}.{shown.client.id}",
            "scope": " ".join(scopes),
            "roles": sorted(shown.client.roles),
            "key": shown.kid,
        }
        token: str = create_access_token(
            identity=claims["client_id"],
            additional_claims=claims,
            additional_headers={"typ": TOKEN_KIND, "kid": token_keys_now().kid},
            expires_delta=timedelta(seconds=TOKEN_LIFE),
        )
        return Granted(token, scopes)

    def _spend(self, shown: _ClientShown) -> None:
        """An assertion is good once, in whichever process."""
        who = f"{shown.authority}.{shown.client.id}"
        if not self._limits.first(
            shown.authority, "assertion", who, shown.jti, until=shown.expires
        ):
            log.warning("client.replay", authority=shown.authority, client=shown.client.id)
            raise TokenRefused("invalid_client")
        self._limits.take(shown.authority, (PER_CLIENT, who))

    def _shown(self, assertion: str, client_id: str | None) -> _ClientShown:
        """Who has signed this. Raises `TokenRefused`."""
        try:
            read = read_signed(assertion)
            named = read.claims.get("sub")
            if type(named) is not str or client_id not in (None, named):
                raise ValueError("not whom it says")
            authority, _, client = named.partition(".")
            found = self._find(authority, client)
            key, kid = _key_of(found, read)
            if not _holds(read, key) or found is None:
                raise ValueError("not signed by a client's key")
            jti, expires = self._claims(read, named)
        except (Refused, ValueError, TypeError, KeyError, RecursionError) as error:
            raise TokenRefused("invalid_client") from error
        return _ClientShown(authority, found, kid, jti, expires)

    def _find(self, authority: str, client: str) -> Client | None:
        if authority not in self._own.authorities:
            return None
        found = self._own.read(authority).standing_clients.get(client)
        return found if found is not None and found.is_good else None

    def _claims(self, read: Signed, client_id: str) -> tuple[str, int]:
        """The id of the assertion and when it ends. Raises `ValueError`."""
        claims = read.claims
        audience = claims["aud"]
        if isinstance(audience, list) and len(audience) == 1:
            audience = audience[0]
        issued, expires, jti = claims["iat"], claims["exp"], claims["jti"]
        begins = claims.get("nbf", issued)
        if any(type(one) is not int for one in (issued, expires, begins)):
            raise ValueError("times that are not whole seconds")
        if claims.get("iss") != client_id or audience not in self._audiences:
            raise ValueError("from or for somebody else")
        if not any(
            now - ASSERTION_LIFE <= issued <= now + AHEAD
            and begins <= now + AHEAD
            and now < expires
            for now in self._moments()
        ):
            raise ValueError("too old, over, or of a time to come")
        if expires > issued + ASSERTION_LIFE:
            raise ValueError("lasts too long")
        if type(jti) is not str or _JTI.fullmatch(jti) is None:
            raise ValueError("no id")
        return jti, expires

    def as_of_now(self, principal: Principal, family: str | None, *, may_wait: bool) -> Principal:
        """The client with what it may do now; its token says what it might at most. This request is
        counted, with the `family` it names: a file's id, or the case system's own reference.

        Raises `Refused` for one that is disabled, or whose key is; `TooMany`, for what `may_wait`;
        and `StorageError`.
        """
        _, _, client = principal.client.partition(".")
        found = self._find(principal.authority, client)
        if found is None or principal.session not in found.keys:
            raise Refused("unauthenticated")
        try:
            self._usage.spend(
                principal.authority, found.id, found.quotas, family, may_wait=may_wait
            )
        except CannotRecord:
            # A disk that is full still hears a no: what comes of this is for the door to say.
            if may_wait:
                raise
            log.error("client.uncounted", authority=principal.authority, client=found.id)
        return replace(
            principal,
            roles=principal.roles & found.roles,
            scopes=(principal.scopes or frozenset()) & found.scopes,
        )

    def used(self, authority: str, client: Client) -> dict[str, int]:
        """How much of each quota is used. Raises `CannotRead`."""
        return self._usage.used(authority, client.id, client.quotas)


_BAD: Final = "invalid_request"


def client_of(claims: Mapping[str, Any], authority: str) -> Principal:
    """Whom an access token of ours is for, from its claims. Raises `ValueError`."""
    client, scopes, kid = claims["client_id"], claims["scope"], claims["key"]
    name = str(client).removeprefix(f"{authority}.")
    if client != claims["sub"] or client != f"{authority}.{name}":
        raise ValueError("a token of two clients")
    if not all(type(one) is str for one in (scopes, kid)):
        raise ValueError("no scopes, or no key")
    return Principal(
        kind=Kind.CLIENT,
        # No staff id has a colon: nobody on the staff is ever taken for a system.
        id=f"{CLIENT}{name}",
        authority=authority,
        roles=frozenset(claims["roles"]),
        client=client,
        session=kid,
        scopes=frozenset(scopes.split()),
    )


def acting_for(header: str) -> str | None:
    """The worker whom a client says it acts for: put on record, and no person's word. What
    cannot be a staff id is nobody.
    """
    return header if _STAFF.fullmatch(header) else None


def _asked_for(said: str | None, client: Client) -> tuple[str, ...]:
    """The scopes that are asked for, or all that there are. Raises `TokenRefused`."""
    asked = sorted(client.scopes) if said is None else said.split(" ")
    if not set(asked) <= client.scopes:
        raise TokenRefused("invalid_scope")
    return tuple(dict.fromkeys(asked))


def _key_of(client: Client | None, read: Signed) -> tuple[PublicOfClients, str]:
    """The key that has to have signed it: the client's own of this name, else its only one; for
    nobody's, one that nobody has. Raises `ValueError`.
    """
    header = read.header
    kind = header.get("typ")
    if (
        not set(header) <= _HEADER
        or (kind.lower() if isinstance(kind, str) else kind) not in _TYPES
    ):
        raise ValueError("another kind of token")
    keys = {} if client is None else client.keys
    kid = header.get("kid", next(iter(keys)) if len(keys) == 1 else "")
    key = keys.get(kid) if isinstance(kid, str) else None
    if key is None:
        return _nobodys(str(header.get("alg"))), ""
    if header.get("alg") != key.algorithm:
        raise ValueError("another algorithm than the key's")
    return public_key(key), key.kid


def _holds(read: Signed, key: PublicOfClients) -> bool:
    algorithm = jwt.get_algorithm_by_name(_algorithm_of(key))
    return bool(algorithm.verify(read.message, key, read.signature))


def _algorithm_of(key: PublicOfClients) -> str:
    if isinstance(key, ec.EllipticCurvePublicKey):
        return "ES256"
    return "EdDSA" if isinstance(key, ed25519.Ed25519PublicKey) else "RS256"


@cache
def _nobodys(algorithm: str) -> PublicOfClients:
    """A key whose private half is gone: by it the same work is done for whoever is not known."""
    if algorithm == "RS256":
        return rsa.generate_private_key(65_537, 2_048).public_key()
    if algorithm == "EdDSA":
        return ed25519.Ed25519PrivateKey.generate().public_key()
    return ec.generate_private_key(ec.SECP256R1()).public_key()

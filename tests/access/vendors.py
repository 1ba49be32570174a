"""A case system of somebody else's: it has a key, asks for a token with it, and asks with that."""

from __future__ import annotations

import base64
import json
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from werkzeug.test import TestResponse

from consent_service.access.clientgrants import ASSERTION_TYPE
from consent_service.access.jwk import read_key
from consent_service.actions.clients import register_client
from consent_service.domain.recorded.clients import SCOPES, ClientRegistered, Quotas
from consent_service.domain.recorded.content import By
from consent_service.storage.door.requests import OwnFile, Request
from tests.api.running import HOST, Running

OPERATOR: Final = By("operator", "SYSTEM_ADMIN")
ISSUER: Final = "https://consent.test"
GONE: Final = object()


def pem(key: Any) -> bytes:
    made: bytes = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return made


@dataclass
class Vendor:
    """One registered client of a service, and its private keys by name."""

    service: Running
    client: str = "lcs"
    keys: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.service.authority}.{self.client}"

    def claims(self, **changes: Any) -> dict[str, Any]:
        now = int(time.time())
        made = {
            "iss": self.id,
            "sub": self.id,
            "aud": ISSUER,
            "iat": now,
            "exp": now + 60,
            "jti": uuid.uuid4().hex,
            **changes,
        }
        return {name: value for name, value in made.items() if value is not GONE}

    def assertion(
        self,
        header: dict[str, Any] | None = None,
        *,
        kid: str = "k-1",
        key: Any = None,
        **changes: Any,
    ) -> str:
        key = key or self.keys[kid]
        algorithm = algorithm_of(key)
        said: dict[str, Any] = {"alg": algorithm, "typ": "JWT", "kid": kid, **(header or {})}
        said = {name: value for name, value in said.items() if value is not GONE}
        return signed(said, json.dumps(self.claims(**changes)).encode(), key)

    def form(self, assertion: str | None = None, **changes: Any) -> dict[str, Any]:
        made = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self.assertion() if assertion is None else assertion,
            **changes,
        }
        return {name: value for name, value in made.items() if value is not GONE}

    def ask(
        self,
        form: dict[str, Any] | str | None = None,
        *,
        service: Running | None = None,
        content_type: str = "application/x-www-form-urlencoded",
        **headers: str,
    ) -> TestResponse:
        """What the token endpoint says."""
        data = form if isinstance(form, str) else urlencode(self.form() if form is None else form)
        reply: TestResponse = (service or self.service).client.post(
            "/oauth/token",
            data=data,
            headers={
                "Host": HOST,
                "Content-Type": content_type,
                **{name.replace("_", "-"): value for name, value in headers.items()},
            },
        )
        return reply

    def token(self, **form: Any) -> str:
        reply = self.ask(self.form(**form))
        assert reply.status_code == 200, reply.text
        token: str = reply.get_json()["access_token"]
        return token

    def headers(self, token: str | None = None, **more: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token or self.token()}", "Host": HOST, **more}


def algorithm_of(key: Any) -> str:
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return "ES256"
    return "EdDSA" if isinstance(key, ed25519.Ed25519PrivateKey) else "RS256"


def signed(header: dict[str, Any], claims: bytes, key: Any, algorithm: str | None = None) -> str:
    """Signed over whatever bytes, as no library would write them."""
    message = b".".join(map(segment, (json.dumps(header).encode(), claims)))
    made = jwt.get_algorithm_by_name(algorithm or algorithm_of(key)).sign(message, key)
    return (message + b"." + segment(made)).decode()


def segment(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


def new_key(algorithm: str = "ES256") -> Any:
    if algorithm == "RS256":
        return rsa.generate_private_key(65_537, 2_048)
    if algorithm == "EdDSA":
        return ed25519.Ed25519PrivateKey.generate()
    return ec.generate_private_key(ec.SECP256R1())


def registered(
    service: Running,
    client: str = "lcs",
    *,
    key: Any = None,
    scopes: Sequence[str] = tuple(SCOPES),
    roles: Sequence[str] = ("MASH_WORKER",),
    quotas: Quotas | None = None,
) -> Vendor:
    """Registered as an operator does it."""
    key = key or new_key()
    said = ClientRegistered(
        client=client,
        name="A case system",
        scopes=tuple(scopes),
        roles=tuple(roles),
        quotas=quotas or Quotas(),
    )
    public = read_key(pem(key), "k-1")
    record(service, lambda moment: register_client(said, public, moment))
    return Vendor(service, client, {"k-1": key})


def record(service: Running, action: Any) -> None:
    service.storage.records.run(Request(service.authority, OPERATOR, OwnFile(), action))

"""What can be done with a provider that runs on this machine: `standing.py`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from werkzeug.test import TestResponse

from tests.databases import free_port
from tests.rules.test_project import ROOT

CLIENT = "the-hub"
LEVEL = "urn:council:two-factors"
_START_SECONDS = 30


@dataclass
class Standing:
    """A provider that runs, the key it signs with, and what it was asked."""

    issuer: str
    key: RSAKey
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    def has(self, subject: str, **claims: Any) -> None:
        """Somebody who can sign in there, and what it then says of them."""
        requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=5).raise_for_status()

    def knows(self, client: ECKey) -> str:
        """A client that signs with this, and with nothing else from then on; the key in PEM."""
        public = client.as_dict(private=False)
        requests.put(f"{self.issuer}/client-key", json=public, timeout=5).raise_for_status()
        return client.as_pem(private=True).decode("ascii")

    def is_shown(self, went: TestResponse, subject: str) -> str:
        """Somebody who was sent there shows who they are; to where they are sent back."""
        address = went.headers["Location"]
        assert address.startswith(self.issuer), address
        self.asked.append(parse_qs(urlsplit(address).query))
        back = requests.post(address, data={"sub": subject}, timeout=5, allow_redirects=False)
        assert back.status_code == 302, back.text
        parts = urlsplit(back.headers["Location"])
        return f"{parts.path}?{parts.query}"

    def says(self, claims: dict[str, Any], **header: Any) -> str:
        """A token that it signs."""
        now = int(time.time())
        given = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, **claims}
        said = {"alg": "RS256", **header}
        return jwt.encode(said, {k: v for k, v in given.items() if v is not None}, self.key)


@contextmanager
def standing() -> Iterator[Standing]:
    """The provider, until the block ends."""
    port = free_port()
    issuer = f"http://localhost:{port}"
    # It uses old modules of Authlib's, which say so: that is its own business.
    command = [sys.executable, "-W", "ignore", "-m", "tests.pages.standing", str(port)]
    told = {**os.environ, "AUTHLIB_INSECURE_TRANSPORT": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield Standing(issuer, _key(issuer, process))
        finally:
            process.kill()


def _key(issuer: str, process: subprocess.Popen[bytes]) -> RSAKey:
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            return RSAKey.import_key(requests.get(f"{issuer}/key", timeout=5).json())
        except requests.ConnectionError:
            assert process.poll() is None
            assert time.monotonic() < until, "the provider did not start"
            time.sleep(0.1)

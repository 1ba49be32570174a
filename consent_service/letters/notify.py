"""GOV.UK Notify: letters that it prints and posts for us, and texts and e-mails that it sends.

The protocol is Notify's own (https://docs.notifications.service.gov.uk/rest-api.html): a bearer
token signed with HS256 by the key's secret, `POST /v2/notifications/letter` with the letter as a
PDF, and what was sent found again by our own reference. So a form that is sent twice posts one
letter. A text or an e-mail fills in a template that stands there. Whether an address can be printed
Notify says only later; ours are looked at before.
"""

from __future__ import annotations

import base64
import hashlib
import re
import time
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import jwt
import msgspec

from ..storage.keyfolder import read_secret
from ..storage.trouble import KeyFileError

HOST: Final = "https://api.notifications.service.gov.uk"
#: A key is a name, the id of the service and the secret, with hyphens between.
_KEY: Final = re.compile(
    r".+-(?P<service>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
    r"-(?P<secret>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
)
#: An id, as Notify gives them.
_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost"})
#: Seconds to connect, and to be answered.
_PATIENCE: Final = (3, 10)
_REFERENCE: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")
#: What became of a letter that will not be in any letterbox, or of what nobody reads.
_FAILED: Final = frozenset(
    {
        "cancelled",
        "permanent-failure",
        "technical-failure",
        "validation-failed",
        "virus-scan-failed",
        "temporary-failure",
    }
)
#: Notify prints three lines to seven, a postcode the last.
_LINES: Final = range(3, 8)
_POSTCODE: Final = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE)


class NotSent(Exception):
    """Notify did not take it. The message says what to do; never what was sent, or to whom."""


class _Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an authority's file says of its account."""

    key: str
    host: str = HOST
    text_template: str | None = None
    email_template: str | None = None


@dataclass(frozen=True, slots=True)
class Notify:
    """One council's account with Notify."""

    key: str = field(repr=False)
    host: str = HOST
    now: Callable[[], float] = time.time
    #: What a text and an e-mail are filled into there: `((subject))` and `((message))`.
    text_template: str | None = None
    email_template: str | None = None

    def __post_init__(self) -> None:
        """Raises `ValueError` for what is no key, or a host that is not asked safely."""
        if _KEY.fullmatch(self.key) is None:
            raise ValueError("This is no key of GOV.UK Notify.")
        parts = urlsplit(self.host)
        if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
            raise ValueError("GOV.UK Notify is asked over https.")
        for template in (self.text_template, self.email_template):
            if template is not None and _ID.fullmatch(template) is None:
                raise ValueError("This is no id of a template of GOV.UK Notify.")

    @property
    def can_send(self) -> bool:
        """Whether there is a template for texts and one for e-mails."""
        return self.text_template is not None and self.email_template is not None

    def post_letter(self, pdf: bytes, reference: str) -> str:
        """Have a letter printed and posted, once for this reference. Notify's id of it. Raises
        `NotSent`.
        """
        before = self._before("letter", reference)
        if any(one["status"] not in _FAILED for one in before):
            return str(before[0]["id"])
        if before:
            # The same paper fails again, and whoever waits for it must not wait for nothing.
            raise NotSent("GOV.UK Notify could not print or post this very letter: print it here.")
        sent = {"reference": reference, "content": base64.b64encode(pdf).decode()}
        return str(self._ask("POST", "/v2/notifications/letter", json=sent)["id"])

    def send_message(self, how: str, to: str, subject: str, text: str, reference: str) -> str:
        """Have a text (`TEXT`) or an e-mail (`EMAIL`) sent, once for this reference. Notify's id of
        it. Raises `NotSent`.
        """
        kind, member, template = {
            "TEXT": ("sms", "phone_number", self.text_template),
            "EMAIL": ("email", "email_address", self.email_template),
        }[how]
        if template is None:
            raise NotSent("No template for this is set: ring them, or write a letter.")
        before = self._before(kind, reference)
        if any(one["status"] not in _FAILED for one in before):
            return str(before[0]["id"])
        if before:
            raise NotSent("GOV.UK Notify could not deliver this today: ring them, or write.")
        filled = {"message": text} | ({"subject": subject} if kind == "email" else {})
        sent = {member: to, "template_id": template, "personalisation": filled}
        asked = {**sent, "reference": reference}
        return str(self._ask("POST", f"/v2/notifications/{kind}", json=asked)["id"])

    def _before(self, kind: str, reference: str) -> list[dict[str, Any]]:
        """What Notify was given under this reference."""
        # It is looked up by others at Notify: nothing that names anybody.
        if _REFERENCE.fullmatch(reference) is None:
            raise ValueError("A reference is opaque.")
        query = {"reference": reference, "template_type": kind}
        found: list[dict[str, Any]] = self._ask("GET", "/v2/notifications", params=query)[
            "notifications"
        ]
        return found

    def _ask(self, method: str, path: str, **sent: Any) -> dict[str, Any]:
        # It takes long to import, and many hubs post for themselves.
        import requests  # noqa: PLC0415 - see above

        try:
            reply = requests.request(
                method,
                f"{self.host}{path}",
                headers={"Authorization": f"Bearer {self._token()}"},
                timeout=_PATIENCE,
                allow_redirects=False,
                **sent,
            )
            told = reply.json() if reply.status_code in (200, 201) else None
        except (requests.RequestException, ValueError) as error:
            raise NotSent(
                "GOV.UK Notify cannot be reached: print or ring, or try again."
            ) from error
        if not isinstance(told, dict):
            raise NotSent(
                f"GOV.UK Notify did not take it ({reply.status_code}): print it here, or ring."
            )
        return told

    def _token(self) -> str:
        found = _KEY.fullmatch(self.key)
        assert found is not None  # noqa: S101 - see above
        claims = {"iss": found["service"], "iat": int(self.now())}
        return jwt.encode(claims, found["secret"], algorithm="HS256")


def read_notify(folder: Path | None, authorities: Iterable[str]) -> dict[str, Notify]:
    """Each authority's account, from `<authority>.toml`. Raises `KeyFileError`."""
    found, known = {}, set(authorities)
    for path in sorted(folder.glob("*.toml")) if folder is not None else ():
        if path.stem not in known:
            raise KeyFileError(f"The account in {path.name} is of no authority that is here.")
        try:
            said = msgspec.convert(tomllib.loads(read_secret(path).decode("utf-8")), _Said)
            found[path.stem] = Notify(
                said.key,
                said.host.rstrip("/"),
                text_template=said.text_template,
                email_template=said.email_template,
            )
        except (ValueError, msgspec.ValidationError) as error:
            raise KeyFileError(
                f"The account with GOV.UK Notify in {path.name} is not written as one."
            ) from error
    return found


def reference_of(*parts: str) -> str:
    """Under what one letter is found again: the same for the same paper to the same address, and
    it says nothing of them to whoever reads it.
    """
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def can_be_posted(letter: Mapping[str, Any]) -> bool:
    """Whether Notify would find an address on it: a letter, as `showLetter` replies it."""
    lines = [letter["to"], *(line.strip() for line in (letter["address"] or "").split(","))]
    return len(lines) in _LINES and _POSTCODE.fullmatch(lines[-1]) is not None

"""GOV.UK Notify: letters that it prints and posts for us, and texts and e-mails that it sends.

The protocol is Notify's own (https://docs.notifications.service.gov.uk/rest-api.html): a bearer
token signed with HS256 by the key's secret, `POST /v2/notifications/letter` with the letter as a
PDF, and what was sent found again by our own reference. So a form that is sent twice posts one
letter, and what may have been taken although the reply was lost is looked up before it is sent once
more. A text or an e-mail fills in a template that stands there. Whether an address can be printed
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
import structlog

from ..access.outside import NobodyAnswered, Outside
from ..storage.door.trouble import KeyFileError
from ..storage.sealed.keyfolder import read_secret

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
#: So often in all, with so many seconds between, where Notify is away or has too much to do.
_TRIES: Final = 2
_PAUSE: Final = 1.0
#: Seconds after which nobody waits any more, whatever becomes of it: more than all of it takes.
_ALL_WITHIN: Final = 60.0
#: What Notify says where it is no use to send the same again now: it, and what to do.
_REFUSED: Final = {
    400: "It does not take this (400): print it here, or ring.",
    403: (
        "It does not know us (403): print it here, or ring. Tell whoever runs this service that "
        "its key or our clock is wrong."
    ),
}
_TAKEN: Final = frozenset({200, 201})
_TOO_MUCH: Final = 429
_BROKEN: Final = 500
_ANOTHER_WAY: Final = "Press it again in some minutes: it goes once. Or print it here, or ring."
#: How Notify calls what is wrong: by the kind of it, without what was sent.
_KIND: Final = re.compile(r"[A-Za-z]{1,40}")
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
#: Notify prints so many pages of a letter, and finds that there are more when nobody looks.
MOST_PAGES: Final = 10
#: Notify prints three lines to seven, a postcode the last.
_LINES: Final = range(3, 8)
_POSTCODE: Final = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE)


log = structlog.get_logger("consent_service.notify")


class NotSent(Exception):
    """Notify did not take it. The message says what to do; never what was sent, or to whom."""


class _Away(NotSent):
    """It may be taken yet: Notify was not there, or had too much to do."""


class _Account(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
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
    wait: Callable[[float], None] = time.sleep
    #: What a text and an e-mail are filled into there: `((subject))` and `((message))`.
    text_template: str | None = None
    email_template: str | None = None
    #: By which it is asked: a few at once, so that where it hangs whoever posts a letter waits, and
    #: nobody else.
    outside: Outside = field(default_factory=Outside, repr=False, compare=False)

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
        sent = {"reference": reference, "content": base64.b64encode(pdf).decode()}
        # The same paper fails again, and whoever waits for it must not wait for nothing.
        failed = "GOV.UK Notify could not print or post this very letter: print it here."
        return self._once("letter", sent, failed)

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
        filled = {"message": text} | ({"subject": subject} if kind == "email" else {})
        sent = {member: to, "template_id": template, "personalisation": filled}
        failed = "GOV.UK Notify could not deliver this today: ring them, or write."
        return self._once(kind, {**sent, "reference": reference}, failed)

    def _once(self, kind: str, sent: Mapping[str, Any], failed: str) -> str:
        """Have it sent, unless Notify has had it. Raises `NotSent`; `failed` where it had it
        in vain.
        """
        try:
            return self.outside.ask(
                self.host, lambda: self._sent_once(kind, sent, failed), _ALL_WITHIN
            )
        except NobodyAnswered as error:
            raise _Away(f"GOV.UK Notify cannot be reached. {_ANOTHER_WAY}") from error

    def _sent_once(self, kind: str, sent: Mapping[str, Any], failed: str) -> str:
        """The same, in a thread of its own.

        Where a reply was lost nobody here knows whether it was taken, so it is looked up again.
        """
        for last in (False,) * (_TRIES - 1) + (True,):
            try:
                before = self._before(kind, sent["reference"])
                if any(one["status"] not in _FAILED for one in before):
                    return str(before[0]["id"])
                if before:
                    raise NotSent(failed)
                return str(self._ask("POST", f"/v2/notifications/{kind}", "id", json=sent))
            except _Away:
                if last:
                    raise
                self.wait(_PAUSE)
        raise AssertionError("the last is returned from, or raises")

    def _before(self, kind: str, reference: str) -> list[dict[str, Any]]:
        """What Notify was given under this reference."""
        # It is looked up by others at Notify: nothing that names anybody.
        if _REFERENCE.fullmatch(reference) is None:
            raise ValueError("A reference is opaque.")
        query = {"reference": reference, "template_type": kind}
        found: list[dict[str, Any]] = self._ask(
            "GET", "/v2/notifications", "notifications", params=query
        )
        return found

    def _ask(self, method: str, path: str, wanted: str, **sent: Any) -> Any:
        """What stands under `wanted` in the reply. Raises `NotSent`."""
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
        except requests.RequestException as error:
            raise _Away(f"GOV.UK Notify cannot be reached. {_ANOTHER_WAY}") from error
        status, told = reply.status_code, _read(reply.content)
        if status in _TAKEN and isinstance(told, dict) and wanted in told:
            return told[wanted]
        log.warning("notify.refused", status=status, kind=_kind_of(told))
        if status in _REFUSED:
            raise NotSent(f"GOV.UK Notify did not take it. {_REFUSED[status]}")
        if status == _TOO_MUCH or status >= _BROKEN:
            raise _Away(f"GOV.UK Notify did not take it ({status}). {_ANOTHER_WAY}")
        raise NotSent(f"GOV.UK Notify did not take it ({status}): print it here, or ring.")

    def _token(self) -> str:
        found = _KEY.fullmatch(self.key)
        assert found is not None  # noqa: S101 - see above
        claims = {"iss": found["service"], "iat": int(self.now())}
        return jwt.encode(claims, found["secret"], algorithm="HS256")


def _read(said: bytes) -> Any:
    """What was replied; None where it is no JSON, as from something in between."""
    try:
        return msgspec.json.decode(said)
    except msgspec.DecodeError:
        return None


def _kind_of(told: Any) -> str | None:
    """What Notify calls this error; its own words may say what was sent, and stand in no log."""
    errors = told.get("errors") if isinstance(told, dict) else None
    first = errors[0] if isinstance(errors, list) and errors else None
    kind = first.get("error") if isinstance(first, dict) else None
    return kind if isinstance(kind, str) and _KIND.fullmatch(kind) else None


def read_notify(
    folder: Path | None, authorities: Iterable[str], outside: Outside
) -> dict[str, Notify]:
    """Each authority's account, from `<authority>.toml`. Raises `KeyFileError`."""
    found, known = {}, set(authorities)
    for path in sorted(folder.glob("*.toml")) if folder is not None else ():
        if path.stem not in known:
            raise KeyFileError(f"The account in {path.name} is of no authority that is here.")
        try:
            said = msgspec.convert(tomllib.loads(read_secret(path).decode("utf-8")), _Account)
            found[path.stem] = Notify(
                said.key,
                said.host.rstrip("/"),
                text_template=said.text_template,
                email_template=said.email_template,
                outside=outside,
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

"""The settings: read once, whole, from the environment. What is missing is named, never guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec


class SettingsMissing(Exception):
    """Some settings are missing or wrong. The message names each and says what it is for."""


class Letterhead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a family rings a council, and where it writes to without a stamp."""

    telephone: str
    freepost: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the service is told from outside. Each is documented in `docs/operating.md`.

    Keys are files in `keys`, never values of settings, so none of these is secret but the
    database's address, which does not show in the `repr`.
    """

    database_url: str = field(repr=False)
    keys: Path
    checkpoints: Path
    spool: Path
    issuer: str
    audience: str
    hosts: tuple[str, ...] = ()
    verify_every: int = 3600
    keep: bool = True
    public_tiles: bool = False
    witnesses: Path | None = None
    witness_lag: int = 300
    roles_apart: bool = True
    made_up_people: Path | None = None
    proxies: int = 0
    #: The texts of the key files by their names, where they come from the environment.
    key_files: Mapping[str, str] | None = field(default=None, repr=False)
    keys_in_environment: bool = False
    providers: Path | None = None
    #: What the council of each authority is called at the top of its staff's pages.
    councils: Mapping[str, str] = field(default_factory=dict)
    #: By authority: what is printed on its letters beside that name.
    letterheads: Mapping[str, Letterhead] = field(default_factory=dict)
    languages: Path | None = None
    #: Each authority's account with GOV.UK Notify.
    notify: Path | None = None

    @property
    def key_folder(self) -> Path | Mapping[str, str]:
        """Where the key files are."""
        return self.keys if self.key_files is None else self.key_files

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Settings:
        """The settings in `environment`. Raises `SettingsMissing`, naming all that are wrong."""
        wrong = [
            f"{name} is not set: {purpose}."
            for name, purpose in REQUIRED.items()
            if not environment.get(name)
            and not (name == "CONSENT_KEYS" and environment.get("CONSENT_KEY_FILES"))
        ]
        told = {**OPTIONAL, **environment}
        every, lag = told["CONSENT_VERIFY_EVERY"], told["CONSENT_WITNESS_LAG"]
        if not every.isdigit() or not 10 <= int(every) <= 86_400:
            wrong.append("CONSENT_VERIFY_EVERY is not a number of seconds from 10 to 86400.")
        if not lag.isdigit() or not 10 <= int(lag) <= 86_400:
            wrong.append("CONSENT_WITNESS_LAG is not a number of seconds from 10 to 86400.")
        proxies = told["CONSENT_PROXIES"]
        if not re.fullmatch(r"[0-9]", proxies):
            wrong.append("CONSENT_PROXIES is not a number of proxies, 0 to 9.")
        key_files = _texts(told["CONSENT_KEY_FILES"])
        if key_files is None and told["CONSENT_KEY_FILES"]:
            wrong.append("CONSENT_KEY_FILES is no JSON object of the texts of key files.")
        councils = _texts(told["CONSENT_COUNCILS"] or "{}")
        if councils is None:
            wrong.append("CONSENT_COUNCILS is no JSON object of names by authority.")
        letterheads = _letterheads(told["CONSENT_LETTERHEADS"] or "{}")
        if letterheads is None:
            wrong.append("CONSENT_LETTERHEADS gives no telephone and freepost by authority.")
        if wrong:
            raise SettingsMissing("\n".join(wrong))
        return cls(
            database_url=environment["CONSENT_DATABASE_URL"],
            keys=Path(environment.get("CONSENT_KEYS", "")),
            key_files=key_files,
            keys_in_environment=told["CONSENT_ALLOW_ENV_KEYS"] == "yes",
            checkpoints=Path(environment["CONSENT_CHECKPOINTS"]),
            spool=Path(environment["CONSENT_SPOOL"]),
            issuer=environment["CONSENT_ISSUER"],
            audience=environment["CONSENT_AUDIENCE"],
            hosts=tuple(environment["CONSENT_HOSTS"].split(",")),
            verify_every=int(every),
            keep=told["CONSENT_KEEP"] != "no",
            public_tiles=told["CONSENT_PUBLIC_TILES"] == "yes",
            witnesses=Path(told["CONSENT_WITNESSES"]) if told["CONSENT_WITNESSES"] else None,
            witness_lag=int(lag),
            roles_apart=told["CONSENT_ROLES_APART"] != "no",
            providers=Path(told["CONSENT_PROVIDERS"]) if told["CONSENT_PROVIDERS"] else None,
            languages=Path(told["CONSENT_LANGUAGES"]) if told["CONSENT_LANGUAGES"] else None,
            notify=Path(told["CONSENT_NOTIFY"]) if told["CONSENT_NOTIFY"] else None,
            made_up_people=(
                Path(told["CONSENT_MADE_UP_PEOPLE"]) if told["CONSENT_MADE_UP_PEOPLE"] else None
            ),
            proxies=int(proxies),
            councils=councils or {},
            letterheads=letterheads or {},
        )


def _texts(said: str) -> Mapping[str, str] | None:
    """Texts by their names, from one JSON object; None where it is none."""
    try:
        found = json.loads(said)
    except ValueError:
        return None
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        return None
    return found


def _letterheads(said: str) -> Mapping[str, Letterhead] | None:
    """Both lines of each, from one JSON object; None where it is none, or a line is missing."""
    try:
        found = msgspec.json.decode(said, type=dict[str, Letterhead])
    except msgspec.MsgspecError:
        return None
    whole = all(one.telephone.strip() and one.freepost.strip() for one in found.values())
    return found if whole else None


#: What must be set, and what each is for.
REQUIRED: Final[Mapping[str, str]] = {
    "CONSENT_DATABASE_URL": "the database, as sqlite:////path or postgresql://",
    "CONSENT_KEYS": "the folder of key files, outside the database and its backups",
    "CONSENT_CHECKPOINTS": "the folder of signed checkpoints, outside the database",
    "CONSENT_SPOOL": "the folder for answers that wait to be recorded",
    "CONSENT_ISSUER": "who issues the tokens this service accepts",
    "CONSENT_AUDIENCE": "the audience that tokens for this service name",
    "CONSENT_HOSTS": "the host names this service is reached by, separated by commas",
}

#: What may be set besides, and what holds where it is not.
OPTIONAL: Final[Mapping[str, str]] = {
    "CONSENT_KEY_FILES": "",
    "CONSENT_ALLOW_ENV_KEYS": "no",
    "CONSENT_VERIFY_EVERY": "3600",
    "CONSENT_PUBLIC_TILES": "no",
    "CONSENT_WITNESSES": "",
    "CONSENT_WITNESS_LAG": "300",
    "CONSENT_KEEP": "yes",
    "CONSENT_ROLES_APART": "yes",
    "CONSENT_MADE_UP_PEOPLE": "",
    "CONSENT_PROXIES": "0",
    "CONSENT_PROVIDERS": "",
    "CONSENT_COUNCILS": "",
    "CONSENT_LETTERHEADS": "",
    "CONSENT_LANGUAGES": "",
    "CONSENT_NOTIFY": "",
}

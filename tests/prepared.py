"""Two authorities begun at noon, made once for each process and copied for each test.

Migrating, making keys and signing the first checkpoint take longer than most tests. That they
work, on both databases, is shown wherever `prepare` is called by a test itself, and by each copy.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from consent_service.beginning import prepare
from consent_service.settings import Settings
from tests import databases

HOST: Final = "consent.test"
OURS, THEIRS = "bexley", "camden"
#: A Monday in winter, so that London and UTC agree and working days are easy to count.
NOON: Final = datetime(2026, 3, 9, 12, tzinfo=UTC)

#: Makes one more copy of a PostgreSQL database, for `put_into`.
NewDatabase = Callable[[], AbstractContextManager[str]]

#: Where the keys and checkpoints lie that belong to each copied PostgreSQL database, by its URL.
_belonging: dict[str, Path] = {}


def settings_in(folder: Path, database_url: str) -> Settings:
    return Settings(
        database_url=database_url,
        keys=folder / "keys",
        checkpoints=folder / "checkpoints",
        spool=folder / "spool",
        issuer="https://consent.test",
        audience="consent-service",
        hosts=(HOST,),
        keep=False,
        # Tests break what they test as its owner; `tests/storage/test_apart.py` is as it is served.
        roles_apart=False,
    )


def begin(settings: Settings, *, demonstration: bool = False) -> None:
    """What a copy is a copy of."""
    for authority in (OURS, THEIRS):
        origin = f"consent.test/{authority}"
        prepare(settings, authority, origin, NOON, is_demonstration=demonstration)


def put_into(settings: Settings, *, demonstration: bool = True, whole: Path | None = None) -> None:
    """Two authorities where these settings say: copied if they can be, begun if they cannot. On
    SQLite `whole` may be a folder from `home` to copy instead.
    """
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        assert url.database is not None
        assert not Path(url.database).exists()
        whole = whole or _on_sqlite()
        shutil.copy(whole / "test.db", url.database)
    else:
        whole = _belonging.get(settings.database_url)
    if whole is None:
        begin(settings, demonstration=demonstration)
        return
    shutil.copytree(whole / "keys", settings.keys)
    _say(settings, demonstration=demonstration)
    # Where it lies may be a disk of its own, and there already.
    shutil.copytree(whole / "checkpoints", settings.checkpoints, dirs_exist_ok=True)


def _say(settings: Settings, *, demonstration: bool) -> None:
    """In the key files, whether all families are made up: then a token gives the roles it says."""
    said = f'"demonstration": {str(demonstration).lower()}'
    for path in settings.keys.glob("*.json"):
        path.write_text(re.sub(r'"demonstration": \w+', said, path.read_text()))


@cache
def _home() -> tempfile.TemporaryDirectory[str]:
    """Removed when the process ends."""
    return tempfile.TemporaryDirectory(prefix="prepared-")


@cache
def _on_sqlite() -> Path:
    folder = home("sqlite")
    begin(on_sqlite_in(folder))
    return folder


def home(name: str) -> Path:
    """A new folder for what this process copies."""
    folder = Path(_home().name, name)
    folder.mkdir()
    return folder


def on_sqlite_in(folder: Path) -> Settings:
    return settings_in(folder, f"sqlite:///{folder / 'test.db'}")


@contextmanager
def template(url: str, name: str) -> Iterator[str]:
    """A PostgreSQL database to copy, on the server at `url`; its own URL. Nobody may stay in it."""
    with databases.new_database(url, name) as made:
        folder = Path(_home().name, name)
        begin(settings_in(folder, made))
        _belonging[made] = folder
        yield made


@contextmanager
def another(whole: str, name: str) -> Iterator[str]:
    """A template made from one, to put more into before it is copied."""
    with copy_of(whole, name) as made:
        folder = home(name)
        shutil.copytree(_belonging[whole], folder, dirs_exist_ok=True)
        _belonging[made] = folder
        yield made


def settings_of(whole: str) -> Settings:
    """Those of a template, to put made-up families into it before it is copied."""
    settings = settings_in(_belonging[whole], whole)
    _say(settings, demonstration=True)
    return settings


@contextmanager
def copy_of(whole: str, name: str) -> Iterator[str]:
    """A copy of a template, and where its keys lie is known to `put_into`."""
    with databases.new_database(whole, name, make_url(whole).database) as made:
        _belonging[made] = _belonging[whole]
        yield made

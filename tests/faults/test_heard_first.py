"""What is entered before any check is answered, and that nobody waits for what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from consent_service.storage.beside import spool as spool_module
from consent_service.storage.beside.setaside import StillToTell
from consent_service.storage.beside.spool import Spool
from consent_service.storage.sealed.sealing import Succession, new_key
from tests.api.running import OURS

TELL = StillToTell("an id", "a file", ("somebody",), ("another", "a third"))


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    keys = Succession(new_key())
    return Spool(tmp_path, OURS, lambda: keys)


def enters(_: object) -> None:
    """Whatever it is."""


class Killed(BaseException):
    """A process that ends with a line of its own unwritten."""


def ends(spool: Spool, error: BaseException) -> NoReturn:
    with spool.trying_again():
        raise error


@pytest.fixture
def torn(spool: Spool, tmp_path: Path) -> Iterator[None]:
    """A line was set aside."""
    (tmp_path / f"{OURS}.spool").write_bytes(b"torn\n")
    assert spool.drain(enters) == 0
    assert (spool.is_empty, spool.has_set_aside, spool.has_heard) == (True, True, False)
    yield
    assert (spool.is_empty, spool.has_set_aside, spool.has_heard) == (True, True, False)


@pytest.mark.usefixtures("torn")
def test_nobody_waits_for_what_was_to_be_tried_again_where_that_was_cut_short(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No check was answered until the next verification, an hour later."""
    with monkeypatch.context() as patched:
        patched.setattr(spool, "_put_back", lambda: None)
        with pytest.raises(Killed):
            ends(spool, Killed())
    assert spool.has_heard
    assert spool.drain(enters) == 0


@pytest.mark.usefixtures("torn")
def test_what_is_to_be_tried_again_is_tried_though_something_else_fails(spool: Spool) -> None:
    with pytest.raises(OSError, match="no room"):
        ends(spool, OSError("no room"))
    assert (spool.is_empty, spool.has_heard) == (False, True)
    assert spool.drain(enters) == 0


def test_that_something_is_to_be_heard_first_outlives_a_loss_of_power(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its mark is synced with its folder, after it is there."""
    synced: list[bool] = []
    monkeypatch.setattr(spool_module, "sync_folder", lambda _: synced.append(spool.has_heard))
    spool.add(TELL)
    assert synced[-1]
    synced.clear()
    spool.add(TELL)
    assert synced == []


def test_what_is_kept_as_the_last_is_forgotten_is_heard_first(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By whoever cannot have the lock either: it was kept a moment after nothing waited."""
    spool.add(TELL)
    unlink, kept = Path.unlink, list[object]()

    def kept_just_then(path: Path, *, missing_ok: bool = False) -> None:
        if path == spool._heard and not kept:
            kept.append(spool.add(TELL))  # type: ignore[func-returns-value]
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(spool_module, "_PATIENCE", 0.0)
    monkeypatch.setattr(Path, "unlink", kept_just_then)
    spool.drain(enters)
    assert (spool.is_empty, spool.has_heard) == (False, True)

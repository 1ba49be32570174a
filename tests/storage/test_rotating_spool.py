"""The key of the spool is rotated while the service runs, and nothing that waits is given up."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent_service.storage.beside.spool import Spool
from consent_service.storage.door.trouble import KeyFileError
from consent_service.storage.sealed.sealing import Succession, key_id
from consent_service.storage.sealed.succeeding import retire, rotate
from tests.api.running import OURS, running
from tests.builders import an_answer
from tests.faults.test_spool import line_of


def test_the_key_is_rotated_while_something_waits_and_each_line_is_entered(tmp_path: Path) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        spool, operator = service.storage.spools[OURS], service.restarted()
        ours = (operator.storage, service.settings.keys, OURS, "spool")
        first = service.storage.keys[OURS].spool.active

        def meanwhile(_: float) -> None:
            spool.add(an_answer(len(waiting())))

        def waiting() -> list[bytes]:
            return (service.settings.spool / f"{OURS}.spool").read_bytes().splitlines()

        spool.add(an_answer(0))
        assert rotate(*ours, lambda *_: None, wait=meanwhile).left == {"lines of the spool": 2}
        assert len(waiting()) == 3
        for at_once in (False, True):
            with pytest.raises(KeyFileError, match="2 in lines of the spool"):
                retire(*ours, at_once=at_once)
        service.beat()
        assert [one.entry.kind for one in service.entries()].count("check-unanswered") == 3
        # What was set aside needs its key as well.
        aside = service.settings.spool / f"{OURS}.set-aside"
        aside.write_bytes(line_of(tmp_path / "before", OURS, first))
        with pytest.raises(KeyFileError, match="1 in lines of the spool"):
            retire(*ours, at_once=True)
        aside.unlink()
        assert retire(*ours) == key_id(first).hex()
        # Nobody with the old key reads a line of now, or puts one there.
        spool.add(an_answer(7))
        thief = Spool(service.settings.spool, OURS, lambda: Succession(first))
        (line,) = waiting()
        assert thief._opened(line) is None
        assert spool._opened(line_of(tmp_path / "after", OURS, first).strip()) is None
        service.beat()
        assert not spool.has_set_aside

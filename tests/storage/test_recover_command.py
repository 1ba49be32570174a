"""The operator's way after a restored backup, with the commands as they are typed."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from consent_service.cli.group import cli
from tests.api.running import OURS, Running, running
from tests.builders import add_household
from tests.faults.commands import command
from tests.faults.servers import environment


class Operator:
    """Types commands about one installation on SQLite."""

    def __init__(self, service: Running) -> None:
        self.service = service
        self.database = Path(service.settings.database_url.removeprefix("sqlite:///"))

    def types(self, *words: str) -> subprocess.CompletedProcess[str]:
        return command(self.service.settings, *words)


@pytest.fixture
def restored(tmp_path: Path) -> Iterator[Operator]:
    """Somebody put last night's database back under the present checkpoint folder."""
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        operator = Operator(service)
        house = add_household(service, "LCS-1")
        service.beat()
        service.storage.engine.dispose()
        shutil.copy(operator.database, tmp_path / "backup.db")
        service.storage.records.run(house.withdrawal())
        service.beat()
        service.storage.engine.dispose()
        shutil.copy(tmp_path / "backup.db", operator.database)
        yield operator


@pytest.mark.slow
@pytest.mark.breaks_the_ledger("an old copy was put back")
def test_a_restored_backup_is_refused_in_words_that_say_what_to_do(restored: Operator) -> None:
    for words in (("append-one",), ("verify",)):
        done = restored.types(*words, "--authority", OURS)
        assert done.returncode == 3, done
        assert "ROLLBACK" in done.stderr
    assert "consent-service recover" in restored.types("append-one", "--authority", OURS).stderr


@pytest.mark.slow
@pytest.mark.breaks_the_ledger("an old copy was put back")
def test_strictly_started_the_service_ends_with_three(restored: Operator) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    done = restored.types("serve", "--strict", "--port", port)
    assert done.returncode == 3, done
    assert "ROLLBACK" in done.stderr
    assert "consent-service recover" in done.stderr


@pytest.mark.slow
def test_the_command_looks_first_and_records_only_what_two_people_accept(
    restored: Operator,
) -> None:
    size = restored.service.size()
    looked = typed_here(restored)
    assert looked.exit_code == 3
    assert "can be put back without their content" in looked.stderr
    why = ("--why", "The disk failed in the night and no newer copy exists.")
    both = ("--approved-by", "manager-1", "--approved-by", "officer-1")
    for people in ([], ["manager-1"], ["manager-1", "Manager-1"]):
        words = [word for one in people for word in ("--approved-by", one)]
        assert "Two different people" in refused(restored, *words, *why)
    address = ("--approved-by", "manager-1", "--approved-by", "a@b.example")
    assert "takes a staff id" in refused(restored, *address, *why)
    assert "Say with --why" in refused(restored, *both, "--why", "Oh")
    assert restored.service.size() == size
    done = typed_here(restored, *both, *why)
    assert done.exit_code == 0, done.output
    assert "1 case file(s)." in done.stdout
    assert restored.types("verify", "--replay", "--authority", OURS).returncode == 0
    assert restored.types("append-one", "--authority", OURS).returncode == 0
    assert typed_here(restored).exit_code == 0


def typed_here(restored: Operator, *words: str) -> Result:
    """The same in this process, which is quicker."""
    command_line = ["recover", "--authority", OURS, *words]
    return CliRunner().invoke(cli, command_line, env=environment(restored.service.settings))


def refused(restored: Operator, *words: str) -> str:
    """What the command says when it lacks something."""
    done = typed_here(restored, *words)
    assert done.exit_code == 2, done.output
    return done.output

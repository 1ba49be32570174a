"""`consent-service ledger rotate-key` and `retire-key`, beside servers at work, and killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from consent_service.domain.recorded.ofauthority import KeyRetired, KeyRotated
from consent_service.storage.sealed.keys import AuthorityKeys, read_key_file
from ledger.note import Verifier, format_public_key, public_key_from_text
from ledger.receipt import check_receipt
from tests.api.running import OURS, Family, Running, add_family, running
from tests.builders import assert_ledger_sound
from tests.faults.commands import ROOT, Serving, command, killed_at, serving

pytestmark = pytest.mark.each_database

MINE: Final = ("--authority", OURS)
PEOPLE: Final = ("--approved-by", "manager-1", "--approved-by", "officer-1")
LEDGER: Final = ("-m", "ledger", "verify")
SECOND: Final = (str(ROOT / "docs" / "verify_ledger.py"),)


def held(service: Running) -> AuthorityKeys:
    return read_key_file(service.settings.keys, OURS)


def current(service: Running) -> str:
    return format_public_key(held(service).signer().verifier)


def ran(service: Running, *arguments: str) -> str:
    """What a command says that ends well."""
    done = command(service.settings, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def auditor(verifier: tuple[str, ...], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *verifier, *arguments, "--origin", f"consent.test/{OURS}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def receipt_of(service: Running, family: Family, folder: Path, name: str) -> str:
    """A receipt for the newest check of the family, as a file."""
    service.beat()
    seq = next(o.entry.seq for o in reversed(service.entries()) if o.entry.file == family.file)
    reply = service.get(f"{family.path}/receipts/{seq}")
    assert reply.status_code == 200
    (folder / name).write_bytes(reply.get_data())
    return str(folder / name)


@contextmanager
def asked_without_pause(service: Running, server: Serving, family: Family) -> Iterator[list[str]]:
    """Checks one after another in two threads, until the block ends; each outcome."""
    ended, outcomes = threading.Event(), list[str]()

    def ask() -> None:
        headers = service.headers()
        while not ended.wait(0.1):
            try:
                reply = server.ask(f"{family.path}/checks", family.question(), headers)
                outcomes.append(f"{reply.status_code} {reply.json().get('outcome')}")
            except Exception as error:  # noqa: BLE001 - whatever it is, it fails the test
                outcomes.append(repr(error))

    asking = [threading.Thread(target=ask) for _ in range(2)]
    for one in asking:
        one.start()
    try:
        yield outcomes
    finally:
        ended.set()
        for one in asking:
            one.join(60)


@pytest.mark.slow
@pytest.mark.faults
def test_commands_rotate_and_retire_beside_two_servers_at_work(
    service: Running, tmp_path: Path
) -> None:
    """Nobody who asks notices, and whoever pinned the old key is led to the new one."""
    family = add_family(service)
    service.check(family.file, family.question())
    before = receipt_of(service, family, tmp_path, "before")
    old = current(service)
    rotations, overlap, copy = (str(tmp_path / n) for n in ("rotations", "overlap", "copy"))
    with serving(service.settings, tmp_path / "log", workers=2) as server:
        with asked_without_pause(service, server, family) as outcomes:
            assert current(service) == old
            said = ran(service, "ledger", "rotate-key", *MINE)
            new = current(service)
            assert new != old
            assert new in said
            ran(service, "ledger", "rotations", *MINE, "--output", rotations)
            ran(service, "ledger", "export", overlap, *MINE)
            one_person = (*PEOPLE[:2], "--approved-by", "Manager-1")
            refused = command(service.settings, "ledger", "retire-key", *MINE, *one_person)
            assert (refused.returncode, service.kinds().count("key-retired")) == (64, 0)
            asked = len(outcomes)
            assert old in ran(service, "ledger", "retire-key", *MINE, *PEOPLE)
        assert 0 < asked < len(outcomes), "checks were asked throughout"
        assert set(outcomes) == {"200 ASK"}
    ran(service, "ledger", "export", copy, *MINE)
    after = receipt_of(service, family, tmp_path, "after")
    check_receipt(
        Path(before).read_bytes(), f"consent.test/{OURS}", [public_key_from_text(old, Verifier)]
    )
    # Either key while both sign, the key of its time otherwise; the second verifier follows none.
    for what, key, code in [
        (("bundle", overlap), old, 0),
        (("bundle", overlap), new, 0),
        (("bundle", copy), old, 6),
    ]:
        done = auditor(SECOND, *what, "--key", key)
        assert done.returncode == code, (what, done.stderr)
    follow = ("--key", old, "--rotations", rotations)
    led = auditor(LEDGER, "bundle", copy, *follow, "--json")
    assert (led.returncode, json.loads(led.stdout)["handed_to"]) == (0, new)
    told = auditor(LEDGER, "receipt", after, *follow)
    assert told.returncode == 0
    assert f"has told you that it is right: {new}" in told.stdout
    ran(service, "verify", *MINE, "--replay")
    assert_ledger_sound(service)


#: One after another on one ledger: each run goes on where the one before it was killed.
ROTATING: Final = [
    "before keyfolder write_secret",
    "after keyfolder write_secret",  # the new file stands beside the old one
    "before keyfolder sync_folder",  # it has taken its place
    "before rotating _record",
    "after rotating _record",
    "after rotating _sign_over",
    "after keyfolder write_secret",
    "before keyfolder sync_folder",  # and with that both keys sign
]
RETIRING: Final = [
    "before rotating _record",
    "after rotating _record",
    "after keyfolder write_secret",
    "before keyfolder sync_folder",  # and with that the old key is gone
]


#: Where the state differs most: a file not renamed, an entry whose key does not sign yet.
A_FEW: Final = ([ROTATING[1], ROTATING[4]], [RETIRING[2]])


def killed(service: Running, where: str, *arguments: str) -> None:
    done = killed_at(service.settings, f"{where} 1", *arguments)
    assert done.returncode == -signal.SIGKILL, (where, done.stderr)
    # A server that runs meanwhile, and one that starts now, go on and find nothing wrong.
    service.beat()
    service.storage.verify(OURS)
    service.restarted().storage.verify(OURS)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rotating", "retiring"),
    [A_FEW, pytest.param(ROTATING, RETIRING, marks=pytest.mark.faults)],
    ids=["a few steps", "every step"],
)
def test_killed_at_a_step_the_next_run_goes_on_from_there(
    tmp_path: Path, rotating: list[str], retiring: list[str]
) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        service.beat()
        old = current(service)
        for where in rotating:
            assert held(service).outgoing is None, where
            killed(service, where, "ledger", "rotate-key", *MINE)
        if rotating is not ROTATING:
            ran(service, "ledger", "rotate-key", *MINE)
        assert held(service).outgoing is not None
        for where in retiring:
            assert held(service).retired == (), where
            killed(service, where, "ledger", "retire-key", *MINE, *PEOPLE)
        if retiring is not RETIRING:
            ran(service, "ledger", "retire-key", *MINE, *PEOPLE)
        assert held(service).retired == (old,)
        said = [one.content.event for one in service.entries()]
        changes = [type(one) for one in said if isinstance(one, KeyRotated | KeyRetired)]
        assert changes == [KeyRotated, KeyRetired]
        path = service.settings.keys / f"{OURS}.json"
        assert path.read_text().count("PRIVATE+KEY") == 1
        assert path.stat().st_mode & 0o777 == 0o600
        # Nor is it in a file that a killed run left behind.
        looks = f"{OURS}.reads.json"
        assert sorted(one.name for one in path.parent.glob(f"{OURS}*")) == [path.name, looks]
        service.restarted().storage.verify(OURS, replay=True)

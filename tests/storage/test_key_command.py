"""Key files sealed with an operator's program, in the environment, or plain."""

from __future__ import annotations

import base64
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner, Result

from consent_service.access.tokenkeys import TOKEN_KEYS, alone_with_token_keys, read_token_keys
from consent_service.cli.group import cli
from consent_service.settings import Settings
from consent_service.storage.door.trouble import KeyFileError
from consent_service.storage.sealed import keycommand, keyfolder, succeeding
from consent_service.storage.sealed.keyfolder import (
    KEY_FILES,
    KeyFolder,
    Watched,
    lay_plain,
    names_of,
    seal_again,
)
from consent_service.storage.sealed.keys import read_key_file, read_key_files, read_one_file
from consent_service.storage.sealed.rotating import alone
from tests.api.running import OURS, THEIRS, Running, add_family, running
from tests.faults.servers import environment

#: Stands for a KMS: it seals with a key that no key file holds, bound to the name, and writes down
#: with which arguments it was run.
KMS = """#!{python}
import base64, json, sys
from pathlib import Path
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

home, what = Path(sys.argv[1]), sys.argv[2]
with (home / "log").open("a") as log:
    print(*sys.argv[1:], file=log)
asked = json.loads(sys.stdin.readline())
data, name = base64.b64decode(asked["data"]), asked["name"].encode()
key = AESGCM((home / "kms-key").read_bytes())
if what == "wrap":
    answer = b"kms:" + bytes(12) + key.encrypt(bytes(12), data, name)
else:
    answer = key.decrypt(data[4:16], data[16:], name)
print(json.dumps({{"data": base64.b64encode(answer).decode()}}))
"""


#: Seals nothing, and is there a hundred times as quickly: for whatever is not about that.
QUICK: Final = """#!/bin/sh
echo "$@" >>"$1/log"
sed -n 's/.*"data": *"\\([^"]*\\)".*/{"data": "\\1"}/p'
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the programs that stand for a KMS are at home."""
    home = tmp_path / "kms"
    home.mkdir()
    (home / "kms-key").write_bytes(os.urandom(32))
    for name, text in (("kms", KMS.format(python=sys.executable)), ("quick", QUICK)):
        (home / name).write_text(text)
        (home / name).chmod(0o700)
    return home


@pytest.fixture(autouse=True)
def no_process_knows_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyfolder, "_opened", {})


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as started:
        yield started


def use(folder: Path, *lines: object) -> None:
    path = folder / keycommand.COMMAND
    path.write_text("".join(f"{line}\n" for line in lines))
    path.chmod(0o600)


def sealed(folder: Path) -> int:
    """Each key file there, by the program; how many."""
    names = [name for name in names_of(folder) if name.endswith(KEY_FILES)]
    for name in names:
        seal_again(folder, name)
    return len(names)


def asked(home: Path) -> list[str]:
    log = home / "log"
    return [line.split()[-1] for line in log.read_text().splitlines()] if log.exists() else []


def secrets_of(folder: Path) -> list[str]:
    """What must be in no file, no log, no argument and no error."""
    found = []
    for path in folder.glob("*.json"):
        said = json.loads(path.read_text())
        found += [said["wrapping"], said["index"], said["spool"], said["signing"][-40:]]
    found.append(json.loads((folder / TOKEN_KEYS).read_text())["active"].split("\n")[1])
    return found


def test_sealed_with_a_program_everything_is_as_before_and_no_key_lies_in_a_file(
    service: Running, home: Path
) -> None:
    folder = service.settings.keys
    file, plain, secrets = add_family(service).file, read_key_files(folder), secrets_of(folder)
    tokens = read_token_keys(folder).kid
    use(folder, home / "kms", home)
    assert sealed(folder) == 5
    lies_there = "".join(path.read_text() for path in folder.iterdir())
    log = (home / "log").read_text()
    raw = [base64.b64decode(one).hex() for one in secrets if len(one) == 44]
    for secret in (*secrets, *raw):
        assert secret not in lies_there
        assert secret not in log
    assert read_key_files(folder) == plain
    assert read_token_keys(folder).kid == tokens
    assert asked(home) == ["wrap"] * 5, "what it sealed itself a process knows"
    # Another process asks once for each file, and never while somebody waits.
    keyfolder._opened.clear()
    again = service.restarted()
    assert asked(home)[5:] == ["unwrap"] * 5
    assert again.get(f"/v1/files/{file}").status_code == 200
    ours = (service.storage, folder, OURS, "wrapping")
    succeeding.rotate(*ours, lambda *_: None, wait=lambda _: None)
    succeeding.retire(*ours)
    for one in (service, again):
        assert one.get(f"/v1/files/{file}").status_code == 200
        one.storage.verify(OURS)
    assert len(asked(home)) == 10, "rotated under the key that the file has"
    # A copy is opened wherever it lies; one under another's name is another's.
    copy = folder.parent / "copy"
    copy.write_bytes((folder / f"{OURS}.json").read_bytes())
    copy.chmod(0o600)
    assert read_one_file(folder, copy) == read_key_file(folder, OURS)
    (folder / f"{THEIRS}.json").write_bytes(copy.read_bytes())
    with pytest.raises(KeyFileError, match=rf"{THEIRS}\.json is another's"):
        read_key_files(folder)


def test_a_service_that_runs_goes_on_while_the_program_is_asked_for_another_key(
    service: Running, home: Path
) -> None:
    folder = service.settings.keys
    file = add_family(service).file
    use(folder, home / "quick", home)
    sealed(folder)
    keyfolder._opened.clear()
    assert service.get(f"/v1/files/{file}").status_code == 200
    until = time.monotonic() + 30
    while len(asked(home)) < 7 and time.monotonic() < until:
        assert service.get(f"/v1/files/{file}").status_code == 200
        time.sleep(0.05)
    assert "unwrap" in asked(home)


def test_a_program_that_is_away_is_not_asked_with_each_use(
    service: Running, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = service.settings.keys
    file = add_family(service).file
    use(folder, home / "quick", home)
    sealed(folder)
    keyfolder._opened.clear()
    tried: list[str] = []

    def away(_: Path, what: str, name: str, __: bytes) -> bytes:
        tried.append(name)
        raise KeyFileError("The key command ended with 1.")

    monkeypatch.setattr(keyfolder, "run_command", away)
    for _ in range(5):
        assert service.get(f"/v1/files/{file}").status_code == 200
    assert len(tried) == len(set(tried)), "each file once, and then not for a while"


def test_whoever_comes_while_the_program_is_asked_in_vain_does_not_ask_it_again(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, tried = service.settings.keys, list[str]()
    (name, *_) = names_of(folder)
    watched = Watched(folder, name, bytes)
    lay_plain(folder, name)

    def away(_: KeyFolder, name: str) -> bytes:
        tried.append(name)
        raise KeyFileError("The key command ended with 1.")

    monkeypatch.setattr(keyfolder, "read_key", away)
    has_come = threading.Barrier(8)
    real = keyfolder.opens_at_once

    def comes(folder: KeyFolder, name: str) -> bool:
        has_come.wait(60)
        return real(folder, name)

    monkeypatch.setattr(keyfolder, "opens_at_once", comes)
    with ThreadPoolExecutor(8) as eight:
        list(eight.map(lambda _: watched.now(), range(8)))
    assert tried == [name]


ANSWERS = {
    "ended with 3": "cat >/dev/null; echo {secret} >&2; echo {secret}; exit 3",
    "no answer: docs": "cat >/dev/null; echo {secret}",
    "what is no answer": """cat >/dev/null; echo '{{"data": "{secret}!"}}'""",
    "gave nothing": """cat >/dev/null; echo '{{"data": ""}}'""",
    "gave no key": """cat >/dev/null; echo '{{"data": "{secret}"}}'""",
    "more than an answer": "cat >/dev/null; head -c 100000 /dev/zero",
    "no answer in": "sleep 600 & sleep 600",
}


def test_whatever_goes_wrong_with_the_program_is_said_plainly_and_without_what_it_said(
    service: Running, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, secret = service.settings.keys, base64.b64encode(b"a secret of somebody's").decode()
    use(folder, home / "quick", home)
    sealed(folder)
    keyfolder._opened.clear()
    broken = home / "broken"
    use(folder, broken)
    for said, script in ANSWERS.items():
        broken.write_text("#!/bin/sh\n" + script.format(secret=secret) + "\n")
        broken.chmod(0o700)
        monkeypatch.setattr(keycommand, "SECONDS", 0.5 if said == "no answer in" else 30.0)
        with pytest.raises(KeyFileError, match=said) as error:
            service.restarted()
        seen = repr(error.value) + str(error.value) + repr(error.value.__cause__)
        assert secret not in seen
        assert "key command" in str(error.value)


def test_the_program_is_named_by_a_file_that_nobody_else_can_write(
    service: Running, home: Path
) -> None:
    folder = service.settings.keys
    use(folder, home / "quick", home)
    sealed(folder)
    keyfolder._opened.clear()
    path = folder / keycommand.COMMAND
    for mode in (0o620, 0o602, 0o666):
        path.chmod(mode)
        with pytest.raises(KeyFileError, match="nobody else may write it"):
            read_key_files(folder)
    for text, why in (("", "whole path"), ("kms\n", "whole path"), ("/nowhere\n", "cannot be run")):
        use(folder, text)
        with pytest.raises(KeyFileError, match=why):
            read_key_files(folder)
    path.unlink()
    with pytest.raises(KeyFileError, match="there is no file `command`"):
        read_key_files(folder)


@pytest.mark.breaks_the_ledger("it is opened with keys that are given in the environment")
def test_in_the_environment_keys_are_for_development(service: Running, tmp_path: Path) -> None:
    folder = service.settings.keys
    file = add_family(service).file
    texts = {name: (folder / name).read_text() for name in names_of(folder)}
    given = {
        "CONSENT_DATABASE_URL": service.settings.database_url,
        "CONSENT_CHECKPOINTS": str(service.settings.checkpoints),
        "CONSENT_SPOOL": str(service.settings.spool),
        "CONSENT_ISSUER": service.settings.issuer,
        "CONSENT_AUDIENCE": service.settings.audience,
        "CONSENT_HOSTS": "consent.test",
        "CONSENT_KEY_FILES": json.dumps(texts),
    }
    settings = Settings.read(given)
    assert not any(secret in repr(settings) for secret in secrets_of(folder))
    told = {"key_files": settings.key_files, "keys": tmp_path / "nowhere"}
    developed = service.restarted(**told)
    assert developed.get(f"/v1/files/{file}").status_code == 200
    with pytest.raises(KeyFileError, match="in the environment, where nothing can change them"):
        succeeding.rotate(developed.storage, settings.key_folder, OURS, "wrapping", lambda *_: None)
    real = {
        name: text.replace('"demonstration": true', '"demonstration": false')
        for name, text in texts.items()
    }
    with pytest.raises(KeyFileError, match="are not kept in the environment"):
        service.restarted(**(told | {"key_files": real}))
    service.restarted(**(told | {"key_files": real, "keys_in_environment": True}))


def test_commands_seal_and_unseal_and_wait_for_no_other_that_changes_a_key(
    service: Running, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What two commands wrote would be one's, and the other's new key lost with what it sealed."""
    folder, secrets = service.settings.keys, secrets_of(service.settings.keys)
    for name, value in environment(service.settings).items():
        monkeypatch.setenv(name, value)
    use(folder, home / "kms", home)

    def run(command: str) -> Result:
        return CliRunner().invoke(cli, ["keys", command])

    def lies_there() -> str:
        return "".join((folder / name).read_text() for name in names_of(folder))

    tokens = alone_with_token_keys(service.settings.checkpoints)
    for other in (alone(service.settings.checkpoints / OURS), tokens):
        with other:
            refused = run("seal")
            assert isinstance(refused.exception, KeyFileError)
            assert "Another command is changing" in str(refused.exception)
    assert run("seal").exit_code == 0
    assert not any(secret in lies_there() for secret in secrets)
    assert run("unseal").exit_code == 0
    assert all(secret in lies_there() for secret in secrets)
    (folder / keycommand.COMMAND).unlink()
    assert isinstance(run("seal").exception, KeyFileError)
    service.restarted().storage.verify(OURS)

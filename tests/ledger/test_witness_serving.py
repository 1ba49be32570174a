"""The witness over HTTP and by its command: what a stranger can send it, and take up of it."""

from __future__ import annotations

import base64
import json
import re
import socket
import stat
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ledger import (
    Cosigner,
    cosigned_at,
    format_public_key,
    open_checkpoint,
    open_note,
    private_key_from_text,
)
from ledger.transport import send
from ledger.witness import serving as serving_module
from tests.ledger.test_command import run_alone
from tests.ledger.witnesses import (
    DIGEST,
    FORK,
    HISTORY,
    KEYS,
    ORIGIN,
    SIGNER,
    Process,
    add,
    serving,
)


def test_anybody_can_see_what_it_holds(url):
    """For monitors: under the SHA-256 of the origin, with both signatures; and nothing else."""
    assert send("GET", f"{url}/{DIGEST}/checkpoint", None).status == 404
    answer = add(url, HISTORY.submission(0, 4))
    shown = send("GET", f"{url}/{DIGEST}/checkpoint", None)
    assert shown.status == 200
    assert open_checkpoint(shown.body, ORIGIN, KEYS) == HISTORY.at(4)
    assert shown.body.endswith(answer.body)
    for path in ("", "/", "/add-checkpoint", f"/{DIGEST}", f"/{DIGEST.upper()}/checkpoint"):
        assert send("GET", f"{url}{path}", None).status == 404
    assert send("POST", f"{url}/{DIGEST}/checkpoint", b"x").status == 404


def raw(url: str, *parts: bytes, pause: float = 0) -> bytes:
    """What comes back for these bytes, until the witness closes or says no more."""
    host = urlsplit(url)
    assert host.hostname is not None
    assert host.port is not None
    with socket.create_connection((host.hostname, host.port), timeout=10) as connection:
        received = b""
        try:
            for part in parts:
                connection.sendall(part)
                time.sleep(pause)
            if not pause:
                connection.shutdown(socket.SHUT_WR)
            while more := connection.recv(65_536):
                received += more
        except OSError:
            pass
        return received


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"POST /add-checkpoint HTTP/1.1\r\nHost: x\r\n\r\n", 411),
        (b"POST /add-checkpoint HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
        (b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400),
        (b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", 400),
        (b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: 9\r\n\r\nshort", 400),
        (b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: 65537\r\n\r\n", 413),
        (b"POST /other HTTP/1.1\r\nContent-Length: 1\r\n\r\nx", 404),
        (b"PUT /add-checkpoint HTTP/1.1\r\nContent-Length: 1\r\n\r\nx", 501),
    ],
)
def test_a_request_that_is_not_understood_is_refused(url, head, status):
    """And the connection ends there: what follows could be read as another request."""
    assert raw(url, head).startswith(b"HTTP/1.1 %d " % status)


def test_one_connection_carries_many_submissions(url):
    """C2SP asks witnesses to keep connections alive."""
    bodies = [HISTORY.submission(0, 3), HISTORY.submission(3, 4), HISTORY.submission(3, 4)]
    requests = b"".join(
        b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
        for body in bodies
    )
    found = raw(url, requests)
    assert re.findall(rb"HTTP/1.1 (\d+)", found) == [b"200", b"200", b"409"]


def test_a_slow_client_is_not_waited_for(witness):
    """A byte now and then does not begin the time anew."""
    with serving(witness, seconds=0.3) as url:
        head = b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: 50\r\n\r\n"
        began = time.monotonic()
        assert raw(url, head + b"x", pause=0.01).startswith(b"HTTP/1.1 408 ")
        raw(url, head, *[b"x"] * 1000, pause=0.02)
        assert raw(url, *[bytes([byte]) for byte in 50 * head], pause=0.02) == b""
        assert time.monotonic() - began < 5
        assert add(url, HISTORY.submission(0, 3)).status == 200


def test_too_many_connections_are_closed_at_once(witness, monkeypatch):
    """And those that come later are served again."""
    monkeypatch.setattr(serving_module, "CONNECTIONS", 2)
    with serving(witness, seconds=0.5) as url:
        host = urlsplit(url)
        held = [socket.create_connection((host.hostname or "", host.port or 0)) for _ in range(2)]
        time.sleep(0.1)
        assert raw(url, b"GET / HTTP/1.1\r\n\r\n") == b""
        for connection in held:
            connection.close()
        time.sleep(0.2)
        assert raw(url, b"GET / HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 404 ")


def test_one_command_runs_a_witness(tmp_path):
    """Make a key, start it, feed it, end it, and see what it refused."""
    key = tmp_path / "witness.key"
    made = run_alone("keygen", "witness.example.org", "--witness", "--out", key)
    assert made.returncode == 0
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    cosigner = private_key_from_text(key.read_text().strip(), Cosigner)
    assert made.stdout.strip() == format_public_key(cosigner.verifier)
    process = Process(tmp_path)
    try:
        assert process.said[0] == f"I am {made.stdout.strip()}"
        data = HISTORY.signed(8)
        answer = add(process.url, HISTORY.submission(0, 8))
        note = open_note(data + answer.body, [SIGNER.verifier, cosigner.verifier])
        assert abs(time.time() - cosigned_at(note.signatures[1]).timestamp()) < 60
        assert add(process.url, FORK.submission(8, 8)).status == 422
        # While it runs, by whoever may read the folder.
        shown = run_alone("witness", "--state", process.state, "evidence")
        assert shown.returncode == 0
        assert "FORK" in shown.stdout
        assert data.decode().splitlines()[2] in shown.stdout
    finally:
        process.end()
    assert process.process.returncode == 0
    (fact,) = json.loads(
        run_alone("witness", "--state", process.state, "evidence", "--json").stdout
    )
    assert (fact["origin"], fact["why"]) == (ORIGIN, "two-roots")
    assert base64.b64decode(fact["submission"]) == FORK.submission(8, 8)


def test_a_witness_needs_everything_it_is_told(tmp_path):
    """No key of its own, no ledger, no address: nothing is begun."""
    for missing in ("--key", "--log", "--listen"):
        given_ = {"--key": tmp_path / "k", "--log": "x", "--listen": "127.0.0.1:0"}
        del given_[missing]
        words = [word for pair in given_.items() for word in pair]
        assert run_alone("witness", "--state", tmp_path / "state", *words).returncode == 6
    assert run_alone("witness", "evidence").returncode == 64
    assert run_alone("witness", "--state", tmp_path / "none", "evidence").returncode == 5
    assert not Path(tmp_path / "state").exists()

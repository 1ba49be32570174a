"""What each request does without handing Python to another thread, which comes to the same."""

from __future__ import annotations

import fcntl
import hmac
import logging
import os
import select
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO

import orjson
import pytest
import structlog

from consent_service import logs
from consent_service.api.edge.requestid import new_request_id
from consent_service.logs import WholeLines
from consent_service.storage.sealed.sealing import (
    AuthoritySeal,
    Chance,
    FileSeal,
    Succession,
    key_id,
)

KEY = bytes(range(32))


class Slow(BytesIO):
    """A file of which one writing is held up until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.came, self.goes_on = threading.Event(), threading.Event()
        self.writings = 0

    def write(self, data: object) -> int:
        self.writings += 1
        self.came.set()
        assert self.goes_on.wait(10)
        return super().write(data)  # type: ignore[arg-type]


def test_a_line_that_comes_while_another_is_written_is_written_by_whoever_writes() -> None:
    file = Slow()
    lines = WholeLines(file)
    first = threading.Thread(target=lines.info, args=(b"first",))
    first.start()
    assert file.came.wait(10)
    for line in (b"second", b"third"):
        lines.warning(line)  # nobody waits for the one who writes
    file.goes_on.set()
    first.join(10)
    assert file.getvalue() == b"first\nsecond\nthird\n"
    assert file.writings == 2


@contextmanager
def piped() -> Iterator[tuple[IO[bytes], WholeLines]]:
    """The end of a pipe that is read, and lines that are written to the other."""
    reads, writes = os.pipe()
    with os.fdopen(reads, "rb") as reader, os.fdopen(writes, "wb") as writer:
        yield reader, WholeLines(writer)


def read_now(reader: IO[bytes]) -> list[bytes]:
    return os.read(reader.fileno(), 1 << 20).splitlines()


def test_whoever_says_something_does_not_wait_for_a_log_that_nobody_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What it cannot take is kept and written once it can, and of what is too much it says how
    much that was.
    """
    monkeypatch.setattr(logs, "_MOST_WAITING", 50)
    with piped() as (reader, lines):
        size = fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, 2 * select.PIPE_BUF)
        said = [b"%04d" % one + b"x" * 100 for one in range(size // 100 + 200)]
        for line in said:
            lines.info(line)
        found = read_now(reader)
        assert len(found) < len(said) - 50
        # A line that comes later takes the others with it, where there is room for it or not.
        lines.info(b"last")
        *kept, left_out = [*found, *read_now(reader)]
    assert kept == said[: len(kept)]
    told = orjson.loads(left_out)
    assert (told["event"], told["lines"]) == ("log.left_out", len(said) + 1 - len(kept))


def test_whoever_says_something_does_not_fail_for_a_log_that_cannot_be_written() -> None:
    with piped() as (reader, lines):
        lines.info(b"first")
        assert read_now(reader) == [b"first"]
        reader.close()
        for _ in range(3):
            lines.info(b"again" * 2_000)


def test_a_line_says_what_was_said_then_how_grave_it_is_and_when(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = BytesIO()
    monkeypatch.setattr(sys, "stderr", Buffered(file))
    before = structlog.get_config()
    try:
        logs.configure(logging.INFO)
        log = structlog.get_logger("a test")
        log.info("access", request="a", refused=None)
        log.warning("again")
        log.debug("left out")
    finally:
        structlog.configure(**before)
    first, second = map(orjson.loads, file.getvalue().splitlines())
    assert list(first) == ["request", "refused", "event", "level", "timestamp"]
    assert (first["event"], first["level"], second["level"]) == ("access", "info", "warning")
    assert first["timestamp"].endswith("Z")


class Buffered:
    """What standard error is, as far as lines are written to it."""

    def __init__(self, buffer: BytesIO) -> None:
        self.buffer = buffer


def test_of_many_threads_no_line_is_lost_or_torn() -> None:
    file = BytesIO()
    lines = WholeLines(file)

    def write(number: int) -> None:
        for one in range(200):
            lines.info(f"{number} {one}".encode())

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    written = file.getvalue().decode().splitlines()
    for number in range(8):
        mine = [line for line in written if line.startswith(f"{number} ")]
        assert mine == [f"{number} {one}" for one in range(200)]
    assert len(written) == 1600


def test_a_keyed_hash_is_that_of_the_standard_library() -> None:
    succession = Succession(KEY)
    seal = AuthoritySeal(succession, succession, "origin")
    for parts in ((), ("",), ("a", "bc"), ("ab", "c"), ("x" * 5_000,)):
        bound = b"".join(
            len(one).to_bytes(4, "big") + one for one in (b"once", *(p.encode() for p in parts))
        )
        expected = key_id(KEY) + hmac.digest(KEY, bound, "sha256")
        assert seal.blind("once", *parts) == expected


def test_no_two_contents_are_sealed_with_the_same_chance() -> None:
    chance, seal = Chance(3), FileSeal(KEY, "origin", "file")
    sealed = [seal.seal_content(b"the same", chance) for _ in range(7)]
    sealed += [seal.seal_content(b"the same") for _ in range(3)]
    assert len({commitment for commitment, _ in sealed}) == len(sealed)
    assert len({closed[:12] for _, closed in sealed}) == len(sealed)
    for commitment, closed in sealed:
        salt, content = seal.open_salted(closed, commitment)
        assert len(salt) == 32
        assert content == b"the same"


def test_no_two_requests_are_called_the_same() -> None:
    ids = [new_request_id() for _ in range(2_000)]
    assert len(set(ids)) == len(ids)
    assert {uuid.UUID(one).version for one in ids} == {4}

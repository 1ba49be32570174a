"""An operator's program that seals and opens what a key file is sealed with: any KMS or HSM.

It is run with one argument, `wrap` or `unwrap`, gets one line of JSON on its standard input and
gives one on its standard output:

    {"version": 1, "name": "bexley.json", "data": "<base64>"}      {"data": "<base64>"}

`data` to wrap is 32 bytes; what comes back is whatever unwraps to them. `name` is to be bound to
it, as an encryption context say. No key is ever an argument or in the environment, and nothing that
the program says of an error is read: it may hold one. It has ten seconds.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Final

from ..door.trouble import KeyFileError

#: The file beside the key files that names the program: its path, and what it is always given, a
#: line each.
COMMAND: Final = "command"
SECONDS: Final = 10.0
_LONGEST: Final = 64 * 1024


def run_command(folder: Path, what: str, name: str, data: bytes) -> bytes:
    """What the program makes of it. Raises `KeyFileError`, without a word of what it said."""
    asked = {"version": 1, "name": name, "data": base64.b64encode(data).decode()}
    said = _ran([*_program(folder), what], json.dumps(asked).encode() + b"\n")
    try:
        answer = base64.b64decode(json.loads(said)["data"], validate=True)
    except (ValueError, TypeError, KeyError):
        # Without the cause, which may say what was answered.
        raise KeyFileError("The key command gave what is no answer: docs/operating.md.") from None
    if not answer:
        raise KeyFileError("The key command gave nothing.")
    return answer


def has_command(folder: Path) -> bool:
    """Whether key files here are sealed with what a program keeps."""
    return (folder / COMMAND).exists()


def _program(folder: Path) -> list[str]:
    path = folder / COMMAND
    try:
        status = path.stat(follow_symlinks=False)
        lines = path.read_text("utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise KeyFileError(f"The file {COMMAND} beside the key files cannot be read.") from error
    if status.st_uid != os.geteuid() or status.st_mode & 0o022:
        raise KeyFileError(
            f"The file {COMMAND} beside the key files must belong to the account that runs the "
            "service, and nobody else may write it: chmod 600."
        )
    words = [line for line in lines if line.strip()]
    if not words or not Path(words[0]).is_absolute():
        raise KeyFileError(f"The file {COMMAND} begins with the whole path of a program.")
    return words


def _ran(words: list[str], sent: bytes) -> bytes:
    try:
        process = subprocess.Popen(  # noqa: S603 - the operator's own, from a file that only they write
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise KeyFileError(f"The key command cannot be run: {error.strerror}.") from None
    try:
        said, _ = process.communicate(sent, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise KeyFileError(f"The key command gave no answer in {SECONDS:.0f} seconds.") from None
    finally:
        _end(process)
    if process.returncode != 0:
        raise KeyFileError(f"The key command ended with {process.returncode}.")
    if len(said) > _LONGEST:
        raise KeyFileError("The key command said more than an answer.")
    return said


def _end(process: subprocess.Popen[bytes]) -> None:
    """It and whatever it began: a child of its that keeps the pipe would be waited for for ever."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    process.wait()

"""The package's verifier and the one in docs/, asked the same in one process; and others beside
them that a test puts there.
"""

from __future__ import annotations

import importlib.util
import io
import json
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ledger import Signer, format_public_key, sign_checkpoint, write_folder
from ledger.__main__ import main as ours
from ledger.testing import ledger_of

SCRIPT = Path(__file__).parents[2] / "docs" / "verify_ledger.py"
ORIGIN = "records.example.org/north"
SIGNER = Signer(ORIGIN, bytes(range(32)))
KEY = format_public_key(SIGNER.verifier)


def load_second(name: str = "verify_ledger") -> Any:
    """The file in docs/ as a module, which no package imports and none can shadow."""
    spec = importlib.util.spec_from_file_location(name, SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SECOND = load_second("verify_ledger_with_a_memory")
# Its signature check takes 30 ms. The same bytes have the same answer, and most cases here change
# something else.
SECOND.is_signature = cache(SECOND.is_signature)


def write_copy(path: Path, size: int, signer: Signer = SIGNER, origin: str = ORIGIN) -> Path:
    """A sound copy of a ledger of so many entries, the same at each call."""
    head, lines = ledger_of(size, origin, batch=7)
    write_folder(path, lines, sign_checkpoint(head.checkpoint(), signer))
    return path


def files_of(folder: Path) -> list[Path]:
    """Every file of a copy, in one order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


class Asked(NamedTuple):
    """What every verifier is asked."""

    path: Path
    what: str
    origin: str
    keys: Sequence[str]
    since: Path | None


#: Verifiers besides these two: each answers, or says None where it cannot see what is asked.
OTHERS: list[Callable[[Asked], dict[str, Any] | None]] = []


def ask(
    path: Path,
    *,
    what: str = "bundle",
    origin: str = ORIGIN,
    keys: Sequence[str] = (KEY,),
    since: Path | None = None,
) -> dict[str, Any]:
    """What both verifiers answer in JSON; they must answer alike in all but the words."""
    arguments = [str(path), "--origin", origin, "--json"]
    for key in keys:
        arguments += ["--key", key]
    if since is not None:
        arguments += ["--since", str(since)]
    first = _run(ours, ["verify", what, *arguments])
    second = _run(SECOND.main, [what, *arguments])
    assert second == first
    for other in OTHERS:
        third = other(Asked(path, what, origin, keys, since))
        assert third is None or comparable(third) == first
    return first


def _run(main: Any, arguments: list[str]) -> dict[str, Any]:
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        code = main(arguments)
    answer: dict[str, Any] = json.loads(out.getvalue())
    assert answer["exit_code"] == code
    assert answer["sound"] == (code == 0)
    return comparable(answer)


def comparable(answer: dict[str, Any]) -> dict[str, Any]:
    """All but the words; and what is not a ledger is not one in many ways."""
    left_out = {"message", "error"} if answer["exit_code"] == 5 else {"message"}
    return {name: value for name, value in answer.items() if name not in left_out}

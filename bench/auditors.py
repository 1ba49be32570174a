"""Processor time of `verify bundle`, and of auditors in Go, over one copy of a ledger, in turn.

`python -m bench.auditors [ENTRIES]` needs a `go`; `auditor.go` beside this says what it checks.
Each is a process of its own, and what it took is what the kernel says of it once it has ended.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Final

from bench.verifying import ORIGIN, SIGNER, write_bundle
from ledger.note import format_public_key

ROUNDS: Final = 5
_HERE: Final = Path(__file__).parent


def main(entries: int) -> None:
    """Print the median of each with its least and its most, and how it stands to Go's."""
    with tempfile.TemporaryDirectory() as place:
        folder, program = Path(place) / "copy", Path(place) / "auditor"
        write_bundle(folder, entries)
        subprocess.run(["go", "build", "-o", program, _HERE / "auditor.go"], check=True)
        ways = _ways(folder, program)
        took: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, command in ways.items():
                took[name].append(_processor_time(command))
    beside = median(took["in Go"])
    for name, each in took.items():
        said = f"{median(each):.2f} s ({min(each):.2f} to {max(each):.2f})"
        print(f"{name}: {said}, {median(each) / beside:.2f} of Go's")


def _ways(folder: Path, program: Path) -> dict[str, list[str]]:
    verifier = SIGNER.verifier
    told = [str(folder), "--origin", ORIGIN, "--key", format_public_key(verifier)]
    go = [str(program), str(folder), ORIGIN, verifier.public_key.hex()]
    ours = [sys.executable, "-m", "ledger", "verify", "bundle", *told]
    return {
        "in Go": go,
        "in Go, each entry read as JSON": [*go, "read"],
        "verify bundle": ours,
        "verify bundle --workers 1": [*ours, "--workers", "1"],
        "docs/verify_ledger.py": [
            sys.executable,
            str(_HERE.parent / "docs" / "verify_ledger.py"),
            "bundle",
            *told,
        ],
    }


def _processor_time(command: list[str]) -> float:
    """Seconds, of the process and of all that it waited for. Raises if it finds fault."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, spent = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"it ended with {process.returncode}")
    return spent.ru_utime + spent.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)

"""Which Python `make install` takes: the oldest that is new enough, and of two the quick one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.rules.test_project import ROOT
from tests.sweeping import each

#: What a Python on the path says of itself when it is asked.
QUICK, OTHER, TOO_OLD = 0, 2, 1


def which(home: Path, *pythons: tuple[str, str, int]) -> str:
    """Of these, each in a folder of the path and with what it says."""
    tools = home / "tools"
    tools.mkdir(parents=True)
    for tool in ("make", "bash"):
        found = shutil.which(tool)
        assert found is not None
        (tools / tool).symlink_to(found)
    path = [tools]
    for folder, name, says in pythons:
        python = home / folder / name
        python.parent.mkdir(exist_ok=True)
        python.write_text(f"#!{tools / 'bash'}\nexit {says}\n")
        python.chmod(0o755)
        path += [python.parent] * (python.parent not in path)
    made = subprocess.run(
        ["make", "-s", "-f", str(ROOT / "Makefile"), "--eval=which:; @echo $(PYTHON)", "which"],
        env={"PATH": ":".join(map(str, path))},
        capture_output=True,
        check=True,
        text=True,
    )
    return made.stdout.strip().removeprefix(str(home))


@each("pythons", "taken", of=[
    ([("a", "python3.11", OTHER), ("b", "python3.11", QUICK)], "/b/python3.11"),
    ([("a", "python3.11", QUICK), ("b", "python3.11", OTHER)], "/a/python3.11"),
    # There is no other, or none of that version: the locks were tried longest with the oldest.
    ([("a", "python3.11", OTHER), ("b", "python3.12", QUICK)], "/a/python3.11"),
    ([("a", "python3", TOO_OLD), ("b", "python3.13", OTHER)], "/b/python3.13"),
    # A shim, of a version that is not chosen there.
    ([("a", "python3.11", 127), ("b", "python3", QUICK)], "/b/python3"),
    ([("a", "python3", TOO_OLD)], ""),
    ([], ""),
])  # fmt: skip
def test_of_what_is_on_the_path(
    pythons: list[tuple[str, str, int]], taken: str, tmp_path: Path
) -> None:
    home = Path(tmp_path, str(len(list(tmp_path.iterdir()))))
    assert which(home, *pythons) == taken


def test_what_each_is_asked_can_be_asked() -> None:
    """Of the one that runs this, which is new enough."""
    said = subprocess.run(
        ["make", "-s", "--eval=$(info $(LOOK))", "help"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    asked = said.stdout.splitlines()[0]
    ended = subprocess.run(
        [sys.executable, "-c", asked], check=False, capture_output=True, text=True
    )
    assert (ended.returncode in {QUICK, OTHER}, ended.stderr) == (True, "")

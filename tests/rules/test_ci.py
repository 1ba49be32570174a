"""`.ci/run` begins with the long lists that a change touches, however it was cloned."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / ".ci/run"
ROWS = [
    line.split()
    for line in RUN.read_text(encoding="utf-8")
    .partition("LISTS='\n")[2]
    .partition("'")[0]
    .split("\n")
    if line
]
EVERY = {" ".join(row[1:]) for row in ROWS}
#: What is tried at length in campaigns.
IS_LONGER = re.compile(r"mark\.campaign|@tried\(|mark\.each_database|@each\(|is_campaign\(")
#: A server that does not start, a demonstration's database, and samples: no list is about these.
ABOUT_THE_TESTS = {
    ("faults", "test_databases.py"),
    ("campaign", "test_databases.py"),
    ("campaign", "test_sweeping.py"),
}

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ann Example", "-c", "user.email=ann@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, name: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{path.exists()}{len(name)}", encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", name)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository with our `.ci/run` and, so far, one commit."""
    folder = tmp_path / "clone"
    (folder / ".ci").mkdir(parents=True)
    shutil.copy(RUN, folder / ".ci/run")
    git(folder, "init", "--quiet")
    for row in ROWS:
        path = folder / row[0]
        if row[0].endswith("/"):
            path = path / "a file"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    commit(folder, "README.md")
    return folder


def lists(folder: Path) -> set[str]:
    done = subprocess.run(
        [folder / ".ci/run", "--lists"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines())


def test_every_path_in_the_table_is_there_and_every_target_can_be_made() -> None:
    assert len(ROWS) > 10
    for beginning, target, *tests in ROWS:
        assert (ROOT / beginning).exists(), beginning
        assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)
        assert tests
        assert all((ROOT / one).exists() for one in tests)


def test_what_is_marked_for_a_long_list_is_in_the_table() -> None:
    marked = {
        (mark, path.relative_to(ROOT).parts[1])
        for mark in ("campaign", "faults")
        for path in (ROOT / "tests").rglob("test_*.py")
        if f"mark.{mark}" in path.read_text(encoding="utf-8") and path != Path(__file__)
    }
    # Without that mark: a property, what is on both databases, each case of what is sampled daily.
    marked |= {
        ("campaign", path.relative_to(ROOT).parts[1])
        for path in (ROOT / "tests").rglob("test_*.py")
        if IS_LONGER.search(path.read_text(encoding="utf-8")) and path != Path(__file__)
    }
    asked = {(row[1], Path(one).parts[1]) for row in ROWS for one in row[2:]}
    assert marked - ABOUT_THE_TESTS <= asked


def test_each_part_of_the_service_and_of_the_tests_leads_to_a_list_about_it() -> None:
    """What leads to `tests/api` alone, like all of the service, is looked at by nothing else."""
    led_to: dict[str, set[str]] = {}
    for beginning, _, *tests in ROWS:
        led_to.setdefault(beginning, set()).update(tests)
    long = {
        path.relative_to(ROOT).parts[1]
        for path in (ROOT / "tests").rglob("test_*.py")
        if len(path.relative_to(ROOT).parts) > 2
        and (IS_LONGER.search(text := path.read_text(encoding="utf-8")) or "mark.faults" in text)
    }
    for folder in long:
        assert f"tests/{folder}" in led_to[f"tests/{folder}/"]
    packages = {path.parent.name for path in (ROOT / "consent_service").glob("*/__init__.py")}
    for package in packages - {"api"}:
        beginnings = [one for one in led_to if one.startswith(f"consent_service/{package}/")]
        assert beginnings, package


def test_only_what_changed_since_the_newest_tag_counts(clone: Path) -> None:
    git(clone, "tag", "v1")
    commit(clone, "ledger/tree.py")
    git(clone, "tag", "v2")
    commit(clone, "docs/verify_ledger.py")
    assert lists(clone) == {"campaign tests/ledger", "campaign tests/tamper"}
    commit(clone, "README.md")
    assert len(lists(clone)) == 2


def test_a_commit_that_is_tagged_is_compared_with_the_tag_before(clone: Path) -> None:
    git(clone, "tag", "v1")
    commit(clone, "tests/tamper/test_x.py")
    git(clone, "tag", "v2")
    assert lists(clone) == {"campaign tests/tamper"}


def test_without_a_tag_the_last_twenty_commits_count(clone: Path) -> None:
    commit(clone, "ledger/tree.py")
    for _ in range(20):
        commit(clone, "README.md")
    assert lists(clone) == set()
    git(clone, "reset", "--quiet", "--hard", "HEAD~1")
    assert "faults tests/faults tests/ledger" in lists(clone)


def test_where_nothing_is_known_of_what_changed_everything_has(clone: Path, tmp_path: Path) -> None:
    commit(clone, "README.md")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{clone}", "shallow")
    assert lists(tmp_path / "shallow") == EVERY
    shutil.rmtree(clone / ".git")
    assert lists(clone) == EVERY


def test_a_change_of_words_alone_has_no_long_list(clone: Path) -> None:
    git(clone, "tag", "v1")
    commit(clone, "README.md")
    assert lists(clone) == set()


CLOSING = "== 7 passed in 1.00s =="


def ran(clone: Path, seconds: int, **recipes: str) -> tuple[int, list[str]]:
    """`.ci/run` where each target of the Makefile is one line of shell; its end and its lines."""
    quiet = dict.fromkeys(("install", "check", "campaign", "faults"), "true")
    made = {**quiet, "test": f"echo '{CLOSING}'"}
    lines = [f"{name}:\n\t@{recipe}\n" for name, recipe in {**made, **recipes}.items()]
    (clone / "Makefile").write_text("".join(lines), encoding="utf-8")
    # It is there, or the run would begin by installing it.
    strace = clone / "bin/strace"
    strace.parent.mkdir()
    strace.write_text("#!/bin/sh\n", encoding="utf-8")
    strace.chmod(0o755)
    path = f"{strace.parent}:{os.environ['PATH']}"
    done = subprocess.run(
        [clone / ".ci/run"],
        env={**os.environ, "PATH": path, "LONG_LISTS_SECONDS": str(seconds)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.splitlines()


def test_the_last_line_is_the_closing_line_of_make_test(clone: Path) -> None:
    end, lines = ran(clone, 60)
    assert (end, lines[-1]) == (0, CLOSING)


def test_a_long_list_that_fails_fails_the_run_and_make_test_has_its_turn(clone: Path) -> None:
    end, lines = ran(clone, 60, campaign="false")
    assert end == 1
    assert "FAILED: make campaign, tests/ledger" in lines
    assert lines[-1] == CLOSING


def test_types_that_do_not_fit_fail_the_run_and_make_test_has_its_turn(clone: Path) -> None:
    end, lines = ran(clone, 0, check="false")
    assert end == 1
    assert "FAILED: make check" in lines
    assert lines[-1] == CLOSING


def test_lists_for_which_there_is_no_time_are_named_and_have_not_failed(clone: Path) -> None:
    end, lines = ran(clone, 0, campaign="false", faults="false")
    assert end == 0
    assert "Left out, for want of time: all of make faults, tests/faults tests/ledger" in lines
    assert lines[-1] == CLOSING


def test_a_list_that_is_cut_short_is_named_and_has_not_failed(clone: Path) -> None:
    git(clone, "tag", "v1")
    commit(clone, "docs/verify_ledger.py")
    end, lines = ran(clone, 4, campaign="sleep 60")
    assert end == 0
    assert "Left out, for want of time: the rest of make campaign, tests/ledger" in lines
    assert lines[-1] == CLOSING


def test_a_failure_of_make_test_is_the_end_whatever_the_lists_were(clone: Path) -> None:
    failing = "== 1 failed, 6 passed in 1.00s =="
    end, lines = ran(clone, 60, test=f"echo '{failing}'; false")
    assert end != 0
    assert lines[-1] == failing

"""The README is true: its commands are run, its answer is the one given.

Also here, because it is the same promise for the other documents: links lead somewhere, settings
have their headings, and the bytes in the ledger's format are those of the vectors.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from consent_service.settings import OPTIONAL, REQUIRED
from tests.demonstrated import ROOT, copied, demonstration, environment, free_port, shared_by_all
from tests.sweeping import each

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
VECTORS = json.loads((ROOT / "tests/ledger/vectors/ledger.json").read_text(encoding="utf-8"))

#: Between blocks, so that what each printed can be told apart.
BETWEEN = "the end of a block of the README"


def blocks(language: str, page: str = README) -> list[str]:
    """The fenced blocks of a page in this language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


START, *STEPS = blocks("sh")
#: What a vendor types on their first afternoon, and the script they save before.
MACHINES = (ROOT / "docs/machines.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], list[str]]:
    """What each block of the vendor's page printed, and then of the README, which damages a family
    on purpose: each page run in one shell as a reader would, against one demonstration, which
    was begun as it is typed.
    """
    if shutil.which("curl") is None or shutil.which("openssl") is None:
        pytest.skip("these pages ask with curl and openssl, which are not both installed here")
    here = tmp_path_factory.mktemp("readme")
    (here / ".venv").symlink_to(sys.prefix)
    (script,) = blocks("python", MACHINES)
    (here / "assertion.py").write_text(script, encoding="utf-8")
    port = free_port()
    copied(shared_by_all(tmp_path_factory.getbasetemp()), here / "var")
    with demonstration(here / "var", port):
        return typed(blocks("sh", MACHINES), here, port), typed(STEPS, here, port)


def typed(steps: list[str], here: Path, port: int) -> list[str]:
    script = f"\necho '{BETWEEN}'\n".join(steps).replace("127.0.0.1:8000", f"127.0.0.1:{port}")
    ran = subprocess.run(
        ["bash", "-c", script],
        cwd=here,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    return ran.stdout.split(BETWEEN + "\n")


@pytest.fixture(scope="module")
def printed(both: tuple[list[str], list[str]]) -> list[str]:
    """What each block of the README printed."""
    return both[1]


def test_the_readme_begins_with_two_commands_that_exist() -> None:
    """They are targets of the Makefile, and `make run` starts the demonstration."""
    commands = re.findall(r"^make ([a-z]+)", START, re.MULTILINE)
    assert commands == ["run", "test"]
    would_run = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", *commands],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert re.search(r"consent-service demo$", would_run, re.MULTILINE)
    assert re.search(r"/pytest\b", would_run)


@pytest.mark.slow
def test_every_command_of_the_readme_prints_what_it_says(printed: list[str]) -> None:
    assert_as_promised(STEPS, printed)


@pytest.mark.slow
def test_every_command_of_a_vendors_first_afternoon_prints_what_it_says(
    both: tuple[list[str], list[str]],
) -> None:
    assert_as_promised(blocks("sh", MACHINES), both[0])


def assert_as_promised(steps: list[str], printed: list[str]) -> None:
    """Each `#>` line is part of what its block printed, in that order."""
    assert len(printed) == len(steps)
    for block, output in zip(steps, printed, strict=True):
        promised = re.findall(r"^#> (.*)$", block, re.MULTILINE)
        assert promised, "a block that promises nothing proves nothing"
        place = 0
        for words in promised:
            assert words in output[place:], f"{words!r} is not in:\n{output}"
            place = output.index(words, place) + len(words)


@pytest.mark.slow
def test_the_answer_shown_is_the_answer_given(printed: list[str]) -> None:
    """Whatever the README shows of the JSON, the service said, value for value."""
    (shown,) = [json.loads(block) for block in blocks("json")]
    given = json.loads("{" + printed[0].rpartition("\n{")[2])
    assert _missing(shown, given) == []


def _missing(shown: Any, given: Any, where: str = "") -> list[str]:
    """Where what is shown is not what was given. Members and last elements may be left out."""
    if isinstance(shown, dict) and isinstance(given, dict):
        absent = [f"{where}/{name}" for name in shown if name not in given]
        both = [(shown[n], given[n], f"{where}/{n}") for n in shown if n in given]
        return absent + [fault for pair in both for fault in _missing(*pair)]
    if isinstance(shown, list) and isinstance(given, list) and len(shown) <= len(given):
        pairs = enumerate(zip(shown, given, strict=False))
        return [fault for n, (s, g) in pairs for fault in _missing(s, g, f"{where}/{n}")]
    return [] if shown == given else [where]


@each("document", of=DOCUMENTS)
def test_every_link_leads_somewhere(document: Path) -> None:
    """A file that is there, and in it the heading that is named."""
    lost = []
    for link in re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8")):
        if re.match(r"https?:", link):
            continue
        name, _, heading = link.partition("#")
        target = document.parent / name if name else document
        if not target.is_file() or (heading and heading not in _headings(target)):
            lost.append(link)
    assert lost == []


def _headings(document: Path) -> set[str]:
    found = re.findall(r"^#+ (.*)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in found}


def test_every_setting_has_its_heading() -> None:
    """And none is described that is not there."""
    text = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    described = re.findall(r"^#+ (CONSENT_[A-Z_]+)$", text, re.MULTILINE)
    assert sorted(described) == sorted([*REQUIRED, *OPTIONAL])


@each(
    "literal",
    of=[
        *(entry["bytes"] for entry in VECTORS["entries"][:2]),
        *(entry["hash"] for entry in VECTORS["entries"]),
        VECTORS["contents"][0]["salt"],
        VECTORS["contents"][0]["commitment"],
        VECTORS["verifier"],
        VECTORS["checkpoint"],
    ],
)
def test_the_bytes_in_the_format_are_those_of_the_vectors(literal: str) -> None:
    """The document's examples are checked by the same code as the vectors."""
    assert literal in (ROOT / "docs/ledger-format.md").read_text(encoding="utf-8")


def test_a_document_names_only_tests_and_modules_that_exist() -> None:
    """A path in backticks that looks like one of ours is one."""
    ours = re.compile(r"`((?:consent_service|ledger|tests|docs|api_spec|samples)/[\w./-]+)`")
    lost = [
        f"{document.relative_to(ROOT)}: {path}"
        for document in DOCUMENTS
        for path in ours.findall(document.read_text(encoding="utf-8"))
        if not (ROOT / path).exists()
    ]
    assert lost == []


def test_every_test_a_document_names_is_there() -> None:
    """A promise is only as good as the test that it points to."""
    there = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    named = {
        name
        for document in DOCUMENTS
        for name in re.findall(r"`(test_\w+)`", document.read_text(encoding="utf-8"))
    }
    assert named
    assert named - there == set()

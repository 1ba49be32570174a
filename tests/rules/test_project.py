"""Rules for the repository as a whole."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PROJECT = PYPROJECT["project"]
EXTRAS = PROJECT["optional-dependencies"]
LARGEST_MODULE = 400

NOT_OURS = {".git", ".venv", "__pycache__", "build", "dist", "node_modules", "var"}
VAGUE_NAMES = {"util", "helper", "common", "model", "manager", "base"}
# Patterns are written so that they do not match this file.
REGISTRIES = re.compile(
    r"pypi[.]org|pythonhosted[.]org|npmjs[.]org|yarnpkg[.]com|crates[.]io|deb[.]debian[.]org",
    re.IGNORECASE,
)
UNFINISHED = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X])\b")


def project_files() -> list[Path]:
    """What is, or is about to be, in the repository."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout.split("\0")
        found = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        found = []
        for folder, folders, names in os.walk(ROOT):
            folders[:] = [
                f for f in folders if f not in NOT_OURS and not f.endswith(("_cache", ".egg-info"))
            ]
            found += [Path(folder, name) for name in names]
    return sorted(path for path in found if path.is_file())


def lines_of(path: Path) -> list[str]:
    """The lines of a text file; none for a binary one."""
    content = path.read_bytes()
    return [] if b"\0" in content else content.decode().splitlines()


def lines_matching(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate(lines_of(path), 1)
        if pattern.search(line)
    ]


def requirements(*lists: list[str]) -> list[Requirement]:
    return [Requirement(line) for lines in lists for line in lines]


def test_the_project_is_found() -> None:
    """The rules below would all hold for no files."""
    names = {str(path.relative_to(ROOT)) for path in project_files()}
    assert {"Makefile", "pyproject.toml", "tests/rules/test_project.py"} <= names


def test_no_file_names_a_package_registry() -> None:
    """Where packages come from is the installer's business and does not belong in the source."""
    assert lines_matching(REGISTRIES, project_files()) == []


def test_every_dependency_has_its_reason() -> None:
    """A package nobody can justify is not taken."""
    text = (ROOT / "docs/decisions/0001-dependencies.md").read_text()
    explained = {
        canonicalize_name(n) for n in re.findall(r"^\| ([A-Za-z0-9-]+) \|", text, re.MULTILINE)
    }
    foreign = re.findall(r"(?m)^([a-z0-9-]+)==", (ROOT / "requirements-foreign.lock").read_text())
    asked = {
        canonicalize_name(r.name) for r in requirements(PROJECT["dependencies"], *EXTRAS.values())
    } | {canonicalize_name(name) for name in foreign if name != "aics-tlog"}
    assert asked - explained == set()
    assert explained - asked - {"package"} == set()


def test_every_decision_is_listed() -> None:
    """A record that the list does not name is not found again."""
    folder = ROOT / "docs/decisions"
    listed = set(re.findall(r"\]\((\d{4}-[a-z0-9-]+\.md)\)", (folder / "README.md").read_text()))
    assert listed == {path.name for path in folder.glob("[0-9]*.md")}


def test_every_make_target_says_what_it_does() -> None:
    """`make help` lists them all."""
    text = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z][a-z-]*):(?!=)", text, re.MULTILINE))
    explained = set(re.findall(r"^([a-z][a-z-]*):(?!=).*## \S", text, re.MULTILINE))
    phony = set(re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)[0].split())
    assert targets == explained == phony


def test_every_ignored_lint_rule_has_its_reason() -> None:
    """A rule is switched off by an argument, not by a mood."""
    lint = PYPROJECT["tool"]["ruff"]["lint"]
    ignored = [lint["ignore"], *lint["per-file-ignores"].values()]
    text = (ROOT / "pyproject.toml").read_text()
    given = re.findall(r'^    "([A-Z]+[0-9]*)", +# \S+ \S+', text, re.MULTILINE)
    assert sorted(given) == sorted(code for codes in ignored for code in codes)


def test_the_image_is_built_in_stages_and_runs_as_nobody() -> None:
    """What builds is not what runs, and what runs is not root."""
    text = (ROOT / "Dockerfile").read_text()
    stages = re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    assert len(stages) >= 2
    base = re.findall(r"^ARG BASE=(\S+)", text, re.MULTILINE)
    images = {base[0] if stage == "${BASE}" else stage for stage in stages}
    for image in images:
        assert re.search(r":[\w.-]+(@sha256:|$)", image), f"{image} has no tag"
        assert ":latest" not in image
    last_stage = text[text.rindex("\nFROM ") :]
    user = re.findall(r"^USER (\S+)", last_stage, re.MULTILINE)[-1]
    assert int(user.split(":")[0]) > 0


def test_no_module_is_too_long() -> None:
    """Past this length there is usually a second idea inside."""
    sizes = {
        str(path.relative_to(ROOT)): len(lines_of(path))
        for path in project_files()
        if path.suffix == ".py"
    }
    assert {name: size for name, size in sizes.items() if size > LARGEST_MODULE} == {}


#: So many names a package may hand on; the library's own is what it offers to others.
MOST_HANDED_ON = 8


def test_no_package_is_a_list_of_what_stands_elsewhere() -> None:
    """Each name would be written down twice more, and an import would not say where it stands."""
    offered = ROOT / "ledger" / "__init__.py"
    listed = re.compile(r"^__all__ = \[(.*?)\]", re.DOTALL | re.MULTILINE)
    handed_on = {
        str(path.relative_to(ROOT)): names.count('"') // 2
        for path in project_files()
        if path.suffix == ".py" and path != offered
        for names in listed.findall(path.read_text(encoding="utf-8"))
    }
    assert {name: many for name, many in handed_on.items() if many > MOST_HANDED_ON} == {}


def test_modules_are_named_after_what_they_hold() -> None:
    """A name that fits everything collects everything."""
    vague = [
        str(path.relative_to(ROOT))
        for path in project_files()
        if path.suffix == ".py"
        for part in path.relative_to(ROOT).with_suffix("").parts
        if part.lower().strip("_").removesuffix("s") in VAGUE_NAMES
    ]
    assert vague == []


def _modules() -> Iterator[Path]:
    """Of the packages, from here."""
    for path in project_files():
        here = path.relative_to(ROOT)
        if here.suffix == ".py" and here.parts[0] in {"consent_service", "ledger"}:
            yield here


def test_no_name_of_a_module_stands_in_four_folders() -> None:
    """Of one that does, nobody who hears it knows which is meant."""
    found: dict[str, list[str]] = {}
    for here in _modules():
        found.setdefault(here.stem, []).append(str(here.parent))
    del found["__init__"]
    assert {name: where for name, where in found.items() if len(where) > 3} == {}


def test_every_package_and_what_stands_beside_them_has_its_line_in_the_architecture() -> None:
    guide = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    places = guide.partition("## Where things are")[2].partition("\n## ")[0]
    lost = [
        str(here)
        for here in _modules()
        if here.name == "__init__.py" or here.parent == Path("consent_service")
        if (f"{here.parent.name}/" if here.name == "__init__.py" else f"`{here}`") not in places
    ]
    assert lost == []


def test_what_the_architecture_names_in_a_module_is_there() -> None:
    """Such as `api/edge/guard.guard`, in the way of one request."""
    guide = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    sources = {str(here.with_suffix("")): (ROOT / here).read_text() for here in _modules()}
    named = [
        (path, name)
        for path, names in re.findall(r"\b([a-z]\w*(?:/\w+)+)\.(\w+(?:\.\w+)*)", guide)
        for name in names.split(".")
        if name not in {"md", "py", "toml", "yaml", "json"}
    ]
    assert named
    assert [
        f"{path}: {name}"
        for path, name in named
        if not re.search(rf"\b(?:def|class) {name}\b", sources.get(f"consent_service/{path}", ""))
    ] == []


#: What a member holds has one name wherever it is dealt with: the mark, the field of a body, the
#: input of a form.
ONE_NOUN = (
    "consent_service/domain/recorded/members.py",
    "consent_service/domain/recorded/marksofwords.py",
    "consent_service/api/edge/",
    "consent_service/pages/forms/days.py",
    "consent_service/pages/forms/inputs.py",
)


def test_no_name_of_a_class_stands_for_two_things() -> None:
    """Of one that does, say in the less used name which it is: `SessionBegun` beside `Begun`. So
    with what stands for a type; but for those that no other module can name.
    """
    found: dict[str, list[str]] = {}
    called = re.compile(
        r"^(?:class (\w+)|([A-Za-z]\w*): TypeAlias\b|([A-Z]\w*[a-z]\w*) = )", re.MULTILINE
    )
    for here in _modules():
        for names in called.findall((ROOT / here).read_text()):
            found.setdefault("".join(names), []).append(str(here))
    twice = {name: where for name, where in found.items() if len(where) > 1}
    assert {
        name: where
        for name, where in twice.items()
        if len({one for one in ONE_NOUN for path in where if path.startswith(one)}) < len(where)
    } == {}
    assert "Text" in twice


def test_nothing_is_marked_unfinished() -> None:
    """What is missing stands in the documents, where its reader looks."""
    assert lines_matching(UNFINISHED, project_files()) == []

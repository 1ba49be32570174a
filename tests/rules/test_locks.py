"""The locks: what they pin is what is installed, on every Python, whatever its pip would choose.

Why `--no-deps` beside `--require-hashes`? An old pip's resolver takes `coverage[toml]` for another
thing than the pinned `coverage`, looks for it by itself, finds a newer one, and stops because that
has no hash. So a lock is installed as it stands, and must therefore be whole.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.rules.test_project import EXTRAS, PROJECT, ROOT, lines_of, project_files
from tests.sweeping import each

RUNTIME, DEV, FOREIGN = "requirements.lock", "requirements-dev.lock", "requirements-foreign.lock"
LETTERS = "requirements-letters.lock"
#: Beside what the project needs to run: what each lock is for.
LOCKS = {RUNTIME: ["build"], LETTERS: ["build", "letters"], DEV: list(EXTRAS)}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
FLAGS = ("--require-hashes", "--no-deps")

#: What a package asks for: of an installed one, its own metadata.
Asks = Callable[[str], Iterable[str]]
#: Each row is read once, however often somebody asks for it.
_read = cache(Requirement)


def text_of(lock: str) -> str:
    return (ROOT / lock).read_text()


def pins(text: str) -> list[Requirement]:
    """What a lock pins, each with its extras and its marker."""
    rows = re.findall(r"^([A-Za-z0-9][^\\\n#]*)", text, re.MULTILINE)
    return [_read(row) for row in rows]


def version(pin: Requirement) -> str:
    return str(pin.specifier).removeprefix("==")


def pinned(text: str) -> dict[str, str]:
    """Name and version of each package in a lock."""
    return {
        canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in pins(text)
    }


def asked_for(extras: Iterable[str]) -> list[Requirement]:
    lists = [PROJECT["dependencies"], *(EXTRAS[extra] for extra in extras)]
    return [Requirement(line) for lines in lists for line in lines]


# ── how they are installed ──────────────────────────────────────────────────────────────────


def installs(text: str) -> Iterator[str]:
    """Each command of a text that has pip install a lock."""
    for command in re.split(r"\n|&&|;", text.replace("\\\n", " ")):
        if re.search(r"\binstall\b.*\s(-r|--requirement)[ =]*\S+", command):
            yield " ".join(command.split())


def careless(text: str) -> list[str]:
    """Those that leave something to the resolver, or to whoever serves the packages."""
    return [command for command in installs(text) if not set(FLAGS) <= set(command.split())]


def test_every_lock_is_installed_as_it_stands() -> None:
    texts = {
        path.relative_to(ROOT): "\n".join(lines_of(path))
        for path in project_files()
        if path != Path(__file__)
    }
    found = {str(name): list(installs(text)) for name, text in texts.items()}
    assert len(found["Makefile"]) == 3
    assert len(found["Dockerfile"]) == len(found["docs/operating.md"]) == 1
    assert {str(name): careless(text) for name, text in texts.items() if careless(text)} == {}


@each("flag", of=FLAGS)
@each("name", of=["Makefile", "Dockerfile", "docs/operating.md"])
def test_a_flag_that_is_left_out_is_found(name: str, flag: str) -> None:
    text = text_of(name)
    careful = next(installs(text))
    forgot = re.sub(rf"(install\b.*?) {flag}", r"\1", text, count=1)
    assert careless(forgot) == [careful.replace(f" {flag}", "")]


# ── that they are whole ─────────────────────────────────────────────────────────────────────


def environment(python: str) -> dict[str, str]:
    """Of CPython on Linux, as pip sees it when it reads markers."""
    named = {name: str(value) for name, value in default_environment().items()}
    return named | {
        "implementation_name": "cpython",
        "os_name": "posix",
        "platform_python_implementation": "CPython",
        "platform_system": "Linux",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "linux",
    }


def holds(wanted: Requirement, where: dict[str, str], extra: str = "") -> bool:
    return wanted.marker is None or wanted.marker.evaluate({**where, "extra": extra})


@cache
def as_installed(name: str) -> list[str]:
    return metadata.requires(name) or []


def lacking(
    text: str, roots: Iterable[Requirement], python: str, asks: Asks = as_installed
) -> set[str]:
    """What somebody needs on this Python, and the lock does not pin or pins in another version.

    Everything is followed from the roots on, each package with the extras it is asked for with.
    """
    where = environment(python)
    have = {canonicalize_name(pin.name): pin for pin in pins(text) if holds(pin, where)}
    found: set[str] = set()
    seen: set[tuple[str, str]] = set()
    queue = [wanted for wanted in roots if holds(wanted, where)]
    while queue:
        wanted = queue.pop()
        name = canonicalize_name(wanted.name)
        pin = have.get(name)
        if pin is None or not wanted.specifier.contains(version(pin)):
            found.add(str(wanted).partition(";")[0].strip())
            continue
        for extra in {"", *wanted.extras} - {extra for one, extra in seen if one == name}:
            seen.add((name, extra))
            queue += [r for r in map(_read, asks(name)) if holds(r, where, extra)]
    return found


@each("python", of=PYTHONS)
@each("lock", of=LOCKS)
def test_a_lock_has_all_that_anything_in_it_needs(lock: str, python: str) -> None:
    assert lacking(text_of(lock), asked_for(LOCKS[lock]), python) == set(), "run make lock"


@each("python", of=PYTHONS)
def test_what_is_installed_apart_finds_what_it_needs_in_the_other_lock(python: str) -> None:
    foreign = [Requirement(str(pin)) for pin in pins(text_of(FOREIGN))]
    assert lacking(text_of(FOREIGN) + text_of(DEV), foreign, python) == set()


@each("lock", of=[*LOCKS, FOREIGN])
def test_what_is_asked_is_what_is_pinned(lock: str) -> None:
    """The two above believe installed packages: they are those of the lock."""
    here = environment(f"{sys.version_info.major}.{sys.version_info.minor}")
    wrong = {
        pin.name: metadata.version(pin.name)
        for pin in pins(text_of(lock))
        if holds(pin, here) and not pin.specifier.contains(metadata.version(pin.name))
    }
    assert wrong == {}


def test_a_package_that_is_left_out_is_found() -> None:
    """Each in its turn. Nor is there one in it that nobody asks for."""
    text, roots = text_of(RUNTIME), asked_for(LOCKS[RUNTIME])
    where = environment("3.11")
    for pin in pins(text):
        without = re.sub(rf"(?m)^{re.escape(pin.name)}[=\[].*\n( .*\n)*", "", text)
        assert len(pins(without)) == len(pins(text)) - 1
        missed = {Requirement(one).name for one in lacking(without, roots, "3.11")}
        needed = {canonicalize_name(pin.name)} if holds(pin, where) else set()
        assert set(map(canonicalize_name, missed)) == needed


def test_a_version_that_nobody_may_have_is_found() -> None:
    old = re.sub(r"(?m)^(werkzeug|pydantic-core)==.* \\$", r"\1==0.1 \\", text_of(RUNTIME))
    assert {Requirement(one).name.lower() for one in lacking(old, asked_for([]), "3.11")} == {
        "werkzeug"
    }


def test_an_extra_and_a_marker_are_followed() -> None:
    """The fault that this came of: an extra of a package needs one that nobody else does."""
    asks = {
        "a": ["b[more]>=1"],
        "b": ['c; extra == "more"', 'd; python_version >= "3.13"'],
        "c": [],
    }
    lock, roots = "a==1 \\\nb==1 \\\n", [Requirement("a")]
    assert lacking(lock, roots, "3.11", asks.__getitem__) == {"c"}
    assert lacking(lock, roots, "3.13", asks.__getitem__) == {"c", "d"}
    assert lacking(f"{lock}c==1 \\\n", roots, "3.11", asks.__getitem__) == set()
    elsewhere = f"{lock}c==1 ; sys_platform == 'win32' \\\n"
    assert lacking(elsewhere, roots, "3.11", asks.__getitem__) == {"c"}


# ── what they say ───────────────────────────────────────────────────────────────────────────


@each("lock", of=[*LOCKS, FOREIGN])
def test_a_lock_holds_hashes_and_no_address(lock: str) -> None:
    """Each package is pinned by version and content; nothing says where to fetch it."""
    text = text_of(lock)
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links|@ ", text)
    packages = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert packages
    assert [p.split()[0] for p in packages if not re.search(r"--hash=sha256:[0-9a-f]{64}", p)] == []


def test_both_locks_agree() -> None:
    """What is tested is what runs."""
    for lock in (RUNTIME, LETTERS):
        assert pinned(text_of(lock)).items() <= pinned(text_of(DEV)).items()
    assert pinned(text_of(RUNTIME)).items() <= pinned(text_of(LETTERS)).items()


def test_an_extra_is_pinned_with_its_package() -> None:
    """For whoever installs a lock without our flags, with a pip that looks for the two apart."""
    for lock, extras in LOCKS.items():
        have = {canonicalize_name(pin.name): pin.extras for pin in pins(text_of(lock))}
        asked = [one for one in asked_for(extras) if one.extras]
        assert asked
        assert [str(r) for r in asked if not r.extras <= have[canonicalize_name(r.name)]] == []

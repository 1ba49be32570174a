"""`docs/coverage.md` says of each scenario of behaviour which tests show it, or that none does."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = [f"F{number:02}" for number in range(1, 31)]
_ROW = re.compile(r"^\| (F\d\d) [^|]*\| ([^|]*) \|", re.MULTILINE)


def shown_by() -> dict[str, set[str]]:
    """The test modules that carry each scenario's id in a test's name."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "tests").rglob("test_*.py"):
        for scenario in re.findall(r"def test_(F\d\d)_", path.read_text(encoding="utf-8")):
            found.setdefault(scenario, set()).add(path.relative_to(ROOT).as_posix())
    return found


def test_every_scenario_of_behaviour_has_its_row() -> None:
    text = (ROOT / "docs/coverage.md").read_text(encoding="utf-8")
    assert [scenario for scenario, _ in _ROW.findall(text)] == SCENARIOS


def test_each_row_names_the_modules_that_show_it_and_no_others() -> None:
    text = (ROOT / "docs/coverage.md").read_text(encoding="utf-8")
    named = {
        row: set(re.findall(r"`(tests/[^`]+)`", modules)) for row, modules in _ROW.findall(text)
    }
    shown = shown_by()
    assert set(shown) <= set(SCENARIOS)
    assert named == {scenario: shown.get(scenario, set()) for scenario in SCENARIOS}


def test_what_no_test_shows_is_said_not_to_be() -> None:
    text = (ROOT / "docs/coverage.md").read_text(encoding="utf-8")
    unshown = {row for row, modules in _ROW.findall(text) if "not yet shown" in modules}
    assert unshown == set(SCENARIOS) - set(shown_by())

"""Which answers are a yes, and which a no, stands in one module, and everybody asks there."""

from __future__ import annotations

import re

from tests.rules.test_project import ROOT

#: Written out as a set, a list or a choice of two.
_WRITTEN = re.compile(
    r'[({\[]"(?:AGREED", "AGREED_IN_PART|AGREED_IN_PART", "AGREED|REFUSED", "WITHDRAWN'
    r'|WITHDRAWN", "REFUSED)",?[)}\]]'
)
#: The mark of a member, which stands below the rules; how a no is kept that was typed otherwise.
_BELOW = {"scopes/scope.py", "recorded/answerstyped.py"}


def test_which_answers_are_a_yes_and_which_a_no_stands_once() -> None:
    found = {
        str(path.relative_to(ROOT / "consent_service")).removeprefix("domain/"): found
        for path in (ROOT / "consent_service").rglob("*.py")
        if (found := _WRITTEN.findall(path.read_text(encoding="utf-8")))
    }
    assert found.keys() - _BELOW == {"said/contradicting.py"}
    assert len(found["said/contradicting.py"]) == 2

"""The role of whoever stands for a father not known yet is written once: each module that wrote it
for itself could forget that it is nobody's.
"""

from __future__ import annotations

from consent_service.domain.codes import PLACEHOLDER, codes
from tests.rules.test_project import ROOT


def test_whoever_stands_for_a_father_is_named_in_one_module() -> None:
    assert PLACEHOLDER in codes("roles")
    found = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "consent_service").rglob("*.py")
        if f'"{PLACEHOLDER}"' in path.read_text(encoding="utf-8")
    }
    assert found == {"consent_service/domain/codes.py"}

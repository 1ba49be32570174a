"""That nobody hurries here: every such limit is known, and holds where a database is held up."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

from consent_service.storage.database.deadline import CALL_SECONDS
from tests.unhurried import MOMENTS, as_served

_ROOT = Path(__file__).parents[1]
#: A call that is given its own end, and by which name.
_OF_ITS_OWN = re.compile(r"\b(?:one_call\(|_may_hang\(partial\(.*\), )([A-Z_]+)")


def test_every_call_that_is_cut_short_is_known() -> None:
    found = set()
    for path in (_ROOT / "consent_service").rglob("*.py"):
        for name in _OF_ITS_OWN.findall(path.read_text(encoding="utf-8")):
            module = path.relative_to(_ROOT).with_suffix("")
            found.add((importlib.import_module(".".join(module.parts)), name))
    assert found == set(MOMENTS)


def test_they_wait_as_long_as_a_call_here_and_hurry_where_a_database_is_held_up() -> None:
    assert all(getattr(module, name) > CALL_SECONDS for module, name in MOMENTS)
    with as_served():
        assert all(getattr(module, name) < CALL_SECONDS for module, name in MOMENTS)
    assert all(getattr(module, name) > CALL_SECONDS for module, name in MOMENTS)

"""Which rating goes before which is said once: a page that said it again put amber before what
nobody has rated, and everywhere else that may be red.
"""

from __future__ import annotations

import ast
from pathlib import Path

import consent_service
from consent_service.domain.codes import codes
from consent_service.domain.listed import MOST_URGENT_FIRST

ROOT = Path(consent_service.__file__).parent


def test_ratings_are_put_in_order_in_one_place() -> None:
    said = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        # To take apart the many that have nothing of it took two seconds.
        if "RED" in (source := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and node.value == "RED"
    }
    assert said == {"domain/listed.py"}


def test_each_rating_has_a_place_in_it() -> None:
    assert sorted(MOST_URGENT_FIRST) == sorted(codes("ratings"))

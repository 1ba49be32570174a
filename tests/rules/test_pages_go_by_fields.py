"""A page goes by what a reply holds, and not by how its sentences read: those are put otherwise."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.rules.test_project import ROOT

#: Where the words of the service come from.
_WORDS = {"TEXTS", "label"}
#: Where a sentence is all that there is to go by, and why.
_GOES_BY_SENTENCES = {
    # whether a text of ours is translated yet
    "consent_service/pages/family/changing.py",
}
_READS = {"startswith", "endswith", "removeprefix", "find", "index"}


def _compared(tree: ast.AST) -> Iterator[ast.expr]:
    """Whatever is compared, or looked for in a text."""
    for one in ast.walk(tree):
        if isinstance(one, ast.Compare):
            yield from (one.left, *one.comparators)
        elif isinstance(one, ast.Call) and getattr(one.func, "attr", "") in _READS:
            yield from one.args


def _is_of_ours(held: ast.expr) -> bool:
    named = held.func if isinstance(held, ast.Call) else getattr(held, "value", None)
    return isinstance(named, ast.Name) and named.id in _WORDS


def _made_of(held: ast.expr) -> Iterator[ast.expr]:
    """It, and what it is a part of: of `a.b()[0]` also `a.b()`, `a.b` and `a`."""
    inner: ast.expr | None = held
    while inner is not None:
        yield inner
        inner = getattr(inner, "func", None) or getattr(inner, "value", None)


def _from_words(tree: ast.Module) -> set[str]:
    """Names that are given one of our sentences, or what is made of one."""
    return {
        name.id
        for one in ast.walk(tree)
        if isinstance(one, ast.Assign | ast.AnnAssign) and one.value is not None
        if any(map(_is_of_ours, _made_of(one.value)))
        for name in (one.targets if isinstance(one, ast.Assign) else [one.target])
        if isinstance(name, ast.Name)
    }


def _decides_by_words(source: str) -> bool:
    tree = ast.parse(source)
    named = _from_words(tree)
    return any(
        _is_of_ours(one) or (isinstance(one, ast.Name) and one.id in named)
        for one in _compared(tree)
    )


def test_the_rule_sees_each_way_of_it() -> None:
    assert _decides_by_words('if headline.startswith(TEXTS["child_may_object"]): pass')
    assert _decides_by_words('if TEXTS["child_may_object"] in headline: pass')
    assert _decides_by_words('if said == label("flags", "CHILD_OBJECTS"): pass')
    assert _decides_by_words('may = TEXTS["child_may_object"]\nif said.startswith(may): pass')
    assert _decides_by_words('may: Final = TEXTS["a"].partition("{")[0]\nsaid.startswith(may)')
    assert not _decides_by_words('said = TEXTS["a"] if code == "A" else label("b", code)')


def test_no_page_decides_by_how_a_sentence_of_ours_reads() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "consent_service" / "pages").rglob("*.py")
        if _decides_by_words(path.read_text(encoding="utf-8"))
    }
    assert found == _GOES_BY_SENTENCES

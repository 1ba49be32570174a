"""What whoever hears a page, or goes through it by its parts, is told of it: held of every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

#: What points at other elements by their ids.
_POINTS: Final = ("aria-labelledby", "aria-describedby", "aria-controls", "for")
_LEVELS: Final = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
#: What is read out before what it holds, with how much that is.
_HOLD: Final = ("ul", "ol", "dl", "tbody", "select")
_TYPED: Final = ("text", "password", "file", "search", "email", "tel", "number", "range")


def wrong_with(page: Element) -> Iterator[str]:
    """What is wrong with the tree of a page, as html5lib reads it without namespaces."""
    above = {child: parent for parent in page.iter() for child in parent}
    every = list(page.iter())
    ids = Counter(one.get("id") for one in every if one.get("id") is not None)
    for id, many in ids.items():
        if many > 1:
            yield f"the id {id} stands {many} times"
    for one in every:
        for name in _POINTS:
            lost = [id for id in (one.get(name) or "").split() if id not in ids]
            if lost:
                yield f"<{one.tag} {name}> points at nothing: {lost}"
    yield from _headings(every)
    yield from _landmarks(every)
    yield from _empty(every)
    for one in every:
        if one.tag == "table":
            yield from _table(one)
        elif one.tag == "fieldset":
            yield from _fieldset(one)
        elif one.tag == "input" and one.get("type") in ("radio", "checkbox"):
            yield from _choice(one, every, above)
        elif one.tag in ("a", "button", "summary", "label", "legend") and not _said(one):
            yield f"<{one.tag}> says nothing"
        elif one.tag == "svg" and one.get("aria-hidden") != "true" and not one.get("role"):
            yield "a picture is neither named nor hidden"


def _empty(every: list[Element]) -> Iterator[str]:
    """What holds nothing, and what nobody is told the name of before they type in it."""
    labels = {one.get("for") for one in every if one.tag == "label"}
    for one in every:
        if one.tag in _HOLD and not len(one):
            yield f"<{one.tag}> is there and holds nothing"
        is_typed = one.tag in ("select", "textarea") or one.get("type") in _TYPED
        if is_typed and not _named(one) and one.get("id") not in labels:
            yield f"nothing says what is typed in {one.get('name')}"


def _headings(every: list[Element]) -> Iterator[str]:
    """From the first one on no level is left out; what is wrong stands before it."""
    before = 0
    for one in every:
        level = _LEVELS.get(one.tag, 0)
        if not level or (before == 0 and "error-summary" in (one.get("class") or "")):
            continue
        if level > before + 1:
            yield f"<{one.tag}> follows <h{before}>: {_said(one)[:40]}"
        if not _said(one):
            yield f"<{one.tag}> says nothing"
        before = level


def _landmarks(every: list[Element]) -> Iterator[str]:
    for tag in ("main", "header", "footer"):
        count = sum(one.tag == tag for one in every)
        if count != 1:
            yield f"<{tag}> stands {count} times"
    names = [_named(one) for one in every if one.tag == "nav"]
    if not all(names) or len(names) != len(set(names)):
        yield f"what leads elsewhere is not told apart: {names}"
    for one in every:
        if one.tag == "section" and not _named(one):
            yield "a section has no name"


def _named(one: Element) -> str:
    return one.get("aria-label") or one.get("aria-labelledby") or ""


def _table(table: Element) -> Iterator[str]:
    caption = table.find("caption")
    if (caption is None or not _said(caption)) and not _named(table):
        yield "a table has no caption"
    if not any(True for _ in table.iter("td")):
        yield "a table has no row: it is said in words that there is nothing"
    heads = list(table.iter("th"))
    if not heads:
        yield "a table has no headers"
    for one in heads:
        if one.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
            yield f"a header says not what it is of: {_said(one)[:40]}"


def _fieldset(one: Element) -> Iterator[str]:
    first = next(iter(one), None)
    if first is None or first.tag != "legend":
        yield "a group of fields has no legend"


def _choice(one: Element, every: list[Element], above: dict[Element, Element]) -> Iterator[str]:
    """One of several stands in a group that says what is chosen."""
    several = [o for o in every if o.tag == "input" and o.get("name") == one.get("name")]
    if len(several) < 2:
        return
    parent = above.get(one)
    while parent is not None:
        if parent.tag == "fieldset" or parent.get("role") in ("group", "radiogroup"):
            return
        parent = above.get(parent)
    yield f"{one.get('name')} stands in no group"


def _said(one: Element) -> str:
    return " ".join("".join(one.itertext()).split()) or one.get("aria-label") or ""

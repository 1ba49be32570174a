"""What an answer goes by: of which kinds of facts anybody had asked, when it was made.

Whatever is worked out of a file asks its facts by their kinds, here and nowhere else. So of a file
that is another by kinds of which nobody had asked yet, all that was made of it by then is the same;
and a rule that comes to ask about one more kind cannot be forgotten.
"""

from __future__ import annotations

from typing import Any, Final

#: In the place of a kind, where somebody has gone through all of them.
_EVERY_KIND: Final = ""
_GOES_THROUGH: Final = (
    *("__iter__", "__len__", "__eq__", "__ne__", "__or__", "__ror__", "__reversed__", "__repr__"),
    *("copy", "items", "keys", "values"),
)


class AskedFacts(dict[str, Any]):
    """The facts of a file by their kinds, which are never changed, and know who has asked what."""

    def __init__(self, facts: dict[str, Any]) -> None:
        super().__init__(facts)
        #: The kinds that were asked for, the first first.
        self.asked: dict[str, None] = {}

    # Each is noted before it is told, so that whoever has it goes by it.

    def get(self, kind: str, default: Any = None) -> Any:
        """Those of one kind."""
        self.asked[kind] = None
        return _get(self, kind, default)

    def __getitem__(self, kind: str) -> Any:
        self.asked[kind] = None
        return super().__getitem__(kind)

    def __contains__(self, kind: object) -> bool:
        self.asked[str(kind)] = None
        return super().__contains__(kind)

    def go_on_from(self, before: AskedFacts) -> int:
        """How many kinds had been asked for, one after the other, of which these facts are the same
        as those of `before`: they count as asked for here as well.
        """
        same: dict[str, None] = {}
        for kind in tuple(before.asked):
            if kind == _EVERY_KIND or _get(before, kind) != _get(self, kind):
                break
            same[kind] = None
        self.asked = same | self.asked
        return len(same)


_get: Final = dict.get


def _noting(name: str) -> Any:
    as_it_is = getattr(dict, name)

    def told(self: AskedFacts, *args: Any) -> Any:
        self.asked[_EVERY_KIND] = None
        return as_it_is(self, *args)

    return told


for _name in _GOES_THROUGH:
    setattr(AskedFacts, _name, _noting(_name))


class MadeOfView(dict[Any, tuple[int, Any]]):
    """What whoever asks has made of a look at a file, and how many kinds had been asked for then.

    What is kept holds no look and no part of one: it outlives the look.
    """

    def __init__(self, facts: dict[str, Any]) -> None:
        super().__init__()
        self._facts = facts if isinstance(facts, AskedFacts) else None

    def kept(self, key: Any) -> Any:
        """What was made so; None where nothing was."""
        found = self.get(key)
        return None if found is None else found[1]

    def keep(self, key: Any, made: Any) -> None:
        """Keep what was made just now."""
        self[key] = (0 if self._facts is None else len(self._facts.asked), made)

    def keep_instead(self, key: Any, made: Any) -> None:
        """In the place of what was made before: the same in other words."""
        before = self.get(key)
        if before is None:
            # Two who came at once had each made what is kept of this look, and this is the other's.
            self.keep(key, made)
        else:
            self[key] = (before[0], made)

    def go_on_from(self, before: MadeOfView) -> None:
        """Take over what was made of the same file as it was before, as far as it stays the same.
        Whether time has made another of it is for whoever calls to know.
        """
        if self._facts is None or before._facts is None:
            return
        same = self._facts.go_on_from(before._facts)
        self.update((key, kept) for key, kept in before.copy().items() if kept[0] <= same)

"""Whose each of the case systems' own references is, as entries say it."""

from __future__ import annotations

from collections.abc import Iterable

from ...domain.families.finding import reference_key


class References(dict[str, str]):
    """By each reference as somebody sees it, its file.

    Who looks for a family types it in small letters, or without its hyphen: `alike` finds what
    they may mean. Whatever goes by a reference goes by the very one: two that differ in so little
    may be two families'.
    """

    def __init__(self, held: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(held)
        #: Worked out when somebody first looks, and kept up from then on.
        self._alike: dict[str, set[str]] | None = None

    def __setitem__(self, reference: str, file: str) -> None:
        super().__setitem__(reference, file)
        if self._alike is not None:
            self._alike.setdefault(reference_key(reference), set()).add(reference)

    def __delitem__(self, reference: str) -> None:
        super().__delitem__(reference)
        if self._alike is not None:
            self._alike[reference_key(reference)].discard(reference)

    def alike(self, typed: str) -> list[str]:
        """The files of every reference that reads like what was typed."""
        key = reference_key(typed)
        if not key:
            return []
        if self._alike is None:
            self._alike = {}
            for reference in self:
                self._alike.setdefault(reference_key(reference), set()).add(reference)
        return list(dict.fromkeys(self[one] for one in sorted(self._alike.get(key, ()))))

"""By a reference as somebody types it its family is found: small letters, no hyphen, spaces."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from consent_service.storage.believed.references import References
from consent_service.storage.shown.openings import FileOpening

_TYPED = st.sampled_from(["LA-1", "la 1", "La1", "LA-12", "LA-1-2", "l\u00e1-1", "--", "B/7"])
_OPENINGS = st.builds(FileOpening, st.sampled_from("abc"), st.none() | _TYPED, st.none() | _TYPED)


def read_alike(held: Mapping[str, str], typed: str) -> set[str]:
    """Letter by letter, of all that is held."""

    def kept(text: str) -> str:
        return "".join(one for one in text.replace("\u00e1", "a").lower() if one.isalnum())

    return {file for one, file in held.items() if kept(one) and kept(one) == kept(typed)}


@given(st.lists(_OPENINGS), st.integers(0, 20), _TYPED)
def test_what_reads_alike_is_found_whatever_was_given_and_taken_since_somebody_first_looked(
    openings: list[FileOpening], looks_after: int, typed: str
) -> None:
    held, plain = References(), dict[str, str]()
    for n, one in enumerate(openings):
        if n == looks_after:
            held.alike(typed)
        one.take_up(held)
        one.take_up(plain)
    assert held == plain
    assert set(held.alike(typed)) == read_alike(plain, typed)
    # As it is once it was remembered.
    assert References(held.items()).alike(typed) == held.alike(typed)

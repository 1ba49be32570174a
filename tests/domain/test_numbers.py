"""Which numbers look like one of their kind."""

from __future__ import annotations

from consent_service.domain.families.numbers import is_nhs_number, is_upn
from tests.sweeping import each


@each("value", of=["9434765919", "4010232137", "0000000108", "943 476 5919"])
def test_u14_an_nhs_number_looks_like_one(value: str) -> None:
    assert is_nhs_number(value)


@each(
    "value",
    of=[
        "9434765918",  # check digit
        "943476591",  # nine digits
        "108",  # leading zeros lost
        "94347659l9",
        "4444444444",
        "0000000000",
        "٩٤٣٤٧٦٥٩١٩",
        "1000000010",  # would need a check digit of ten
    ],
    ids=ascii,
)
def test_u14_what_is_no_nhs_number_does_not(value: str) -> None:
    assert not is_nhs_number(value)


def test_a_pupils_number_has_its_check_letter() -> None:
    """Each digit times its place, from two on; the rest of dividing by 23 is the letter's place."""
    assert is_upn("H801200001001")
    assert not is_upn("A801200001001")
    assert not is_upn("I801200001001")
    assert not is_upn("H80120000100")

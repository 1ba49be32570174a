"""Whoever is reached by the number of somebody dangerous, by a name like theirs, is not rung before
somebody has looked who they are.
"""

from __future__ import annotations

from typing import Final

import pytest

from consent_service.domain.names.soundsalike import may_be_of_one
from tests.api.running import Family, Running
from tests.api.test_elsewhere import ABUSER, asking
from tests.api.test_two_files import of_one_child, reached
from tests.sweeping import each

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

#: As the father, Bo Example, may be typed on another file; and who may have his telephone.
LIKE: Final = ["Bo Exampel", "Beau Exampl", "B. Example", "Bo", "Mr Example", "Bo Egsampel Example"]
OTHERS: Final = ["Jo Example", "Kim Sample", "Bo Other"]

PAIRS: Final = [
    *(("Karl Zoss", "Carl Zos"), ("Rod Quay", "Rodney Quay"), ("Phil Zed", "Fil Zed")),
    *(("Catherine Wye", "Kathryn Wy"), ("Stephen Zed", "Steven Zed"), ("Zed, Karl", "Mr Carl Zed")),
]
APART: Final = [
    *(("Karl Zoss", "Tess Zoss"), ("Rod Quay", "Rob Quay"), ("Karl Zoss", "Karl Quay")),
    *(("Karl Zoss", "K"), ("Ann Zed", "Ian Wye")),
]


@each("pair", "expected", of=[*((p, True) for p in PAIRS), *((p, False) for p in APART)])
def test_names_are_alike_as_they_are_heard(pair: tuple[str, str], expected: bool) -> None:
    one, other = pair
    assert may_be_of_one(one, other) is may_be_of_one(other, one) is expected, pair


@pytest.mark.parametrize("first", ["sign", "number"])
def test_whoever_has_the_number_and_a_name_like_it_is_looked_at_before_anybody_rings(
    service: Running, family: Family, first: str
) -> None:
    """He was known on one file, and to be rung on the next: "Carl", by the very number."""
    number, abuser = "07700 901069", {"person": family.father, **ABUSER}
    reached(service, family, family.father, number)
    if first == "sign":
        service.record(f"{family.path}/safety", abuser)
    found: dict[str, tuple[Family, str]] = {}
    for n, names in enumerate([*LIKE, *OTHERS]):
        other = of_one_child(service, f"LCS-1{n}")
        adult = service.record(f"{other.path}/adults", {"names": names})["id"]
        link = {"person": adult, "child": other.child, "role": "FATHER", "pr_status": "YES"}
        service.record(f"{other.path}/relationships", link)
        reached(service, other, adult, number)
        found[names] = other, adult
    if first == "number":
        service.record(f"{family.path}/safety", abuser)
    for names, (other, adult) in found.items():
        expected = "NOT_KNOWN" if names in LIKE else "YES"
        assert asking(service, other, adult) == expected, names
        due = service.get(f"{other.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
        of_them = {one["code"] for one in due if one["person"] == adult}
        assert ("DECIDE_IF_SAFE" in of_them) is (names in LIKE), names
        assert ("SPEAK_TO" in of_them) is (names not in LIKE), names

"""Whoever is drawn as one who may not be safe has the reason beside them, on the family's page and
where somebody is about to talk with them: two parents were blocked, and nothing said by what.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pytest

from consent_service.pages.worker.dangers import dangers_of
from tests.api.running import Running, add_family
from tests.pages.test_being_somebody import someone
from tests.reasons import ENOUGH

_WHY: Final = "Words that may tell of harm, and may mean them"
#: By path: what makes somebody near the mother, or named, one of whom it is not known.
CAUSES: Final[Mapping[str, tuple[str, dict[str, Any]]]] = {
    "words that name him": ("enquiries", {"worry": "Dad hit her last night."}),
    "words that name nobody": ("enquiries", {"worry": "dv hx, police called"}),
    "a need": ("needs", {"indicators": ["DOMESTIC_ABUSE_VICTIM"]}),
    "a telephone": ("contact-points", {"type": "PHONE", "value": "07700 901068"}),
    "a sign": ("signs", {"code": "CODE_WORD"}),
    "an injury": (
        "injuries",
        {"words": "Zz", "explained": "NO", "moves": "CANNOT"},
    ),
    "said not to be": ("safety", {"safe_to_ask": False, "code": "ALLEGED_ABUSER", "reason": "Zz"}),
}


@pytest.mark.parametrize("cause", sorted(CAUSES))
def test_whoever_may_not_be_safe_has_a_reason_beside_them(made_up: Running, cause: str) -> None:
    family = add_family(made_up)
    path, said = CAUSES[cause]
    about = {
        "needs": {"person": family.mother},
        "contact-points": {"person": family.mother, "safety": "UNSAFE"},
        "signs": {"person": family.mother},
        "injuries": {"child": family.child},
        "safety": {"person": family.father},
    }
    made_up.record(f"{family.path}/{path}", {**about.get(path, {}), **said})
    stands = made_up.get(family.path).get_json()
    blocked = [one for one in stands["adults"] if one["asking"] != "YES"]
    assert family.father in {one["id"] for one in blocked}
    for one in blocked:
        assert list(dangers_of(stands, one["id"])), (cause, one["names"])


def test_the_words_stand_there_until_a_manager_says_that_he_is_safe(made_up: Running) -> None:
    family = add_family(made_up)
    said = made_up.record(f"{family.path}/enquiries", {"worry": "Dad hit her last night."})
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    reader, person = someone(made_up), family.father
    pages = (
        f"/files/{family.file}",
        f"/files/{family.file}/conversations/new?check={seq}&person={person}",
    )
    for page in pages:
        text = reader.open(page).text
        assert _WHY in text
        assert "Dad hit her last night." in text
    found = {"entry": said["entries"][0]["seq"], "reason": ENOUGH}
    made_up.record(f"{family.path}/found-right", found, "MASH_MANAGER")
    assert _WHY in reader.open(pages[0]).text, "it was read, and nobody said that he is safe"
    safe = {"person": family.father, "safe_to_ask": True, "reason": ENOUGH}
    made_up.record(f"{family.path}/safety", safe, "MASH_MANAGER")
    for page in pages:
        assert _WHY not in reader.open(page).text

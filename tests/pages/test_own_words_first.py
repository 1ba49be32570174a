"""What somebody said themself stands with them; what an agency wrote of them is called that."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consent_service.pages.whodecides import said_besides
from tests.api.disclosing import disclosure
from tests.api.running import Family, Running, add_family
from tests.pages.test_being_somebody import someone

HERS = "Glad that you rang, she stays at her sister's."


def told(service: Running, family: Family) -> None:
    """A talk in which nobody asked her anything."""
    talk = family.conversation(parent_words=HERS, responses=[])
    service.record(f"{family.path}/conversations", talk)
    service.clock.now += timedelta(hours=1)


def replied(service: Running, family: Family, words: str) -> None:
    made = disclosure(family, basis="PARTNER_DUTY")
    sent = service.record(f"{family.path}/disclosures", made)["id"]
    came = {"outcome": "SENT", "words": words}
    service.record(f"{family.path}/disclosures/{sent}/replies", came)
    service.clock.now += timedelta(hours=1)


@pytest.mark.parametrize(
    ("words", "whose"),
    [
        ("Ann Example picks up now, and told us not to tell Bo Example.", {"mother", "father"}),
        ("Ann Example picks up now.", {"mother"}),
        ("Attendance 84%. No lunch on three days.", set()),
    ],
)
def test_her_own_words_stand_first_and_an_agencys_with_whom_it_names(
    made_up: Running, words: str, whose: set[str]
) -> None:
    """A school's letter stood in the place of what she had said, and under him as well."""
    family = add_family(made_up)
    told(made_up, family)
    replied(made_up, family, words)
    stands = made_up.get(family.path).get_json()
    hers, his = (said_besides(stands, one) for one in (family.mother, family.father))
    wrote = ("What an agency wrote of them", words)
    found: dict[str, list[tuple[str, str]]] = {"mother": [], "father": []} | {
        one: [wrote] for one in whose
    }
    assert [(one["how"], one["said"]) for one in hers] == [
        ("Since then, in a talk", HERS),
        *found["mother"],
    ]
    assert [(one["how"], one["said"]) for one in his] == found["father"]
    page = someone(made_up).open(f"/files/{family.file}").text
    assert HERS in page
    if whose:
        assert page.index(HERS) < page.rindex(words)
    # What she says after it is all that stands with her.
    told(made_up, family)
    (last,) = said_besides(made_up.get(family.path).get_json(), family.mother)
    assert last["said"] == HERS

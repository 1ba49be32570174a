"""Which reasons fit which kind of decision is read where they are ticked, and where none did."""

from __future__ import annotations

import pytest

from consent_service.domain.codes import codes, label
from consent_service.domain.freetext.rationale import REASONS, reasons_of
from consent_service.domain.words.naming import lower_first
from tests.api.running import Running, add_family, decision
from tests.pages.test_being_somebody import someone

MANAGER = "3"


def test_each_reason_stands_under_the_kinds_of_decision_that_it_is_one_for(
    made_up: Running,
) -> None:
    """Twenty-five reasons stood in one list, and the error said that none was one."""
    family = add_family(made_up)
    page = someone(made_up, MANAGER).open(f"/files/{family.file}/decisions/new")
    ticks = [given for tag, given in page.tags if given.get("name") == "reason_codes"]
    assert len(ticks) == len({one["id"] for one in ticks}) == 25
    where = {
        code: page.text.index(row) for kind in REASONS for code, row in reasons_of(kind).items()
    }
    assert len(where) == 25
    for kind, lists in REASONS.items():
        for name in lists:
            first = min(where[code] for code in codes(name))
            heading = page.text[:first].rpartition("For: ")[2]
            assert lower_first(label("authorisation_kinds", kind)) in heading, (kind, name)


@pytest.mark.parametrize("kind", [kind for kind, of in REASONS.items() if of])
def test_where_no_reason_fits_the_kind_those_that_do_are_named(made_up: Running, kind: str) -> None:
    family = add_family(made_up)
    fits = reasons_of(kind)
    every = {code for one in REASONS for code in reasons_of(one)}
    wrong = min(every - fits.keys())
    body = decision(family, kind=kind, reason_codes=[wrong], relies_on=family.mother)
    reply = made_up.post(f"{family.path}/authorisations", body, "MASH_MANAGER")
    (said,) = [
        one["detail"] for one in reply.get_json()["errors"] if one["pointer"] == "/reason_codes"
    ]
    assert all(words in said for words in fits.values())
    assert label("authorisation_kinds", kind)[1:] in said

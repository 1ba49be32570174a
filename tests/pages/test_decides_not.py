"""A yes of somebody who does not decide reads as what it is, with why and since when."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.codes import codes
from consent_service.domain.words.naming import day, lower_first
from tests.api.running import Family, Running, add_family, text_of
from tests.pages.test_being_somebody import someone

#: With which of them somebody does not decide.
NOT_DECIDING = sorted(
    code for code, row in codes("pr_statuses").items() if not row.attributes.get("decides")
)


def checked(service: Running, family: Family) -> tuple[dict[str, Any], str]:
    """Where the father stands, and the page on which that is read."""
    answer = service.check(family.file, family.question())
    (item,) = answer["items"]
    (his,) = [one for one in item["positions"] if one["person"] == family.father]
    page = someone(service).open(f"/files/{family.file}/checks/{answer['ledger']['seq']}")
    return his, re.sub(r"\s+", " ", page.text)


@pytest.mark.parametrize("pr_status", NOT_DECIDING)
def test_a_yes_that_does_not_count_any_more_says_so_and_since_when(
    made_up: Running, pr_status: str
) -> None:
    family = add_family(made_up)
    for person in (family.mother, family.father):
        said = family.conversation(person=person)
        made_up.record(f"{family.path}/conversations", said)
    his, text = checked(made_up, family)
    assert his["decides"]
    assert "They do not decide this" not in text
    made_up.clock.now += timedelta(days=1)
    since = made_up.clock.now
    link = {"person": family.father, "child": family.child, "role": "FATHER"}
    link |= {"pr_status": pr_status, "effective_at": text_of(since)}
    made_up.record(f"{family.path}/relationships", link, "MASH_MANAGER")
    made_up.clock.now += timedelta(hours=1)
    his, text = checked(made_up, family)
    assert not his["decides"]
    because = lower_first(codes("pr_statuses")[pr_status].label)
    assert f"They do not decide this: {because}, since {day(since)}." in text
    assert text.count("They do not decide this") == 1

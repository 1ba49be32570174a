"""Whoever goes ahead as if nobody was asked reads who has said no, before and after."""

from __future__ import annotations

import pytest

from tests.api.running import Family, Running, decision
from tests.api.test_effects import HOUR, MANAGER, refuse

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

WITHOUT_ASKING = {"kind": "DISPENSE_DECISION", "reason_codes": ["UNJUSTIFIED_DELAY"]}


def said(service: Running, family: Family, **changes: object) -> dict[str, str]:
    made = decision(family, **{**WITHOUT_ASKING, **changes})
    found = service.record(f"{family.path}/authorisations", made, MANAGER)["notices"]
    return {one["code"]: one["text"] for one in found}


def test_whose_no_it_goes_over_is_said_before_it_is_kept(service: Running, family: Family) -> None:
    assert "THEY_SAID_NO" not in said(service, family, dry_run=True)
    refuse(service, family, family.father)
    told = said(service, family, dry_run=True)
    assert "Bo Example (father)" in told["THEY_SAID_NO"]
    override = {"kind": "OVERRIDE_DECISION", "reason_codes": ["SIGNIFICANT_HARM_NOT_RULED_OUT"]}
    assert "THEY_SAID_NO" not in said(service, family, **override, dry_run=True)
    # Of something else he has said nothing.
    school = family.scope(agencies=[{"type": "SCHOOL"}], categories=["EDUCATION"])
    assert "THEY_SAID_NO" not in said(service, family, scope=school, dry_run=True)
    service.clock.now += HOUR
    yes = family.conversation(family.agreement(), person=family.father)
    service.record(f"{family.path}/conversations", yes)
    assert "THEY_SAID_NO" not in said(service, family, dry_run=True)

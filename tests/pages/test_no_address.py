"""What is no address is offered to nobody who writes a letter as one that is safe."""

from __future__ import annotations

from consent_service.domain.codes import codes
from tests.api.running import Running, add_family, agree
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone


def test_somebody_of_no_fixed_abode_is_written_to_nowhere(made_up: Running) -> None:
    """It was offered: "By post: no fixed abode (Safe to use)"."""
    family = add_family(made_up)
    agree(made_up, family)
    way = {"person": family.mother, "type": "ADDRESS", "value": "no fixed abode", "safety": "SAFE"}
    made_up.record(f"{family.path}/contact-points", way)
    page = someone(made_up).open(f"/files/{family.file}/people/{family.mother}/letters")
    assert "no fixed abode" in page.text
    assert "no fixed abode (Safe to use)" not in page.text


def test_whoever_would_give_away_where_somebody_is_reads_it_before(made_up: Running) -> None:
    """It was said to him by telephone, and nobody noticed."""
    family, worker = add_family(made_up), someone(made_up)
    agree(made_up, family)
    way = {"person": family.mother, "type": "ADDRESS", "value": "12 Zzrefuge Lane"}
    kept = {**way, "safety": "SAFE", "protected": True}
    made_up.record(f"{family.path}/contact-points", kept)
    form = f"/files/{family.file}/contacts-made/new"
    typed = {"person": family.father, "method": "CALL", "words": "They are at 12 Zzrefuge Ln."}
    read = worker.send(worker.open(form), form, **typed)
    page = opened(read)
    assert page.heading == "Check what you typed"
    assert codes("notices")["KEPT_WAY_GIVEN"].label in page.text
    assert worker.send(page, form, not_a_no="true").status_code == 303
    tasks = made_up.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    assert [one["person"] for one in tasks if one["code"] == "LOOK_AT_TOLD"] == [family.father]

"""Nobody is told of violence at home, or of a young person's sexual health, by being asked."""

from __future__ import annotations

from typing import Any

from tests.api.running import Family, Running, add_family
from tests.pages.test_being_somebody import someone
from tests.sweeping import each

TALK = "Record what {} says"


def answer_about(service: Running, family: Family, kind: str, **asks: Any) -> tuple[int, str]:
    asked = family.question(categories=[kind], agency={"type": "POLICE"}, **asks)
    seq: int = service.check(family.file, asked)["ledger"]["seq"]
    return seq, someone(service).open(f"/files/{family.file}/checks/{seq}").text


@each("kind", of=["DOMESTIC_ABUSE_VICTIM", "DOMESTIC_ABUSE_SUSPECT", "POLICE_INTELLIGENCE"])
def test_nobody_is_sent_to_a_parent_to_name_what_is_said_of_violence_at_home(
    made_up: Running, kind: str
) -> None:
    """The father was to be rung, and read out that we ask who hurts whom."""
    family = add_family(made_up)
    _, ordinary = answer_about(made_up, family, "CHILD_HEALTH")
    assert TALK.format("Bo Example") in ordinary
    seq, text = answer_about(made_up, family, kind)
    assert "see each alone" in text
    assert TALK.format("Bo Example") not in text
    assert "Speak to this person" not in text
    # Whoever opens the script all the same reads it first, and does not read out what it is.
    talk = f"/files/{family.file}/conversations/new?check={seq}&person={family.father}"
    page = someone(made_up).open(talk).text
    assert "see each alone" in page
    assert "hurting" not in page.partition("What you said")[0]


def test_no_parent_is_sent_to_about_a_young_persons_sexual_health_before_they_were_asked(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    able = {"child": family.child, "status": "COMPETENT", "rationale": "Able."}
    made_up.record(f"{family.path}/competence", able, "MASH_MANAGER")
    seq, text = answer_about(made_up, family, "CHILD_SEXUAL_HEALTH")
    assert "No parent is told of a young person’s sexual health by default." in text
    assert TALK.format("Ann Example") not in text
    assert TALK.format("Ng") in text
    talk = f"/files/{family.file}/conversations/new?check={seq}&person="
    to_her = someone(made_up).open(f"{talk}{family.mother}").text
    assert "Ask the young person first" in to_her
    assert "sexual health" not in to_her.partition("Say")[2].partition("What you said")[0]
    to_them = someone(made_up).open(f"{talk}{family.child}").text
    assert "Ask the young person first" not in to_them

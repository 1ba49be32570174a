"""What somebody asks us for in words of their own may be a no to what they agreed to: whoever is to
go by their yes reads it on the answer, until somebody has answered it.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from consent_service.domain.codes import codes
from consent_service.domain.said.contradicting import MAY_BE_A_NO
from tests.api.asking_own import mother_of
from tests.api.running import Running, add_family, agree, text_of
from tests.pages.test_being_somebody import someone

WORDS = "Please stop. I do not agree to any of this any more."
#: What doubts each yes by itself, and what is done at once, are read elsewhere.
ELSEWHERE = MAY_BE_A_NO | {"HELP_NOW"}


@pytest.mark.parametrize("wants", sorted({*codes("family_wants")} - ELSEWHERE))
def test_words_that_nobody_has_answered_stand_on_an_answer_that_goes_by_their_yes(
    made_up: Running, wants: str
) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    before = made_up.check(family.file, family.question())
    mother_of(made_up, family).receipt("requests", {"wants": wants, "words": WORDS})
    (asked,) = made_up.get(family.path).get_json()["done"]["family_requests"]
    answer = made_up.check(family.file, family.question())
    assert WORDS in [one["words"] for one in answer["tasks"] if one["about"] == asked["request"]]
    # Who has agreed may be gone by still: what to do next says what to read before that.
    assert answer["outcome"] == before["outcome"] == "COVERED"
    first, _, then = answer["next"].partition(" it may be a no. ")
    assert first.startswith("First read what Ann Example")
    assert then == before["next"]
    worker = someone(made_up)
    page = worker.open(f"/files/{family.file}/checks/{answer['ledger']['seq']}")
    before_the_table, _, rest = page.text.partition("What is agreed, about whom")
    assert "or that was written of them, has no answer yet" in before_the_table
    assert WORDS in before_the_table
    # Once: what is due says what to do about them.
    assert WORDS not in rest.partition("Do next")[2].partition("Who we have spoken to")[0]
    two = f"{answer['ledger']['seq']}-{before['ledger']['seq']}"
    assert WORDS in worker.open(f"/files/{family.file}/checks/{two}").text
    # A call that nobody took is no answer to it.
    answers = f"{family.path}/family-requests/{asked['request']}/answers"
    for tried in ({"how": "NOT_REACHED"}, {}):
        made_up.record(answers, {"words": "Rang, voicemail, no message left.", **tried})
        again = made_up.check(family.file, family.question())
        assert again["next"] == answer["next"]
        about = [one for one in again["tasks"] if one["about"] == asked["request"]]
        assert [one["words"] for one in about] == [WORDS]
        assert "nobody has talked with them" in about[0]["so_far"].lower()
    assert mother_of(made_up, family).view()["asked_us"][-1]["answered_on"] is None
    # Nor is a talk about something else, whatever was tried before it.
    made_up.clock.now += timedelta(minutes=1)
    yes = family.agreement(expires_at=text_of(made_up.clock.now + timedelta(days=20)))
    made_up.record(f"{family.path}/conversations", family.conversation(yes))
    still = made_up.check(family.file, family.question())
    assert WORDS in [one["words"] for one in still["tasks"] if one["about"] == asked["request"]]
    said = {"words": "We rang her: she meant the letters alone.", "how": "SPOKEN_TO"}
    made_up.record(answers, said)
    after = made_up.check(family.file, family.question())
    assert asked["request"] not in [one["about"] for one in after["tasks"]]
    assert after["next"] == before["next"]


def test_of_a_talk_that_is_not_on_record_nobody_knows_what_was_said_in_it(
    made_up: Running,
) -> None:
    """“Explained to her why we ask”: her no was gone, and nothing else was heard."""
    family = add_family(made_up)
    agree(made_up, family)
    mother_of(made_up, family).receipt("requests", {"wants": "SPEAK_TO_SOMEBODY", "words": WORDS})
    (asked,) = made_up.get(family.path).get_json()["done"]["family_requests"]
    made_up.clock.now += timedelta(minutes=1)
    said = {"words": "Explained to her why we ask.", "how": "SPOKEN_TO"}
    made_up.record(f"{family.path}/family-requests/{asked['request']}/answers", said)
    answer = made_up.check(family.file, family.question())
    (still,) = [one for one in answer["tasks"] if one["about"] == asked["request"]]
    assert still["words"] == WORDS
    assert "Somebody talked with them: record in a talk what they said" in still["so_far"]
    made_up.clock.now += timedelta(minutes=1)
    talk = family.conversation(parent_words="Only the letters.")
    made_up.record(f"{family.path}/conversations", {**talk, "responses": []})
    answer = made_up.check(family.file, family.question())
    assert asked["request"] not in [one["about"] for one in answer["tasks"]]

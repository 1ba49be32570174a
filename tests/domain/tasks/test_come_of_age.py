"""Whoever was put on file as a child and has come of age is spoken to: nobody else decides."""

from __future__ import annotations

from datetime import date, timedelta

from tests.domain.tasks.story import DAY, MONDAY, Story, scope


def of(years: int, days: int = 0) -> Story:
    """A family taken in with an enquiry, of a child who was born so long before."""
    on = MONDAY.date()
    born = date(on.year - years, on.month, on.day) - timedelta(days=days)
    return Story().child("ng", born).adult("mum").enquiry().later()


def test_whoever_has_just_come_of_age_is_spoken_to_until_we_have_heard_them() -> None:
    """A list of what is due had nobody speak to him, and each answer waited for it."""
    assert of(17, 200).the("ASK_YOUNG_PERSON").person == "ng"
    story = of(18, 1)
    assert {"mum", "ng"} >= story.whose("SPEAK_TO") >= {"ng"}
    story.say("REFUSED", "ng")
    assert "ng" not in story.later().whose("SPEAK_TO")


def test_the_birthday_in_an_enquiry_changes_who_is_asked_and_not_whether() -> None:
    story = of(17, 364)
    assert story.whose("ASK_YOUNG_PERSON") == {"ng"}
    story.later(3 * DAY)
    assert "ng" in story.whose("SPEAK_TO")
    assert not story.whose("ASK_YOUNG_PERSON")


def test_whoever_was_of_age_before_an_enquiry_about_others_is_left_alone() -> None:
    story = of(19)
    story.close()
    story.later(DAY).child("other").adult("mum", child="other").enquiry("E2").later()
    assert "ng" not in story.whose("SPEAK_TO")
    story.say("AGREED", enquiry="E2", scope=scope("ng"))
    assert "ng" in story.later().whose("SPEAK_TO")
    story.unsafe("ng")
    assert "ng" not in story.later().whose("SPEAK_TO")

"""What is said of something recorded is said once, however many entries it makes."""

from __future__ import annotations

from consent_service.domain.file.folding import Stamp
from consent_service.domain.file.view import View
from consent_service.domain.noticing.notices import codes_of, notices_of, notices_of_all
from consent_service.domain.noticing.ofwhom import IT_IS
from consent_service.domain.recorded.content import Content
from consent_service.domain.recorded.falling import Notice
from consent_service.domain.recorded.practice import DecisionReviewed
from tests.domain.night.families import moment
from tests.domain.tasks.story import DAY, MANAGER, family
from tests.domain.walk.situations import SITUATIONS
from tests.domain.walk.walking import as_it_stands

_ENDS = "ENDS_BEFORE_ITS_REVIEW"
#: Of whom the authority's own file says who works here.
_OF_STAFF = {"OWNER_NOT_KNOWN", "TEAM_NOT_KNOWN"}
#: What waits goes by all that one request recorded.
_OF_STAFF |= {"WAITS_FOR_A_MANAGER", "WAITS_FOR_A_CALL", "LIFTED_BY_TELEPHONE", "COUNTS_MEANWHILE"}
_OF_STAFF |= {"WAITS_AS_WELL", "WAITS_FOR_A_REASON"}


def _of_whomever(notice: Notice) -> tuple[str, str]:
    """Without the name that stands with it where several people were recorded at once."""
    return notice.code, notice.text.partition(IT_IS)[0]


def test_no_reply_says_the_same_twice_of_whatever_may_be_recorded() -> None:
    """All that each walk is made of, as if one request had recorded it."""
    repeated = set[str]()
    for situation in SITUATIONS:
        record = as_it_stands(situation)
        written = [(content, stamp) for stamp, content in record.entries]
        view, directory = record.view(record.at), record.own.directory(record.at)
        said = notices_of_all(written, view, record.own, record.at)
        assert len(said) == len({*said}), situation
        each = [n for one, place in written for n in notices_of(one, place, view, directory)]
        of_whomever = {_of_whomever(one) for one in said if one.code not in _OF_STAFF}
        assert {*map(_of_whomever, each)} == of_whomever
        repeated |= {n.code for n in said if each.count(n) > 1}
    assert repeated, "No walk would have said anything twice: this test shows nothing."


def test_both_answers_of_one_talk_are_one_thing_to_know() -> None:
    story = family()
    talk = story.talk("mum")
    for answer in ("AGREED", "REFUSED"):
        story.say(answer, "mum", conversation=talk)
    written = [(content, stamp) for stamp, content in story.entries]
    view, nobody = View(story.file, story.at, story.at), moment(story).authority_file
    said = [one.code for one in notices_of_all(written, view, nobody, story.at)]
    assert said.count("BOTH_IN_ONE_TALK") == 1


def test_a_decision_that_ends_before_it_is_looked_at_again_or_has_ended_is_said_to_end() -> None:
    for waits, until, codes in ((1, 8, []), (1, 11, [_ENDS]), (12, 14, [_ENDS])):
        story = family()
        id, made = story.decide(), story.at
        story.at = made + waits * DAY
        review = DecisionReviewed(
            decision=id,
            reason="It is still needed.",
            effective_at=story.at,
            review_due=(made + until * DAY).date(),
        )
        view, content = View(story.file, story.at, story.at), Content(MANAGER, review)
        said = codes_of(content, Stamp(10**6, story.at), view)
        assert [one for one in said if one == _ENDS] == codes, (waits, until)

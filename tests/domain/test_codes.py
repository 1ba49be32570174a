"""The code lists say what `domain.md` section 3 says, in words that never refuse anybody."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from consent_service.domain.answers import Flag, Outcome, Reason
from consent_service.domain.codes import (
    LISTS,
    TEXTS,
    codes,
    label,
)
from tests.sweeping import each

_PASSING_ON = r"(be )?(shar|disclos|tell|told|contact|ask|proceed|go(ing)? ahead|do(ing)? this)"
_SHARING = r"(be )?(shar|disclos|proceed|go(ing)? ahead|do(ing)? this)"
DENIALS = (
    rf"\b(may|can|must|shall|should|could|would|will|need|ought) ?(not|never)( to)? {_SHARING}",
    rf"\b(can|must|should|won|wouldn|couldn|shan|needn|mustn|shouldn)[’']t {_SHARING}",
    rf"\b(do not|don[’']t|never|no) {_SHARING}",
    rf"\bnot (be )?(entitled|free|able) to {_PASSING_ON}",
    rf"\b(refus|declin)(e|es|ed|ing) to {_PASSING_ON}",
    rf"\b(stop|prevent|block|bar)(s|ped|ed|red)? ((you|us|staff|anyone|it) )?(from )?{_SHARING}",
    r"\bnot (be )?(allowed|permitted|lawful|legal|authori[sz]ed)\b",
    r"\b(forbid\w*|prohibit\w*|disallow\w*|den(y|ies|ied|ial)|unauthori[sz]ed)\b",
    r"\b(is|be|are|was|were) (illegal|unlawful)\b|\bagainst the law\b|\bbreach\w*|\bviolat\w*",
    r"\b(permission|blocked|banned|barred|rejected|declined)\b|\bno (authority|right) to\b",
)
DENIAL = re.compile("|".join(f"(?:{denial})" for denial in DENIALS), re.IGNORECASE)
#: An absent answer is never called a no, nor a yes.
UNKNOWN_AS_ANSWER = re.compile(
    r"\b(implied|presumed|assumed|deemed) (consent|agreement)|\b(consent|agreement) (is|was) "
    r"(implied|presumed|assumed|deemed|refused)|\bsilence\b|\btaken as (a )?(yes|no)\b",
    re.IGNORECASE,
)


def strings(value: Any, place: str = "codes.toml") -> Iterator[tuple[str, str]]:
    """Every text of the file, each with where it stands, whatever table a later change adds."""
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from strings(inside, f"{place}/{name}")
    elif isinstance(value, str):
        yield place, value


FILE = files("consent_service.domain").joinpath("codes.toml").read_text(encoding="utf-8")
ALL_WORDS = tuple(strings(tomllib.loads(FILE)))


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


# ── words for everything an answer can say ──────────────────────────────────────────────────


@each("list_name", "members", of=[("outcomes", Outcome), ("reasons", Reason), ("flags", Flag)])
def test_everything_an_answer_can_say_has_its_words_and_nothing_else_has(
    list_name: str, members: type[Outcome | Reason | Flag]
) -> None:
    assert set(codes(list_name)) == set(members)
    for code in codes(list_name).values():
        wanted = {"helper", "next"} if list_name == "outcomes" else {"next"}
        besides = {"contacts", "acts_first", "unspoken", "agency"}
        assert code.attributes.keys() - besides == wanted, code.code
        assert all(isinstance(code.attributes[name], str) for name in wanted)


def test_a_member_of_the_enum_finds_its_words() -> None:
    assert label("outcomes", Outcome.SHARE_NOW) == "Share now. Do not wait."
    assert codes("reasons")[Reason.NO_RECORD].code == "NO_RECORD"


def test_only_a_yes_that_counts_is_shown_as_agreed() -> None:
    shown = [c.code for c in codes("shown_statuses").values() if c.label.startswith("Agreed")]
    assert shown == ["AGREED", "AGREED_PART", "EXPIRING_SOON"]
    assert {c.code for c in codes("answers").values() if c.label.startswith("Agreed")} == {
        "AGREED",
        "AGREED_IN_PART",
    }


def test_each_text_the_pages_rely_on_is_there() -> None:
    assert {name for name in TEXTS if not name.startswith(("own_", "which_", "letter_"))} == {
        *("anybody_else", "ask_first", "ask_first_safe", "ask_first_of_all", "ask_before_s47"),
        *("may_be_read_by", "may_be_read"),
        *("kept_by_young", "told_when_safe", "agreed_for_them"),
        *("danger_now", "danger_silent", "danger_relay"),
        *(
            "help_asked",
            "read_first",
            "left_out_of_a_yes",
            "read_harm",
            "read_reply",
            "see_who_knows",
            "named_by_one_named",
            "joined_by_one",
            "told_while_feared",
            "leave_them_out",
        ),
        *("read_writing", "first_covered", "first_partly_covered", "first_authorised"),
        "do_not_contact",
        "until_decided_if_safe",
        *("do_not_contact_yet", "one_or_two", "one_or_two_waits"),
        *(
            "not_said_if_a_danger",
            "asked_not_told",
            "not_to_hear_of",
            "ask_before",
            "only_not_to_hear",
            "not_to_hear",
        ),
        *("in_confidence", "in_confidence_next"),
        *("in_confidence_other", "in_confidence_other_next"),
        *("doubt_overheard", "doubt_heard_by", "doubt_not_understood"),
        *("doubt_pressed", "doubt_without_reason", "doubt_writing"),
        *("doubt_anothers", "doubt_unread", "doubt_no_plain_yes", "doubt_from_when"),
        *("doubt_not_sure", "doubt_not_able", "doubt_child_left_out"),
        *("referrers_no", "referrers_no_next", "reported_no", "never_named"),
        *("ends_with_age", "parents_of_then"),
        *("no_on_another_file", "no_on_another_file_next", "not_asked_here", "no_holder_here"),
        "partner_tells_nobody",
        *("card_more", "card_ends", "card_no_child"),
        "decides_alone_waits",
        *("found_and_waits", "nobody_has_it_now", "meeting_moved"),
        *("of_the_dead", "of_the_dead_next"),
        *("who_else_children", "who_else_caregivers", "who_else_agencies"),
        "who_else_others",
        *("safe_all_the_same", "safe_by_another_reason"),
        "share_now",
        "share_now_route",
        "unavailable",
        "no_record",
        "record_by_hand",
        "not_a_no",
        *(
            "asked_first",
            "asks_first",
            "decided_not_to_share",
            "not_agreed_yet",
            "child_objects",
            "child_objects_to_some",
        ),
        *("child_may_object", "child_may_object_to_some"),
        *("looking_back", "looking_back_next"),
    }
    assert "IMMEDIATE" in TEXTS["share_now_route"]
    assert len(sentences(TEXTS["share_now_route"])) == 1


# ── what the words never say ────────────────────────────────────────────────────────────────


def test_nothing_is_ever_refused() -> None:
    assert len(ALL_WORDS) > 500
    assert [(place, text) for place, text in ALL_WORDS if DENIAL.search(text)] == []


def test_what_nobody_said_is_never_put_into_their_mouth() -> None:
    assert [(place, text) for place, text in ALL_WORDS if UNKNOWN_AS_ANSWER.search(text)] == []


@each(
    "denial",
    of=[
        "You may not share this.",
        "You can not share this.",
        "This cannot be shared.",
        "You can't share it.",
        "Must not be disclosed.",
        "You should never share this.",
        "You are not allowed to contact the school.",
        "Contact is not permitted.",
        "Sharing is forbidden.",
        "The law prohibits this.",
        "Access denied.",
        "We refuse to share.",
        "Do not share.",
        "This stops you from sharing.",
        "You do not have permission.",
        "Sharing this would be unlawful.",
        "The request was rejected.",
    ],
)
def test_a_denial_would_be_found(denial: str) -> None:
    assert DENIAL.search(denial)


def test_where_nobody_has_answered_the_words_say_it_is_not_a_no() -> None:
    for code in ("NOT_ASKED", "AWAITING_REPLY", "NO_RECORD", "OUT_OF_SCOPE_AGENCY"):
        assert "not a no" in str(codes("reasons")[code].attributes["next"]), code
    assert "not a no" in codes("outcomes")["ASK"].label


def test_whoever_cannot_check_or_must_wait_for_nobody_is_told_so() -> None:
    for code in (
        "CANNOT_READ_LEDGER",
        "CANNOT_RECORD",
        "LEDGER_NOT_SOUND",
        "RECORD_DAMAGED",
        "RECORD_INCOMPLETE",
    ):
        advice = str(codes("reasons")[code].attributes["next"])
        assert "Do not wait if a child may be at risk" in advice, code
    assert "Do not wait if a child may be at risk" in TEXTS["unavailable"]
    assert "at risk" in TEXTS["share_now"]


# ── words that can be read ──────────────────────────────────────────────────────────────────


def test_a_label_is_short_and_clean() -> None:
    """Why something is no purpose here takes more than a label."""
    too_long = []
    for list_name in [name for name in LISTS if name != "refused_purposes"]:
        longest = 95 if list_name == "outcomes" else 90
        for code in codes(list_name).values():
            for words in filter(None, (code.label, code.parent_label)):
                assert words == words.strip() != "", (list_name, code.code)
                if len(words) > longest:
                    too_long.append((list_name, code.code, len(words)))
    assert not too_long


def test_no_sentence_has_more_than_twenty_five_words() -> None:
    long = [
        (place, sentence)
        for place, text in ALL_WORDS
        for sentence in sentences(text)
        if len(sentence.split()) > 25
    ]
    assert long == []


def test_a_sentence_for_staff_ends_as_a_sentence() -> None:
    for list_name in ("outcomes", "reasons", "flags"):
        for code in codes(list_name).values():
            said = [words for words in code.attributes.values() if isinstance(words, str)]
            for words in (code.label, *said):
                assert str(words).endswith("."), (list_name, code.code)


def test_a_parent_meets_no_acronym_and_no_long_sentence() -> None:
    for list_name in LISTS:
        for code in codes(list_name).values():
            if code.parent_label is not None:
                assert not re.search(r"\b[A-Z]{2,}\b", code.parent_label), code.code
                assert len(code.parent_label.split()) <= 12, code.code


def test_two_codes_of_a_list_never_read_the_same() -> None:
    for list_name in LISTS:
        labels = [code.label for code in codes(list_name).values()]
        assert len(set(labels)) == len(labels), list_name

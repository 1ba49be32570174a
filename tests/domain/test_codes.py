"""The code lists say what `domain.md` section 3 says, in words that never refuse anybody."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from importlib.resources import files
from typing import Any

import pytest

from consent_service.domain.answers import Flag, Outcome, Reason
from consent_service.domain.codes import (
    ADULT_CATEGORIES,
    CHILD_CATEGORIES,
    CODES,
    DECIDING_PR,
    LISTS,
    PURPOSES_WITHOUT_AGREEMENT,
    TEXTS,
    codes,
    label,
)
from consent_service.domain.following.advocates import NEXT, SUITABILITY
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


def having(list_name: str, attribute: str) -> set[str]:
    return {c.code for c in codes(list_name).values() if c.attributes.get(attribute) is True}


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
        *("anybody_else", "ask_first", "ask_first_of_all", "ask_before_s47"),
        *("kept_by_young", "told_when_safe", "agreed_for_them"),
        *("danger_now", "danger_silent", "danger_relay"),
        *("help_asked", "read_first", "read_harm", "read_reply", "see_who_knows"),
        "do_not_contact",
        *("do_not_contact_yet", "one_or_two", "one_or_two_waits"),
        *("doubt_overheard", "doubt_heard_by", "doubt_not_understood"),
        *("doubt_pressed", "doubt_without_reason", "doubt_writing"),
        *("doubt_anothers", "doubt_unread", "doubt_no_plain_yes"),
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
        "share_now",
        "share_now_route",
        "unavailable",
        "no_record",
        "record_by_hand",
        "not_a_no",
        *("not_agreed_yet", "child_objects", "child_objects_to_some"),
        *("child_may_object", "child_may_object_to_some"),
        "looking_back",
        "looking_back_next",
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


# ── the lists themselves ────────────────────────────────────────────────────────────────────


def test_codes_are_upper_snake_case() -> None:
    """Save the suitability questions, which are the names of members."""
    upper = re.compile(r"[A-Z0-9]+(_[A-Z0-9]+)*")
    for list_name in LISTS:
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", list_name)
        for name, code in codes(list_name).items():
            assert code.code == name
            if list_name not in ("suitability_questions", "precisions"):
                assert upper.fullmatch(name), (list_name, name)


def test_the_lists_carry_a_version() -> None:
    assert re.fullmatch(r"\d{4}\.\d{1,3}", CODES.version)


def test_purposes_needing_no_agreement_are_exactly_those_of_the_guidance() -> None:
    assert (
        frozenset(
            {
                "STRATEGY_DISCUSSION",
                "S47_ENQUIRY",
                "CP_CONFERENCE",
                "IMMEDIATE_PROTECTION",
                "DOMESTIC_ABUSE_MARAC",
                "COURT_OR_LEGAL",
                "TRANSFER_OTHER_LA",
                "AUDIT_REVIEW",
            }
        )
        == PURPOSES_WITHOUT_AGREEMENT
    )


def test_every_purpose_says_whether_agreement_is_needed_and_how_long_it_lasts() -> None:
    lengths = {}
    for code in codes("purposes").values():
        assert code.attributes["agreement"] in {
            "NEEDED",
            "NOT_NEEDED",
            "MINIMUM_NOT_NEEDED",
            "IF_NAMED",
        }
        assert set(code.attributes) <= {"agreement", "working_days", "months", "take_part"}
        for unit in ("working_days", "months"):
            if unit in code.attributes:
                lengths[code.code] = (code.attributes[unit], unit)
    assert lengths == {
        "AGENCY_CHECKS": (20, "working_days"),
        "EARLY_HELP_REFERRAL": (6, "months"),
        "CIN_ASSESSMENT": (45, "working_days"),
        "CIN_PLAN": (6, "months"),
        "STRATEGY_DISCUSSION": (15, "working_days"),
        "FAMILY_NETWORK_MEETING": (3, "months"),
    }
    assert having("purposes", "take_part") == {"EARLY_HELP_REFERRAL", "CIN_ASSESSMENT"}


def test_agreeing_to_a_medical_examination_is_no_purpose_here() -> None:
    assert set(codes("refused_purposes")) == {"MEDICAL_EXAM"}
    assert "different law" in label("refused_purposes", "MEDICAL_EXAM")
    assert "MEDICAL_EXAM" not in codes("purposes")


def test_every_kind_of_information_is_about_a_child_or_an_adult() -> None:
    assert set(codes("categories")) == CHILD_CATEGORIES | ADULT_CATEGORIES
    assert not CHILD_CATEGORIES & ADULT_CATEGORIES
    assert (len(CHILD_CATEGORIES), len(ADULT_CATEGORIES)) == (16, 14)
    assert {"CHILD_HEALTH", "FAMILY_HISTORY"} <= CHILD_CATEGORIES
    assert {"ADULT_IDENTITY_HOUSEHOLD", "PARENTING_CAPACITY"} <= ADULT_CATEGORIES


def test_sensitive_information_is_marked() -> None:
    assert having("categories", "special") == {
        "CHILD_MENTAL_HEALTH",
        "CHILD_SEXUAL_HEALTH",
        "ADULT_HEALTH",
        "ADULT_MENTAL_HEALTH",
        "SUBSTANCE_USE",
        "SEXUAL_LIFE",
        "ETHNICITY_RELIGION",
    }
    assert having("categories", "criminal") == {
        "POLICE_CHILD",
        "DOMESTIC_ABUSE_SUSPECT",
        "CRIMINAL_RECORD",
        "POLICE_INTELLIGENCE",
    }
    assert having("categories", "never_to_other_parent") == {
        "DOMESTIC_ABUSE_VICTIM",
        "POLICE_INTELLIGENCE",
    }


def test_sensitive_information_is_never_offered_as_basic() -> None:
    for code in codes("categories").values():
        assert code.attributes["group"] in {"basic", "more"}
        if {"special", "criminal", "never_to_other_parent"} & set(code.attributes):
            assert code.attributes["group"] == "more", code.code


def test_the_agencies_that_intrude_most_are_marked() -> None:
    assert having("agencies", "high_intrusion") == {
        "IMMIGRATION_HOME_OFFICE",
        "DWP_JOBCENTRE",
        "PRISON",
    }
    assert having("agencies", "only_by_name") == {"OTHER_NAMED", "FAMILY_NETWORK"}
    assert len(codes("agencies")) == 41
    for code in codes("agencies").values():
        assert code.attributes["s16la_listed"] in {"YES", "NO", "CHECK"}, code.code


def test_whose_answer_counts_is_as_the_rules_have_it() -> None:
    assert frozenset({"YES", "UNCONFIRMED", "DISPUTED"}) == DECIDING_PR


def test_the_explanation_keeps_its_order_and_its_first_nine() -> None:
    order = list(codes("explained"))
    assert len(order) == 15
    assert order[0] == "WHY_WORRIED"
    assert order[8] == "WHEN_WE_SHARE_ANYWAY"
    assert order[-1] == "CHILD_VIEW_ASKED"


def test_the_advocate_lists_are_those_of_the_rules() -> None:
    assert set(codes("advocate_statuses")) == set(NEXT)
    assert tuple(codes("suitability_questions")) == SUITABILITY


def test_a_reason_for_going_ahead_stands_in_one_list_only() -> None:
    parts = ("dispense_reasons", "override_reasons", "split_view_reasons")
    reasons = [code for part in parts for code in codes(part)]
    assert len(set(reasons)) == len(reasons)
    assert not set(reasons) & set(codes("not_share_reasons"))


def test_a_decision_on_record_is_a_reason_of_the_same_name() -> None:
    assert set(codes("authorisation_kinds")) <= set(Reason)


def test_a_list_cannot_be_changed() -> None:
    gp = codes("agencies")["GP"]
    with pytest.raises(TypeError):
        codes("agencies")["GP"] = gp  # type: ignore[index]
    with pytest.raises(TypeError):
        gp.attributes["s16la_listed"] = "YES"  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        gp.label = "Doctor"  # type: ignore[misc]


def test_a_list_or_code_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(KeyError):
        codes("moods")
    with pytest.raises(KeyError):
        label("agencies", "ORACLE")

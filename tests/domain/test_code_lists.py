"""The code lists are those of `domain.md` section 3: what is in each, and how it is marked."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError

import pytest

from consent_service.domain.answers import Reason
from consent_service.domain.codes import (
    ADULT_CATEGORIES,
    CHILD_CATEGORIES,
    CODES,
    DECIDING_PR,
    LISTS,
    PURPOSES_WITHOUT_AGREEMENT,
    codes,
    label,
)
from consent_service.domain.following.advocates import NEXT, SUITABILITY


def having(list_name: str, attribute: str) -> set[str]:
    return {c.code for c in codes(list_name).values() if c.attributes.get(attribute) is True}


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

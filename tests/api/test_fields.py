"""What a member may hold: the rows of the bad-input corpus that concern one member."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, date, datetime
from typing import Any

import pytest
from marshmallow import ValidationError

from consent_service.api.edge import fields
from consent_service.domain.codes import codes
from tests.api import schemas
from tests.api.bodies import BODIES, CANARY, CHECK, errors_of
from tests.api.said import SCOPE
from tests.sweeping import each


def read(field: Any, value: Any) -> Any:
    return field.deserialize(value)


def refuses(field: Any, value: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        field.deserialize(value)
    return json.dumps(caught.value.messages)


# ── text ───────────────────────────────────────────────────────────────────────────────────

U7 = ["O'Brien", "O’Brien", "D'Souza-Smith", "Ng", "X Æ A-12", "Y", "Llŷr", "محمد", "王小明"]


def test_u1_text_is_stored_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "Zoë")
    assert decomposed != "Zoë"
    assert read(fields.Line(), decomposed) == read(fields.Line(), "Zoë") == "Zoë"


@each(
    "text",
    of=[
        *U7,
        *["ﬁona", "Ａnn"],  # U2: NFC, not NFKC
        "می\u200cخواهم",  # U4: a joiner that the script needs
        "क्\u200dष",
        *["Ann 🙂", "𝒜nn"],  # U5
        "Аnn",  # U6: the first letter is Cyrillic
        *["'; DROP TABLE--", '" OR 1=1', "%", "_", "\\"],  # U8
        *["<script>", '"><img onerror>', "javascript:", "{{7*7}}", "${7*7}", "%s"],  # U9
        *["=cmd|..", "+1", "-1", "@SUM"],  # U10: made harmless where it is exported
        "ệ",
        "x" + "\u0323\u0331\u0332\u0333",  # four marks
        "x" * 200,
        "🙂" * 200,
    ],
    ids=ascii,
)
def test_u_names_of_all_kinds_are_taken_as_they_are(text: str) -> None:
    assert read(fields.Line(), text) == unicodedata.normalize("NFC", text)
    assert len(read(fields.Line(), text).encode()) <= 800


@each(
    "text",
    of=[
        "",
        "   ",
        "\u00a0\u3000",
        "\u200d",
        "\u0301",
        *["a\u0000", "a\u0001", "a\u007f", "a\u0085", "a\u009f"],  # B25 and other controls
        *["a\u200fb", "a\u202eb", "a\u2066b", "a\u061cb"],  # U4: controls of direction
        *["a\ue000b", "a\U000f0000b", "a\U0010fffeb", "a\u0378b", "a\ud800b"],  # and no letter
        *[
            "a\u3164b",
            "a\ufff9b",
            "a\uffa0b",
            "a\u115fb",
            "a\u2800b",
            "a\U00016fe4b",
            "\u3164",
            "\u2800",
        ],  # and a blank one
        "x" + "\u0323\u0331\u0332\u0333\u0324",  # U5: five marks
        "x" + "\u0331" * 500,
        "x" + "\u0323\u0331\u0332\u200d\u0333\u0324",  # a joiner does not begin a new letter
        *["a\r\nb", "a\nb", "a\rb", "a\tb", "a\u2028b", "a\u2029b", "a\n"],  # U11
        "x" * 201,  # U12
        ("e" + "\u0323\u0331\u0332" * 3) * 200,
        "\ufb2c" * 70,  # grows to three times its length when composed
        *[1, True, 1.5, ["a"], {"a": "b"}, b"a"],
    ],
    ids=ascii,
)
def test_u_a_line_that_nobody_could_read_is_refused(text: Any) -> None:
    refuses(fields.Line(), text)


def test_free_text_runs_over_several_lines() -> None:
    assert read(fields.Words(), "one\n\ttwo\u2028") == "one\n\ttwo\u2028"
    assert read(fields.Words(), "x" * 4_000) == "x" * 4_000


def test_free_text_may_end_its_lines_as_windows_does() -> None:
    assert read(fields.Words(), "one\r\ntwo") == "one\ntwo"


@each(
    "text",
    of=["x" * 4_001, "a\rb", "a\u0000", "a\u000b", "a\u202eb", "a\ud800b", "\n\t "],
    ids=ascii,
)
def test_free_text_has_its_limits(text: str) -> None:
    refuses(fields.Words(), text)


# ── ids, codes, numbers ────────────────────────────────────────────────────────────────────


@each("value", of=["a" * 8, "0" * 24, "f" * 32, "9" * 64], ids=ascii)
def test_an_id_of_ours_is_taken(value: str) -> None:
    assert read(fields.Opaque(), value) == value


@each(
    "value",
    of=["a" * 7, "a" * 65, "A" * 24, "g" * 24, "a" * 24 + "\n", "../" * 8, "*", 12345678, []],
    ids=ascii,
)
def test_what_cannot_be_an_id_of_ours_is_refused(value: Any) -> None:
    refuses(fields.Opaque(), value)
    if value != "*":
        refuses(fields.Opaque(allow_any=True), value)


def test_any_is_taken_only_where_it_means_something() -> None:
    assert read(fields.Opaque(allow_any=True), "*") == "*"
    assert read(fields.Code("agencies", allow_any=True), "*") == "*"
    refuses(fields.Code("agencies"), "*")
    excluded = {**SCOPE, "exclusions": {"categories": ["*"]}}
    assert "exclusions" in errors_of(schemas.ScopeSchema(), excluded)


@each("value", of=[CANARY, "gp", "GP ", "", 1, True, ["GP"], {"GP": 1}], ids=ascii)
def test_d8_a_code_of_no_list_is_refused(value: Any) -> None:
    assert CANARY not in refuses(fields.Code("agencies", allow_any=True), value)


def test_agreeing_to_a_medical_examination_is_another_law() -> None:
    sentence = codes("refused_purposes")["MEDICAL_EXAM"].label
    refused = errors_of(schemas.CheckSchema(), {**CHECK, "purpose": "MEDICAL_EXAM"})
    assert refused == {"purpose": [sentence]}
    refused = errors_of(schemas.ScopeSchema(), {**SCOPE, "purposes": ["MEDICAL_EXAM"]})
    assert refused == {"purposes": {0: [sentence]}}


@each("value", of=[18446744073709551616, 9007199254740993, True, False, 1.0, "1", -1, [1], {}])
def test_b_what_only_resembles_a_whole_number_is_refused(value: Any) -> None:
    refuses(fields.Whole(), value)


@each("value", of=[0, 1, 2**53 - 1], ids=ascii)
def test_a_whole_number_is_taken(value: int) -> None:
    assert read(fields.Whole(), value) == value


@each(
    "schema",
    "name",
    "bad",
    of=[
        (schemas.OpenEnquirySchema, "threshold_level", [0, 5]),
        (schemas.RecordConversationSchema, "duration_minutes", [-1, 601]),
        (schemas.AdoptPolicySchema, "longest_agreement_days", [0, 3661]),
        (schemas.CorrectEntrySchema, "corrects", [-1, 2**53]),
        (schemas.OpenFileSchema, "reference", ["x" * 65]),
    ],
    ids=ascii,
)
def test_a_value_has_the_bounds_of_what_it_counts(schema: Any, name: str, bad: list[Any]) -> None:
    for value in bad:
        assert set(errors_of(schema(), {**BODIES[schema][0], name: value})) == {name}


@each("value", of=[1, 0, "true", "yes", "on", "", 1.0, [], {}], ids=ascii)
def test_what_only_resembles_yes_or_no_is_refused(value: Any) -> None:
    refuses(fields.YesNo(), value)


# ── times ──────────────────────────────────────────────────────────────────────────────────


@each(
    "text",
    "moment",
    of=[
        ("2026-11-22T10:00:00Z", datetime(2026, 11, 22, 10, tzinfo=UTC)),
        ("2026-07-01T00:30:00+01:00", datetime(2026, 6, 30, 23, 30, tzinfo=UTC)),
        ("2026-01-01T00:00:00-14:00", datetime(2026, 1, 1, 14, tzinfo=UTC)),
        ("2026-01-01T14:00:00+14:00", datetime(2026, 1, 1, tzinfo=UTC)),
        ("2026-01-01T00:00:00.1Z", datetime(2026, 1, 1, microsecond=100_000, tzinfo=UTC)),
        ("2026-01-01T00:00:00.123456Z", datetime(2026, 1, 1, microsecond=123_456, tzinfo=UTC)),
        ("2026-01-01T00:00:00.123456999Z", datetime(2026, 1, 1, microsecond=123_456, tzinfo=UTC)),
        ("1900-01-01T00:00:00Z", datetime(1900, 1, 1, tzinfo=UTC)),
        ("2024-02-29T23:59:59Z", datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_time_is_kept_in_utc(text: str, moment: datetime) -> None:
    loaded = read(fields.When(), text)
    assert loaded == moment
    assert loaded.tzinfo is UTC


@each(
    "text",
    of=[
        # D1
        *["2026-02-30T10:00:00Z", "2025-02-29T10:00:00Z", "2026-13-01T10:00:00Z"],
        *["0000-01-01T10:00:00Z", "10000-01-01T10:00:00Z", "2226-01-01T10:00:00Z"],
        # D3
        *["2026-11-22T10:00:00", "2026-11-22T10:00:00+25:00", "2026-11-22T10:00:00+14:01"],
        *["2026-11-22T24:00:00Z", "2026-11-22T23:59:60Z", "2026-11-22T10:00:00+00:60"],
        # the same moment in other spellings, and what only resembles one
        *["2026-11-22 10:00:00Z", "20261122T100000Z", "2026-11-22T10:00Z", "2026-W47-7T10:00:00Z"],
        *["2026-11-22T10:00:00.1234567890Z", "2026-11-22T10:00:00.Z", "2026-11-22T10:00:00,5Z"],
        *["2026-11-22T10:00:00Z\n", "2026-11-22t10:00:00z", "２026-11-22T10:00:00Z", "now", ""],
        *["1900-01-01T00:00:00+01:00", "2199-12-31T23:59:59-01:00"],
        *[1764000000, 1.5, True, [], {}],
    ],
    ids=ascii,
)
def test_d_a_time_that_is_not_exact_is_refused(text: Any) -> None:
    refuses(fields.When(), text)


def test_a_day_is_taken() -> None:
    assert read(fields.Day(), "2024-02-29") == date(2024, 2, 29)


@each(
    "text",
    of=[
        *["2026-02-30", "2025-02-29", "2026-13-01", "0000-01-01", "10000-01-01", "1890-01-01"],
        *["2026-1-1", "20260101", "2026-W01-1", "2026-01-01T00:00:00Z", "2026-01-01\n", 20260101],
    ],
    ids=ascii,
)
def test_d1_d2_a_day_that_no_calendar_has_is_refused(text: Any) -> None:
    refuses(fields.Day(), text)


def test_d5_an_end_200_years_ahead_is_refused() -> None:
    body = {**BODIES[schemas.RecordResponseSchema][1], "expires_at": "2226-03-09T12:00:00Z"}
    assert set(errors_of(schemas.RecordResponseSchema(), body)) == {"expires_at"}

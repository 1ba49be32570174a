"""What is sent to a witness: read only as it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import (
    MalformedSubmission,
    Submission,
    format_submission,
    parse_submission,
)
from ledger.submission import MAX_PROOF, MAX_SUBMISSION

submissions = st.builds(
    Submission,
    st.integers(0, 2**63 - 1),
    st.lists(st.binary(min_size=32, max_size=32), max_size=MAX_PROOF).map(tuple),
    st.binary(max_size=300),
)


@given(submissions)
def test_parsing_undoes_formatting(submission):
    """Whatever can be sent is read the same."""
    assert parse_submission(format_submission(submission)) == submission


@given(
    st.binary(max_size=200)
    | submissions.map(format_submission).flatmap(
        lambda data: st.integers(0, len(data) - 1).map(
            lambda at: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        )
    )
)
def test_a_submission_is_read_only_as_it_is_written(data):
    """What parses is written back as the same bytes; the rest is refused with one error."""
    try:
        submission = parse_submission(data)
    except MalformedSubmission:
        return
    assert format_submission(submission) == data


def test_what_could_not_be_read_is_not_sent():
    """Formatting refuses what parsing would refuse."""
    for submission in (
        Submission(-1, (), b""),
        Submission(2**63, (), b""),
        Submission(0, (bytes(31),), b""),
        Submission(0, (bytes(32),) * 64, b""),
        Submission(0, (), bytes(MAX_SUBMISSION)),
    ):
        with pytest.raises(MalformedSubmission):
            format_submission(submission)

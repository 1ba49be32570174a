"""Whoever says whether somebody is safe reads what was written of them, however short it is."""

from __future__ import annotations

from consent_service.domain.freetext.tellsofharm import told_in
from consent_service.pages.membercalled import member_called
from consent_service.pages.worker.whethersafe import written_in_words


def test_whatever_may_tell_of_harm_is_read_by_what_it_is_and_not_by_its_length() -> None:
    """ "He hits me" in a seventh member was left out, and a longer line about nobody was not."""
    assert told_in()
    for one in told_in():
        kind = str(one.kind.__struct_config__.tag)
        assert member_called(one.member, kind) in written_in_words(kind), one
    assert member_called("method", "response-recorded") not in written_in_words("response-recorded")

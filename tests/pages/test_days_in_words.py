"""What happened is read as it was typed: a day as a day, a last day as that, a code by its list."""

from __future__ import annotations

from datetime import timedelta

from consent_service.domain.times import LONDON, end_of_day
from consent_service.domain.words.naming import day
from tests.api.running import Running, add_family, text_of
from tests.pages.test_being_somebody import someone


def test_a_day_is_read_as_a_day_and_a_code_by_its_own_list(made_up: Running) -> None:
    """A talk of a day was read as one at midnight, and an agreement until Friday as until Saturday
    at 00:00; a purpose whose letters another list has too was read as letters.
    """
    family = add_family(made_up)
    now = made_up.clock().astimezone(LONDON)
    that_day = (now - timedelta(days=2)).replace(hour=0, minute=0, second=0, microsecond=0)
    last = now + timedelta(days=9)
    answer = family.agreement(
        scope=family.scope(purposes=["CIN_ASSESSMENT"]), expires_at=text_of(end_of_day(last))
    )
    talk = family.conversation(answer, effective_at=text_of(that_day), precision="day")
    made_up.record(f"{family.path}/conversations", talk)
    exact = family.conversation(
        family.agreement(expires_at=text_of(last)), effective_at=text_of(that_day)
    )
    happened = someone(made_up).open(f"/files/{family.file}/timeline").text
    assert f"It was {day(that_day)}." in happened
    assert f"until when {day(last)} " in happened
    assert "00:00" not in happened
    assert "Child and family assessment (section 17)" in happened
    assert "cin assessment" not in happened
    # A time that somebody gave is read.
    made_up.record(f"{family.path}/conversations", exact)
    happened = someone(made_up).open(f"/files/{family.file}/timeline").text
    assert f"It was {day(that_day)} at 00:00." in happened
    assert f"until when {day(last)} at {last:%H:%M}" in happened

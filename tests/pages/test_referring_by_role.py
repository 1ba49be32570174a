"""What follows from what somebody is to the child is put down where it was left open."""

from __future__ import annotations

import pytest

from tests.api.running import Running
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_referring import PLACE, family


@pytest.mark.parametrize(
    ("role", "held"),
    [
        *(("FOSTER_CARER", "NO"), ("RESIDENTIAL_CARER", "NO"), ("LOCAL_AUTHORITY", "UNCONFIRMED")),
        # She has it by the order, and it is enough once that is on record.
        ("SPECIAL_GUARDIAN", "UNCONFIRMED"),
    ],
)
def test_what_follows_from_what_somebody_is_is_put_down_and_nothing_of_their_row_is_lost(
    made_up: Running, role: str, held: str
) -> None:
    """ "Of this nothing would be on record", of a foster carer, who never has it; and a council
    without a name stood as somebody who was not written down, and was to be held.
    """
    browser = someone(made_up)
    is_council = role == "LOCAL_AUTHORITY"
    typed = family("Openleft") | {
        "adults.1.names": "" if is_council else "Ferrow Sample",
        "adults.1.role": role,
        "enquiry.worry": "He smashed the door and is scared of somebody at home.",
    }
    read = opened(browser.send(browser.open(PLACE), PLACE, **typed))
    assert "Of this nothing would be on record" not in read.text
    assert not is_council or "The council anything" not in read.text
    size = made_up.size()
    reply = browser.send(read, PLACE)
    file = reply.headers["Location"].split("/")[2]
    stands = made_up.get(f"/v1/files/{file}").get_json()
    (link,) = [one for one in stands["children"][0]["caregivers"] if one["role"] == role]
    assert (size < made_up.size(), link["pr_status"]) == (True, held)
    called = {one["id"]: (one["names"], one["asking"]) for one in stands["adults"]}
    if is_council:
        assert called[link["person"]] == ("The council", "YES")
    else:
        assert called[link["person"]] == ("Ferrow Sample", "NOT_KNOWN")

"""Two adults of one name are told apart on every page that a member of staff opens: nobody picks
one of them by where they stand in a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consent_service.pages.called import namesakes_called, then_called
from tests.api.running import Running, add_family
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER, asked_for
from tests.pages.test_offered_with_care import shown_to
from tests.sweeping import each

#: What whoever reads goes by: a heading, a name in bold, a row, a label, a button.
_GOES_BY = re.compile(
    r"<(h[1-6]|strong|th|dt|label|legend|option|a|button|caption)\b[^>]*>(.*?)</\1>", re.DOTALL
)
_TAG = re.compile("<[^>]+>")
_NAME = re.compile("bo example", re.IGNORECASE)
#: How the timeline says what was written down, when nobody knew yet what they are.
_AS_TYPED = "was added as an adult"
_WHAT_THEY_ARE = re.compile("father|someone else in the household", re.IGNORECASE)


def said_of_him(html: str) -> Iterator[str]:
    """Whatever is gone by and has his name in it."""
    for _, inside in _GOES_BY.findall(html):
        words = " ".join(_TAG.sub(" ", inside).split())
        if _NAME.search(words) and _AS_TYPED not in words:
            yield words


def test_on_every_page_of_the_staff_each_of_two_of_one_name_is_called_with_what_they_are(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    lodger = made_up.record(f"{family.path}/adults", {"names": "Bo Example"})["id"]
    link = {"person": lodger, "child": family.child, "role": "OTHER_HOUSEHOLD", "pr_status": "NO"}
    made_up.record(f"{family.path}/relationships", link)
    unsafe = {"person": family.father, "safe_to_ask": False, "reason": "He hit her."}
    made_up.record(f"{family.path}/safety", unsafe)
    sheet = asked_for(made_up, family)
    browser, here = someone(made_up, MANAGER), f"/files/{family.file}"
    pages = dict(shown_to(browser, family, sheet, {family.father, lodger}))
    for address in (here, f"{here}/ways-in", f"{here}/enquiries/{family.enquiry}/closing", sheet):
        reply = browser.get(address)
        assert reply.status_code == 200, address
        pages[address] = reply.text
    met = {address: list(said_of_him(html)) for address, html in pages.items()}
    alike = [
        f"{address}: {words}"
        for address, every in met.items()
        for words in every
        if not _WHAT_THEY_ARE.search(words)
    ]
    assert not alike, "\n".join(alike)
    assert sum(map(bool, met.values())) > 8, "Few pages name him: this test shows little."


@each("roles", of=[(), ("STEPPARENT",)])
def test_whoever_is_the_same_to_the_same_children_is_still_told_apart(
    roles: tuple[str, ...],
) -> None:
    adults = [{"id": id, "names": "Bo Example"} for id in ("one", "two")]
    carers = [{"person": id, "role": role} for id in ("one", "two") for role in roles]
    stands = {"adults": adults, "children": [{"names": "Ada", "caregivers": carers}]}
    assert len(set(namesakes_called(stands).values())) == 2


def test_what_was_written_of_one_who_is_read_as_another_now_keeps_their_name() -> None:
    mum = {"id": "mum", "names": "Ann Example", "confirmed": True}
    dad = {"id": "dad", "names": "Bo Example", "also": [mum], "caregivers": []}
    stands = {"children": [], "adults": [dad]}
    assert then_called(stands) == {
        "dad": "Bo Example",
        "mum": "Ann Example (now read as Bo Example)",
    }
    dad["also"] = [{**mum, "confirmed": False}]
    assert "mum" not in then_called(stands)

"""Words of a parent that are said to be a no, beside a young person who decides: no headline says
that this is no no, and they stand above what is agreed.
"""

from __future__ import annotations

from tests.api.running import Running, add_family
from tests.pages.test_being_somebody import someone
from tests.sweeping import each

_WORDS = "You are NOT to talk to him without me."
_IS_NONE = "This is not a no"


@each("not_a_no", of=[False, True])
@each("dob", of=["2009-05-03", "2019-05-03"])
def test_beside_words_said_to_be_a_no_no_headline_says_that_there_is_none(
    made_up: Running, dob: str, *, not_a_no: bool
) -> None:
    family = add_family(made_up)
    other = made_up.record(f"{family.path}/children", {"names": "Tam", "dob": dob})["id"]
    link = {"person": family.mother, "child": other, "role": "MOTHER", "pr_status": "YES"}
    made_up.record(f"{family.path}/relationships", link)
    talk = family.conversation(responses=[], parent_words=_WORDS, not_a_no=not_a_no)
    made_up.record(f"{family.path}/conversations", talk)
    answer = made_up.check(
        family.file, family.question(agency={"type": "POLICE"}, subjects=[other])
    )
    page = someone(made_up).open(f"/files/{family.file}/checks/{answer['ledger']['seq']}").text
    above = page.partition("What is agreed, about whom")[0]
    assert (f"“{_WORDS}”" in above) is not not_a_no
    assert page.startswith("Not agreed yet")
    assert (_IS_NONE in answer["headline"]) is not_a_no
    assert (_IS_NONE in page) is not_a_no

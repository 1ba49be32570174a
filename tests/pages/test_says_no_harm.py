"""A child says that his mother does not hurt him, and asks that his nan is not told: she alone is
kept from it, and his mother is no danger by it on any page.
"""

from __future__ import annotations

from tests.api.running import Running, add_family
from tests.pages.test_being_somebody import someone

_WORDS = (
    "pls dont tell nan shell take us off mum. mum dont hurt us. i get the chair cos she gets scared"
)


def test_only_whoever_is_named_as_not_to_be_told_is_kept_from_it(made_up: Running) -> None:
    family = add_family(made_up)
    adult = {"names": "Pat Sample", "interpreter_needed": False}
    gran = made_up.record(f"{family.path}/adults", adult)["id"]
    link = {"child": family.child, "person": gran, "role": "GRANDPARENT", "pr_status": "NO"}
    made_up.record(f"{family.path}/relationships", link)
    said = family.conversation(person=family.child, parent_words=_WORDS, responses=[])
    ticked = {"must_not_hear": {"people": [gran]}}
    made_up.record(f"{family.path}/conversations", {**said, **ticked})
    found = made_up.get(family.path).get_json()
    assert {one["id"]: one["asking"] for one in found["adults"]} == {
        gran: "NO",
        family.mother: "YES",
        family.father: "YES",
    }
    text = someone(made_up).open(f"/files/{family.file}").text
    assert "Nobody has said who the child means" not in text
    assert "somebody who is not named here" not in text
    # Of her alone it is said: she is named as who is not to hear, and may be a danger.
    assert text.count("may mean them") == 1
    after = text.partition("Who we have spoken to")[2]
    assert "may mean them" in after.partition("Pat Sample")[2]

"""A manager says whom a child means by "somebody else": no page asked, and every adult of the
family stayed as not known to be safe.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from consent_service.domain.recorded.notwritten import NOT_WRITTEN
from tests.api.running import Family, Running, add_family, decide
from tests.pages.opening import Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER
from tests.reasons import ENOUGH

ASKED = "A child asked that somebody else is not told, and it may be them. A manager says whom"


def unnamed_wish(service: Running, family: Family) -> str:
    wish = {"child": family.child, "objects": False, "words": "Not Dave.", "heard_by": "Zz"}
    because = {"not_to_be_told_because": "He gets angry."}
    id: str = service.record(f"{family.path}/wishes", {**wish, **because})["entries"][0]["id"]
    return id


def asking(service: Running, family: Family) -> dict[str, str]:
    stands: dict[str, Any] = service.get(family.path).get_json()
    return {one["id"]: one["asking"] for one in stands["adults"]}


def weigh(service: Running, family: Family, wish: str, **said: str) -> Page:
    """A manager does; what they read before it is recorded."""
    manager, path = someone(service, MANAGER), f"/files/{family.file}/wishes/{wish}/weighings/new"
    read = opened(
        manager.send(manager.open(path), path, may_be_told="false", reason=ENOUGH, **said)
    )
    assert manager.send(read, path).status_code == 303
    return read


def test_only_whoever_a_manager_names_is_not_told(made_up: Running) -> None:
    family = add_family(made_up)
    wish = unnamed_wish(made_up, family)
    assert someone(made_up).open(f"/files/{family.file}").text.count(ASKED) == 2
    read = weigh(made_up, family, wish, means=family.father)
    assert "nobody knows whether it is safe to ask Ann Example" in read.text
    page = someone(made_up).open(f"/files/{family.file}")
    assert "They do not want these told: Bo Example." in page.text
    assert ASKED not in page.text
    assert asking(made_up, family) == {family.father: "NO", family.mother: "YES"}


def test_how_it_was_weighed_last_stands_with_the_family_and_counts(made_up: Running) -> None:
    """That they may be told stood against whatever a manager said after it."""
    family = add_family(made_up)
    wish, weighed = unnamed_wish(made_up, family), ("false", "true", "false")
    for count, told in enumerate(weighed):
        path = f"{family.path}/wishes/{wish}/weighings"
        said = {"may_be_told": told == "true", "reason": f"{ENOUGH} {count}"}
        made_up.record(path, said | {"means": [family.father]}, "MASH_MANAGER")
        made_up.clock.now += timedelta(minutes=1)
        text = someone(made_up).open(f"/files/{family.file}").text
        is_kept = told == "false"
        assert ("They do not want these told: Bo Example." in text) is is_kept
        says = "they are not told" if is_kept else "they may be told"
        assert f"A manager weighed it: {says}. “{ENOUGH} {count}”" in text
        assert asking(made_up, family)[family.father] == ("NO" if is_kept else "YES")


def test_that_they_may_be_told_is_read_of_nobody_where_its_reason_says_nothing(
    made_up: Running,
) -> None:
    """Under the child's words stood “they may be told. “ok””, and nothing was lifted."""
    family = add_family(made_up)
    path = f"{family.path}/wishes/{unnamed_wish(made_up, family)}/weighings"
    said = {"may_be_told": True, "reason": "ok", "means": [family.father]}
    made_up.record(path, said, "MASH_MANAGER")
    text = someone(made_up).open(f"/files/{family.file}").text
    assert "A manager looked at it, and nothing is lifted yet: they are not told. “ok”" in text
    assert "they may be told" not in text
    assert asking(made_up, family)[family.father] == "NO"


def test_it_can_be_nobody_who_is_on_the_file(made_up: Running) -> None:
    family = add_family(made_up)
    weigh(made_up, family, unnamed_wish(made_up, family), means="nobody")
    assert set(asking(made_up, family).values()) == {"YES"}


def test_where_it_is_not_said_it_stays_on_the_list_and_the_reply_says_so(made_up: Running) -> None:
    family = add_family(made_up)
    wish = unnamed_wish(made_up, family)
    said = {"may_be_told": False, "reason": "Zz"}
    path = f"{family.path}/wishes/{wish}/weighings"
    notices = made_up.record(path, said, "MASH_MANAGER")["notices"]
    assert [one["code"] for one in notices] == ["WHOM_NOT_SAID"]
    due = made_up.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    assert ("WEIGH_WISH", wish) in {(one["code"], one["about"]) for one in due}


def test_it_is_a_safety_decision_on_the_first_page_and_stands_before_what_is_looked_at_again(
    made_up: Running,
) -> None:
    """It stood under what is to be looked at again, below reviews, and nobody ever looked at it."""
    family = add_family(made_up)
    decide(made_up, family)
    made_up.clock.now += timedelta(days=12)
    unnamed_wish(made_up, family)
    manager = someone(made_up, MANAGER)
    first = manager.open("/").text
    weigh_it = first.index(" × A child does not want somebody told")
    assert first.index("Safety to decide") < weigh_it < first.index("complaints that may")
    listed = manager.open("/to-look-at").text
    assert listed.index("Weigh it, and say") < listed.index("Look at this decision again")


def test_whoever_weighs_it_reads_what_the_child_said_in_the_same_talk(made_up: Running) -> None:
    """It said that nothing was written down, of a wish that was heard in a talk with words."""
    family = add_family(made_up)
    wish = {"child": family.child, "objects": False, "heard_by": "Zz"}
    wish |= {"not_to_be_told_because": "He gets angry."}
    talk = family.conversation(person=family.child, parent_words="Not Dave.", wishes=[wish])
    made_up.record(f"{family.path}/conversations", talk)
    (heard,) = made_up.get(family.path).get_json()["known"]["wishes"]
    path = f"/files/{family.file}/wishes/{heard['id']}/weighings/new"
    page = someone(made_up, MANAGER).open(path)
    assert "Their words Not Dave." in page.text
    assert "No. They are told nothing" in page.text
    assert "No, of nothing" not in page.text


def test_of_two_talks_at_one_minute_each_wish_has_the_words_of_its_own(made_up: Running) -> None:
    """They were looked for by the time at which they were said: a wish had another talk's words,
    and one that somebody typed by itself had words that the child said of something else.
    """
    family, paths = add_family(made_up), {}
    at = made_up.clock.now.isoformat()
    wish = {"child": family.child, "objects": False, "heard_by": "Zz", "effective_at": at}
    wish |= {"not_to_be_told_because": "He gets angry."}
    for words in ("Not Dave.", "Not my uncle."):
        said = {"person": family.child, "parent_words": words, "effective_at": at}
        made_up.clock.now += timedelta(minutes=5)
        made_up.record(f"{family.path}/conversations", family.conversation(**said, wishes=[wish]))
        paths[words] = _newest_wish(made_up, family)
    made_up.clock.now += timedelta(minutes=5)
    made_up.record(f"{family.path}/wishes", wish)
    alone = _newest_wish(made_up, family)
    manager = someone(made_up, MANAGER)
    for words, path in paths.items():
        assert f"Their words {words}" in manager.open(path).text
    assert f"Their words {NOT_WRITTEN}" in manager.open(alone).text


def _newest_wish(service: Running, family: Family) -> str:
    heard = service.get(family.path).get_json()["known"]["wishes"]
    newest = max(heard, key=lambda one: one["seq"])
    return f"/files/{family.file}/wishes/{newest['id']}/weighings/new"

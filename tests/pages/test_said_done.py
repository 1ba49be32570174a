"""What somebody says that they did after a check leads to where it is put on record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from consent_service.domain.codes import label
from tests.api.disclosing import disclosure
from tests.api.running import Running, add_family, agree
from tests.pages.test_being_somebody import someone
from tests.sweeping import each


@each(
    "did",
    of=[
        ("CONTACTED", "WRITE_DOWN_CONTACT", "disclosures"),
        ("SHARED_NOW", "WRITE_DOWN_SHARED", "share-now-uses"),
        ("ASKED_PARENT", "WRITE_DOWN_ANSWER", "conversations"),
        ("SENT_TO_MANAGER", "ASK_THE_MANAGER", "decision-requests"),
    ],
)
def test_what_was_done_is_asked_for_until_it_is_on_record(
    made_up: Running, did: tuple[str, str, str]
) -> None:
    """It was recorded, and nothing followed: no manager saw it, nobody was told, no notice went."""
    action, code, form = did
    family = add_family(made_up)
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    browser, path = someone(made_up), f"/files/{family.file}/follow-ups/new"
    page = browser.open(f"{path}?check={seq}")
    reply = browser.send(page, path, check=str(seq), action_taken=action)
    where = reply.headers["Location"]
    assert f"/{form}/new" in where
    assert browser.open(where).reply.status_code == 200
    due = made_up.get(f"{family.path}/tasks").get_json()["tasks"]
    assert [one["about"] for one in due if one["code"] == code] == [str(seq)]


def test_what_is_on_record_already_is_not_asked_for_again(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    made_up.record(f"{family.path}/disclosures", disclosure(family, check=seq))
    browser, path = someone(made_up), f"/files/{family.file}/follow-ups/new"
    reply = browser.send(
        browser.open(f"{path}?check={seq}"), path, check=str(seq), action_taken="CONTACTED"
    )
    assert "/disclosures/new" not in reply.headers["Location"]
    due = made_up.get(f"{family.path}/tasks").get_json()["tasks"]
    assert "WRITE_DOWN_CONTACT" not in {one["code"] for one in due}


def test_what_was_said_when_somebody_was_asked_is_read_first_of_each_answer(
    made_up: Running,
) -> None:
    """The next answer was "Agreed. You can do this", and said that nobody had heard from him."""
    family = add_family(made_up)
    agree(made_up, family)
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    said = {"check": seq, "action_taken": "ASKED_PARENT", "note": "Asked Bo: he said no."}
    made_up.record(f"{family.path}/follow-ups", said)
    answer = made_up.check(family.file, family.question())
    assert answer["next"].startswith("First read what Somebody of the family told us")
    text = someone(made_up).open(f"/files/{family.file}/checks/{answer['ledger']['seq']}").text
    assert "Asked Bo: he said no." in text
    assert "Something that somebody of the family said" in text
    assert "Asked Bo: he said no." in someone(made_up).open(f"/files/{family.file}").text


def test_what_was_written_of_an_attempt_is_read_beside_whom_it_was_to_reach(
    made_up: Running,
) -> None:
    """He had written back that he did not agree, and it stood on the timeline alone."""
    family = add_family(made_up)
    agree(made_up, family)
    words = "He wrote back: I do not agree."
    tried = {"person": family.father, "method": "EMAIL", "words": words}
    made = made_up.record(f"{family.path}/attempts", tried)
    assert [one["code"] for one in made["notices"]] == [
        *("ATTEMPT_WITH_WORDS", "MAY_BE_A_NO", "READS_LIKE_A_NO")
    ]
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    assert (
        "Something that Bo Example said, or that was written of them, has no answer yet."
        in someone(made_up).open(f"/files/{family.file}/checks/{seq}").text
    )
    pages = (f"/files/{family.file}", f"/files/{family.file}/checks/{seq}")
    assert all(words in someone(made_up).open(page).text for page in pages)
    no = {"person": family.father, "answer": "REFUSED", "scope": family.scope(), "words": "No."}
    made_up.clock.now += timedelta(hours=1)
    made_up.record(f"{family.path}/responses", no)
    assert words not in someone(made_up).open(pages[0]).text


@each("role", of=["MOTHER", "GRANDPARENT"])
def test_that_it_may_be_a_no_is_said_with_what_that_holds_and_is_due_to_be_read(
    role: str, made_up: Running
) -> None:
    """ "An attempt is not an answer" was all that was said, and nobody was asked to read it."""
    family, browser = add_family(made_up), someone(made_up)
    agree(made_up, family)
    who = family.mother
    if role != "MOTHER":
        who = made_up.record(f"{family.path}/adults", {"names": "Vera Oakes"})["id"]
        link = {"person": who, "child": family.child, "role": role, "pr_status": "NO"}
        made_up.record(f"{family.path}/relationships", link)
    words = "boy in backgrnd said she doesnt want to talk to socail services"
    at = f"/files/{family.file}/attempts/new"
    typed = {"person": who, "method": "PHONE_VERBAL", "words": words, "not_a_no": "false"}
    sent = browser.send(browser.open(at), at, **typed, **{"must_not_hear.nobody": "true"})
    told = browser.open(sent.headers["Location"]).text
    holds = "MAY_BE_A_NO_HOLDS" if role == "MOTHER" else "MAY_BE_A_NO_TO_READ"
    assert label("notices", holds) in told
    assert label("notices", "ATTEMPT_WITH_WORDS") not in told
    here = browser.open(f"/files/{family.file}").text
    assert label("tasks", "READ_WORDS").rstrip(".") in here
    assert words in here


@each(
    "where",
    of=[
        ("contacts-made", {"method": "CALL"}, "words", "kept informed"),
        ("tellings", {"method": "CALL", "told": True}, "words", "told of something"),
        ("meetings", {"attendance": "CAME"}, "thinks", "think, at a meeting"),
    ],
)
def test_what_is_written_of_somebody_at_other_doors_is_read_beside_them(
    made_up: Running, where: tuple[str, dict[str, Any], str, str]
) -> None:
    """A no stood in it, and the answer said that nobody had asked them."""
    path, body, member, how = where
    family = add_family(made_up)
    agree(made_up, family)
    words = {member: "I do not agree to the nurse."}
    if path == "meetings":
        invited = [{"person": family.father}]
        called = {"meeting_type": "FAMILY_NETWORK_MEETING", "children": [family.child]}
        made = made_up.record(f"{family.path}/meetings", {**called, "invited": invited})
        made_up.clock.now += timedelta(hours=1)
        path = f"invitations/{made['entries'][1]['id']}/parts"
    else:
        about = {"about": family.enquiry} if path == "tellings" else {}
        words |= {"person": family.father, **about}
    made_up.record(f"{family.path}/{path}", {**body, **words})
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    text = someone(made_up).open(f"/files/{family.file}/checks/{seq}").text
    assert how in text
    assert "I do not agree to the nurse." in text


def test_what_a_worker_writes_to_a_manager_stands_under_nobody_as_their_words(
    made_up: Running,
) -> None:
    """Her own note stood in quotation marks under the father, as if he had said it."""
    family, browser = add_family(made_up), someone(made_up)
    agree(made_up, family)
    asked = {"enquiry": family.enquiry, "scope": family.scope()}
    ours = "Bo Example cannot be asked, he threatened her at the school gate last week."
    made_up.record(f"{family.path}/decision-requests", {**asked, "why": ours})
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    pages = (f"/files/{family.file}", f"/files/{family.file}/checks/{seq}")
    spoken = "Who we have spoken to"
    for page in pages:
        told = browser.open(page).text.partition(spoken)[2].partition("What is due")[0]
        assert "Written to a manager" not in told
    # Where it may hold a no of his it is read beside him, and as what was written of him.
    theirs = "Bo Example said no at the door, and nothing else."
    made_up.record(f"{family.path}/decision-requests", {**asked, "why": theirs, "not_a_no": False})
    for page in pages:
        here = browser.open(page).reply.text.partition(spoken)[2]
        assert "Written to a manager" in here
        assert f'cs-as-typed">{theirs}' in here
        assert f'cs-said">“{theirs}' not in here

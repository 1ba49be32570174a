"""Pages of a family of which a child stands on another file as well."""

from __future__ import annotations

from tests.api.running import Running, add_family
from tests.api.test_effects import refuse
from tests.api.test_elsewhere import ABUSER, join
from tests.api.test_two_files import joinings, of_one_child
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.reasons import ENOUGH


def test_both_families_pages_say_that_a_child_stands_on_another_file_and_lead_to_it(
    made_up: Running,
) -> None:
    family, other = add_family(made_up), of_one_child(made_up)
    refuse(made_up, family, family.mother)
    made_up.record(f"{family.path}/safety", {"person": family.father, **ABUSER})
    made = join(made_up, other, other.child, family, family.child)
    browser = someone(made_up)
    page = browser.open(f"/files/{other.file}")
    assert "Kim Other stands on another file of the authority as well." in page.text
    assert "The mother, who holds parental responsibility, said no there" in page.text
    assert "A sign of danger to them from their father, known from another file" in page.text
    assert f'href="/files/{family.file}"' in page.reply.text
    assert "stands on another file" in browser.open(f"/files/{family.file}").text
    lines = browser.open(f"/files/{other.file}/timeline").text
    assert "The mother of Kim Other, who holds parental responsibility, said no on" in lines
    assert "Another file of the authority says of the father of Kim Other" in lines
    assert "The service itself" in lines
    assert "System administrator" not in lines
    # Two after all: a worker says so, and a manager confirms it.
    path = f"/files/{other.file}/joinings-elsewhere/{made['id']}/parting/new"
    assert f'href="{path}"' in page.reply.text
    reply = browser.send(browser.open(path), path, reason="Another child.")
    if reply.status_code == 200:
        reply = browser.send(opened(reply), path)
    assert "WAITS_FOR_A_MANAGER" in reply.headers["Location"]
    assert "stands on another file" in browser.open(f"/files/{other.file}").text


def test_who_is_joined_with_whom_is_read_by_name_before_it_is_kept(made_up: Running) -> None:
    """A mother was joined with her own son by a slip of one row: “As you chose”, and no more."""
    family, other = add_family(made_up, "LCS-4"), of_one_child(made_up, "LCS-5")
    browser, path = someone(made_up), f"/files/{family.file}/people/{family.mother}"
    path = f"{path}/joinings-elsewhere/new"
    sought = {"other.search": "Kim Other"}
    found = opened(browser.send(browser.open(path), path, **sought, more="other"))
    chosen = {**sought, "other": f"{other.file}.{other.child}"}
    checked = opened(browser.send(found, path, reason="She says so.", **chosen))
    assert "Ann Example here; Kim Other, a child there, born 1 February 2024" in checked.text
    assert "One is a child and one is an adult: are you sure" in checked.text
    assert "As you chose" not in checked.text
    assert joinings(made_up, family) == []
    assert browser.send(checked, path).status_code == 303
    assert len(joinings(made_up, family)) == 1


def test_a_slip_of_one_row_is_said_before_it_makes_somebody_else_one_to_fear(
    made_up: Running,
) -> None:
    """The first of the list was the mother of whoever was sought: he was named as a danger."""
    family, other = add_family(made_up, "LCS-6"), of_one_child(made_up, "LCS-7")
    made_up.record(f"{family.path}/safety", {"person": family.father, **ABUSER})
    for names in ("Lou Other", "Dale Other"):
        made_up.record(f"{other.path}/adults", {"names": names})
    browser, path = someone(made_up), f"/files/{family.file}/people/{family.father}"
    path = f"{path}/joinings-elsewhere/new"
    sought = {"other.search": "Dale Other"}
    found = opened(browser.send(browser.open(path), path, **sought, more="other"))
    (offer,) = [one["value"] for _, one in found.tags if one.get("name") == "other"]
    read = opened(browser.send(found, path, reason="Two names.", **sought, other=offer or ""))
    assert "Bo Example here; Dale Other" in read.text
    assert "These are two different names: are you sure?" in read.text
    assert "Dale Other is not safe to ask on that file either." in read.text
    assert joinings(made_up, family) == []


def test_what_one_worker_joined_stands_on_a_managers_list_until_one_looked(
    made_up: Running,
) -> None:
    """An innocent mother read as one to fear by one press, and no manager was told."""
    family, other = add_family(made_up, "LCS-8"), of_one_child(made_up, "LCS-9")
    lou = made_up.record(f"{other.path}/adults", {"names": "Lou Other"})["id"]
    link = {"person": lou, "child": other.child, "role": "MOTHER", "pr_status": "YES"}
    made_up.record(f"{other.path}/relationships", link)
    made_up.record(f"{family.path}/safety", {"person": family.father, **ABUSER})
    made = join(made_up, family, family.father, other, lou)
    seq = made["entries"][0]["seq"]
    manager, worker = someone(made_up, "3"), someone(made_up)
    # The list opens no file of anybody; the page behind its button says who it is, and why.
    doubt = f"/files/{family.file}/doubts/{seq}"
    page = manager.open(doubt)
    assert "Bo Example (father), and Lou Other (mother) of another file, are one" in page.text
    assert f"As the {family.file} mother says." in page.text
    assert "Lou Other is not asked. Known from the other file: said to have harmed" in page.text
    assert "Say that they were two people" in page.text
    path = f"/files/{family.file}/found-right/new"
    # What says nothing settles nothing of it.
    for reason in ("Zz.", ENOUGH):
        assert doubt in manager.open("/to-look-at").reply.text
        form = manager.open(f"{path}?entry={seq}")
        sent = manager.send(form, path, entry=str(seq), reason=reason)
        if sent.status_code == 200:
            sent = manager.send(opened(sent), path)
        assert sent.status_code == 303
    assert doubt not in manager.open("/to-look-at").reply.text
    assert worker.open(f"/files/{family.file}").reply.status_code == 200

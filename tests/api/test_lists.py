"""Lists over every family: from rows that hold until they say, and are never stale in silence."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from consent_service.domain.file import bounds
from consent_service.storage.database.tables import case_files, case_lists, list_places
from consent_service.storage.keepers import remaking
from consent_service.storage.shown import lists
from consent_service.storage.whole.rebuilding import rebuild
from tests.api.breaking import altering
from tests.api.counting_looks import looks_of
from tests.api.running import THEIRS, Family, Running, add_family, agree, problem_of

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

DAY = timedelta(days=1)


def enquiries(service: Running, **query: str) -> list[dict[str, Any]]:
    reply = service.get("/v1/enquiries", **query)
    assert reply.status_code == 200, reply.text
    found: list[dict[str, Any]] = reply.get_json()["enquiries"]
    return found


def tasks(service: Running, **query: str) -> dict[str, Any]:
    reply = service.get("/v1/tasks", **query)
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.get_json()
    return found


@pytest.mark.each_database("listEnquiries")
def test_an_enquiry_is_found_by_who_has_it_its_team_its_rating_and_whether_it_goes_on(
    service: Running, family: Family
) -> None:
    other = add_family(service, "LCS-2")
    add_family(service.as_authority(THEIRS))
    red = {"rating": "RED", "threshold_level": 4}
    urgent = service.record(f"{other.path}/enquiries", red)["entries"][0]["id"]
    path = f"{family.path}/enquiries/{family.enquiry}"
    service.record(f"{path}/assignments", {"team": "East  hub"})
    service.record(f"{other.path}/enquiries/{urgent}/claims", {})

    def found(**query: str) -> set[str]:
        return {one["enquiry"] for one in enquiries(service, **query)}

    everything = {family.enquiry, other.enquiry, urgent}
    assert found() == found(open="true") == everything
    assert found(mine="true") == {urgent}
    assert found(unowned="true") == {family.enquiry, other.enquiry}
    assert found(team="east HUB") == {family.enquiry}
    assert found(rating="RED") == found(rating="RED", mine="true") == {urgent}
    assert found(open="false") == set()
    service.record(f"{path}/claims", {})
    service.clock.now += timedelta(minutes=90)
    mine = enquiries(service, mine="true", team="East hub")
    assert [(one["enquiry"], one["owner_names"], one["minutes_waiting"]) for one in mine] == [
        (family.enquiry, "Cy Worker", 90)
    ]
    (child,) = mine[0]["children"]
    of_child = {"child": family.child, "age_is_about": False, "has_died": False}
    assert child == {**of_child, "names": child["names"], "age": child["age"]}
    assert None not in child.values()
    of_mine = tasks(service, mine="true")["tasks"]
    assert {one["file"] for one in of_mine} == {family.file, other.file}
    assert {one["enquiry"] for one in of_mine} == {family.enquiry, urgent}
    assert {one["rating"] for one in of_mine if one["file"] == other.file} == {"RED"}
    service.close(path)
    assert found(open="false") == {family.enquiry}
    assert found(open="true") == everything - {family.enquiry}
    assert [one["enquiry"] for one in enquiries(service)][-1] == family.enquiry
    problem_of(service.get("/v1/enquiries", mine="true", unowned="true"), "invalid")


def test_of_enquiries_that_go_on_the_most_urgent_come_first_and_of_one_rating_the_oldest(
    service: Running, family: Family
) -> None:
    # One that is not rated yet may be any.
    given = ("GREEN", "AMBER", "RED", "BLUE", "NOT_RATED", "RED")
    opened = []
    for rating in given:
        service.clock.now += timedelta(minutes=1)
        body = {"rating": rating, "threshold_level": 3}
        opened.append(service.record(f"{family.path}/enquiries", body)["entries"][0]["id"])
    service.close(f"{family.path}/enquiries/{family.enquiry}")
    green, amber, red, blue, unrated, later_red = opened
    shown = [red, later_red, unrated, amber, green, blue, family.enquiry]
    assert [one["enquiry"] for one in enquiries(service)] == shown


def test_what_time_makes_of_a_file_is_in_the_list_when_it_is_asked_for(
    service: Running, family: Family
) -> None:
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    # The door made its row, which holds until something is due to change.
    assert family.file not in service.storage.records.lists.behind(service.authority)
    before = tasks(service, for_role="MASH_MANAGER")
    assert (before["tasks"], before["behind"]) == ([], 0)
    service.clock.now += 300 * DAY
    for path in (f"{family.path}/tasks", "/v1/tasks"):
        assert service.get(path, limit="200").status_code == 200
    then = service.get(f"{family.path}/tasks", limit="200").get_json()["tasks"]
    now = tasks(service, limit="200")
    assert now["behind"] == 0
    assert len(now["tasks"]) == len(then) == now["counted"]["listed"]
    for line, task in zip(now["tasks"], then, strict=True):
        assert line.items() >= task.items()
    assert all(line["holds_until"] > now["as_of"] for line in now["tasks"])
    assert now["counted"]["overdue"] == sum(line["overdue"] for line in now["tasks"])


def test_of_more_files_than_can_be_made_again_at_once_the_list_says_how_many_are_older(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remaking, "A_SLICE", 2)
    for _ in range(4):
        add_family(service)
    assert tasks(service)["behind"] == 0
    service.clock.now += DAY
    found = tasks(service)
    # Four families and the authority's own file, of which two were made again.
    assert found["behind"] == 3
    assert {line["holds_until"] < found["as_of"] for line in found["tasks"]} == {True, False}
    keeper, lists = service.storage.keepers[service.authority], service.storage.records.lists
    # The keeper begins no other slice after its share of the beat.
    monkeypatch.setattr(remaking, "A_SHARE", 0)
    for left in (1, 0):
        keeper.beat()
        assert len(lists.behind(service.authority)) == left
    service.clock.now += DAY
    assert len(lists.behind(service.authority)) == 5
    monkeypatch.setattr(remaking, "A_SHARE", 60)
    keeper.beat()
    assert lists.behind(service.authority) == []
    assert tasks(service)["behind"] == 0


@pytest.mark.breaks_the_ledger("rows of a list, and a row of a file, are not what was written")
def test_a_row_that_is_not_ours_is_made_again_and_one_that_cannot_be_is_said_to_be_missing(
    service: Running, family: Family
) -> None:
    damaged = add_family(service)
    whole = tasks(service)

    def spoil(*tables: sa.Table) -> None:
        with altering(service) as connection:
            for table in tables:
                where = sa.update(table).where(table.c.file == damaged.file)
                connection.execute(where.values(sealed=b"not what was sealed here"))

    spoil(case_lists)
    again = tasks(service)
    assert (again["tasks"], again["behind"]) == (whole["tasks"], 0)
    spoil(case_lists, case_files)
    reply = tasks(service.restarted())
    assert {line["file"] for line in reply["tasks"]} == {family.file}
    assert reply["behind"] == 1


@pytest.mark.breaks_the_ledger("rows of lists are taken away")
def test_rows_are_made_again_from_the_ledger_and_verified(service: Running, family: Family) -> None:
    whole = tasks(service)
    with altering(service) as connection:
        for table in (case_lists, list_places):
            connection.execute(sa.delete(table).where(table.c.file == family.file))
    records, authority = service.storage.records, service.authority
    assert records.lists.behind(authority) == [family.file]
    rebuild(records, records.ledgers[authority])
    assert records.lists.behind(authority) == []
    service.storage.verify(authority)
    assert tasks(service)["tasks"] == whole["tasks"]


def test_nobody_waits_for_the_lock_while_the_row_of_a_file_in_which_much_was_said_is_made(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads it first makes it, with no lock held; and it is the same row."""
    records, authority = service.storage.records, service.authority
    assert records.lists.behind(authority) == []
    monkeypatch.setattr(lists, "_UNDER_THE_LOCK", bounds.MOST + 1)
    agree(service, family)
    assert records.lists.behind(authority) == [family.file]
    read = tasks(service)
    assert read["behind"] == 0
    monkeypatch.undo()
    rebuild(records, records.ledgers[authority])
    assert tasks(service)["tasks"] == read["tasks"]


@pytest.mark.breaks_the_ledger("whose a line is was changed in its row")
def test_nobody_is_shown_another_workers_line_because_a_row_says_so(
    service: Running, family: Family
) -> None:
    service.record(f"{family.path}/enquiries/{family.enquiry}/claims", {}, subject="worker-2")
    add_family(service)
    with altering(service) as connection:
        mine = sa.select(list_places.c.owner).where(list_places.c.file != family.file).limit(1)
        connection.execute(
            sa.update(list_places)
            .where(list_places.c.file == family.file)
            .values(owner=mine.scalar_subquery())
        )
    assert {one["file"] for one in enquiries(service, unowned="true")}.isdisjoint({family.file})


def _places(service: Running, family: Family) -> dict[tuple[Any, ...], Any]:
    """What stands of a family in its places, and where the database keeps it."""
    where = {"postgresql": "CAST(ctid AS text)", "sqlite": "rowid"}
    said = list_places.c
    with service.storage.engine.connect() as connection:
        kept: sa.ColumnElement[Any] = sa.literal_column(where[connection.dialect.name])
        every = sa.select(kept, said.list, said.n, said.rank, said.kind, said.owner, said.team)
        rows = connection.execute(every.where(said.file == family.file)).all()
    return {tuple(rest): place for place, *rest in rows}


@pytest.mark.each_database
def test_what_stays_of_a_file_is_left_where_it_stands_whatever_is_recorded(
    service: Running, family: Family
) -> None:
    """Each place is in six indexes, and all of a file's were put there anew by each entry."""
    agree(service, family)
    before = _places(service, family)
    no = {"person": family.father, "answer": "REFUSED", "scope": family.scope()}
    service.record(f"{family.path}/responses", no)
    after = _places(service, family)
    stays = before.keys() & after.keys()
    assert {one: after[one] for one in stays} == {one: before[one] for one in stays}
    assert len(stays) > len(before) / 2
    assert after.keys() - stays
    service.storage.verify(service.authority)


@pytest.mark.each_database
def test_a_place_that_was_altered_is_put_right_by_the_next_entry(
    service: Running, family: Family
) -> None:
    """Nothing is left alone that is not as it is to stand, and nothing that is to stand nowhere."""
    agree(service, family)
    mine = list_places.c.file == family.file
    with altering(service) as connection:
        connection.execute(sa.update(list_places).where(mine).values(owner=b"another's"))
        (one, *_) = connection.execute(sa.select(list_places).where(mine)).mappings().all()
        connection.execute(sa.insert(list_places).values({**one, "n": 90}))
    agree(service, family)
    service.storage.verify(service.authority)


def test_a_list_is_one_look_which_names_the_families_that_were_shown(
    service: Running, family: Family
) -> None:
    other = add_family(service)
    service.record(f"{other.path}/enquiries/{other.enquiry}/claims", {})
    enquiries(service)
    enquiries(service, mine="true")
    shown = [event.shown for look, event in looks_of(service) if look.operation == "listEnquiries"]
    assert [set(files) for files in shown] == [{family.file, other.file}, {other.file}]

    def who_looked(file: str) -> list[str]:
        found = service.get(f"/v1/files/{file}/looks", "IG_OFFICER").get_json()["looks"]
        return [one["operation"] for one in found if one["operation"] == "listEnquiries"]

    assert (len(who_looked(family.file)), len(who_looked(other.file))) == (1, 2)


def test_whatever_is_made_of_every_file_says_of_which_it_showed_something(
    service: Running, family: Family
) -> None:
    no = {"person": family.father, "answer": "REFUSED", "scope": family.scope()}
    service.record(f"{family.path}/responses", no)
    taken_back = {"corrects": service.size() - 1, "what_was_wrong": "Another family."}
    service.record(f"{family.path}/corrections", taken_back, subject="worker-2")
    answered = {"listWaiting": service.get("/v1/waiting", "MASH_MANAGER").get_json()["waiting"]}
    for report in service.get("/v1/reports", "MASH_MANAGER").get_json()["reports"]:
        rows = service.get(f"/v1/reports/{report['name']}", "MASH_MANAGER").get_json()["rows"]
        answered[report["name"]] = rows
    looks = [event for look, event in looks_of(service)]
    shown = [set(one.shown) for one in looks if one.what in ("listWaiting", "showReport")]
    assert shown == [{row["file"] for row in rows if "file" in row} for rows in answered.values()]
    assert shown[0] == {family.file}
    assert sum(family.file in one for one in shown) > 1

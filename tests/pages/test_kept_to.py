"""A record that is kept to people by name, as they and others meet it in a browser."""

from __future__ import annotations

from tests.api.running import Running, add_family, agree
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone

MANAGER = "3"
WHY = "Her mother works in the team next door."


def test_who_is_not_named_is_led_to_open_it_and_reads_it_then(made_up: Running) -> None:
    family = add_family(made_up)
    names = {"staff": "manager-1", "names": "Dana Example", "team": "Assessment"}
    made_up.record("/v1/staff", names, "SYSTEM_ADMIN")
    # Whoever may read no family's record cannot be named to read one.
    admin = {"staff": "admin-9", "names": "Kit Example"}
    made_up.record("/v1/staff", admin, "SYSTEM_ADMIN")
    right = {"staff": "admin-9", "role": "SYSTEM_ADMIN"}
    made_up.record("/v1/rights", right, "SYSTEM_ADMIN")
    manager, worker = someone(made_up, MANAGER), someone(made_up)
    page = manager.open(f"/files/{family.file}")
    assert f"/files/{family.file}/named" in page.reply.text
    place = f"/files/{family.file}/restrictions/new"
    form = manager.open(place)
    assert "Dana Example, Assessment" in form.text
    assert "Kit Example" not in form.text
    short = manager.send(form, place, staff="manager-1", reason="Because.")
    assert opened(short, 422).title.startswith("Error:")
    done = manager.send(form, place, staff="manager-1", reason=WHY)
    assert "Dana Example" in manager.open(done.headers["Location"]).text

    refused = opened(worker.get(f"/files/{family.file}"), 403)
    # Without whom it is about no page checks, and none records, without names.
    assert worker.get(f"/files/{family.file}/check").status_code == 403
    assert "need not" not in refused.text
    assert "Ng" not in refused.text
    assert "share now" in refused.text.lower()
    place = f"/files/{family.file}/openings/new"
    assert place in refused.reply.text
    # Whoever opens it goes on to what they wanted to see or do.
    for wanted in ("check", "timeline"):
        kept = opened(worker.get(f"/files/{family.file}/{wanted}"), 403)
        assert f"{place}?to=/files/{family.file}/{wanted}" in kept.reply.text
    form = worker.open(f"{place}?to=/files/{family.file}/check")
    why, check = "A neighbour rings: he is alone tonight.", f"/files/{family.file}/check"
    sent = worker.send(form, place, reason=why, to=check)
    assert sent.headers["Location"] == check
    assert "Ng" in worker.open(sent.headers["Location"]).text

    page = manager.open("/to-look-at")
    (place,) = {
        given["href"] or ""
        for tag, given in page.tags
        if tag == "a" and "/openings/" in (given.get("href") or "")
    }
    form = manager.open(place)
    assert "A neighbour rings" in form.text
    asked = manager.send(form, place, upheld="true", words="He was alone, and the team went.")
    assert asked.status_code == 303, asked.text
    assert "/openings/" not in manager.open("/to-look-at").reply.text

    page = manager.open(f"/files/{family.file}/named")
    (ends,) = [
        given["href"] or ""
        for tag, given in page.tags
        if (given.get("href") or "").endswith("/end/new")
    ]
    manager.send(manager.open(ends), ends, reason="She works in another authority now.")
    assert "Ended on" in manager.open(f"/files/{family.file}/named").text
    assert someone(made_up).get(f"/files/{family.file}").status_code == 200


def test_whoever_finds_somebody_in_it_checks_without_names(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    names = {"staff": "manager-1", "names": "Dana Example", "team": "Assessment"}
    made_up.record("/v1/staff", names, "SYSTEM_ADMIN")
    kept = {"staff": "manager-1", "reason": WHY, "file": family.file}
    made_up.record("/v1/restrictions", kept, "MASH_MANAGER")
    worker, path = someone(made_up), f"/files/{family.file}/check"
    found = opened(worker.send(worker.open("/find"), "/find", about="Ng"))
    (leads,) = {
        given["href"] or ""
        for tag, given in found.tags
        if tag == "a" and (given.get("href") or "").startswith(f"{path}?subjects=")
    }
    form = worker.open(leads)
    assert "the answer names nobody" in form.text
    typed = {"subjects": family.child, "agencies.0": "HEALTH_VISITOR", "direction": "SEEK"}
    typed |= {"categories": "CHILD_HEALTH", "purpose": "AGENCY_CHECKS"}
    wrong = opened(worker.send(form, path, **{**typed, "direction": ""}), 422)
    answer = opened(worker.send(wrong, path, **typed))
    assert "Agreed. You can do this" in answer.text
    for page in (form, wrong, answer):
        for hidden in ("Ng", "Ann Example", "Bo Example"):
            assert hidden not in page.text, hidden
    # So does whoever finds an adult there: of her own information she is asked about by no name.
    found = opened(worker.send(worker.open("/find"), "/find", about="Ann Example"))
    (leads,) = {
        given["href"] or ""
        for tag, given in found.tags
        if tag == "a" and f"{path}?" in (given.get("href") or "")
    }
    assert f"subjects={family.mother}" in leads
    about = {**typed, "subjects": family.mother, "categories": "ADULT_HEALTH"}
    answer = opened(worker.send(worker.open(leads), path, **about))
    assert "Not agreed yet" in answer.text
    assert "Ann Example" not in answer.text
    # The very same check for whoever is named there, who is led to no check about her alone.
    named = someone(made_up, MANAGER)
    found = opened(named.send(named.open("/find"), "/find", about="Ann Example"))
    assert f"subjects={family.mother}" not in found.reply.text
    assert "Ng" in someone(made_up, MANAGER).open(path).text


def test_who_has_the_name_of_somebody_there_is_another_managers_to_look_at(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    worker, manager = someone(made_up), someone(made_up, MANAGER)
    who = made_up.get(family.path).get_json()["adults"][0]["names"]
    made_up.record("/v1/staff", {"staff": "worker-1", "names": who}, "SYSTEM_ADMIN")
    refused = opened(worker.get(f"/files/{family.file}"), 403)
    assert "share now" in refused.text.lower()
    place = f"/files/{family.file}/named"
    assert place in manager.open("/to-look-at").reply.text
    page = manager.open(place)
    assert "Kept from them" in page.text
    assert "this service" in page.text
    (end,) = (
        given["href"] or ""
        for tag, given in page.tags
        if tag == "a" and (given.get("href") or "").endswith("/end/new")
    )
    form = manager.open(end)
    manager.send(form, end, reason="His team says that he is another of the name.")
    assert "Ended on" in manager.open(place).text
    assert place not in manager.open("/to-look-at").reply.text
    worker.open(f"/files/{family.file}")

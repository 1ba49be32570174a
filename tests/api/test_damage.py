"""A check about a record that somebody, or something, has changed behind our back."""

from __future__ import annotations

from base64 import b85decode
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from consent_service.storage.database.tables import case_files, entry_contents, file_keys
from consent_service.storage.whole.rebuilding import rebuild
from ledger.errors import LedgerError
from tests.api.breaking import altering, put_back, snapshot
from tests.api.running import (
    OURS,
    THEIRS,
    Family,
    Running,
    add_family,
    agree,
    problem_of,
)
from tests.api.weather import assert_entered_once, only_reason, unanswered

pytestmark = pytest.mark.each_database

# ── the ledger is not what was signed for ───────────────────────────────────────────────────


@pytest.mark.parametrize("same_process", [False, True], ids=["new process", "same process"])
def test_a_ledger_that_was_put_back_is_not_appended_to_until_it_is_recovered(
    service: Running, family: Family, same_process: bool
) -> None:
    old = snapshot(service)
    agree(service, family)
    service.check(family.file, family.question())
    service.beat()
    new = snapshot(service)
    put_back(service, old)
    asked = service if same_process else service.restarted()
    size = asked.size()
    answer = asked.check(family.file, family.question())
    assert answer["outcome"] == "UNAVAILABLE"
    assert only_reason(answer) == "LEDGER_NOT_SOUND"
    assert answer["recorded"] == "spooled"
    problem_of(asked.post(f"{family.path}/enquiries", {}), "ledger-not-sound")
    ready = asked.client.get("/readyz", headers={"Host": "consent.test"})
    assert ready.get_json() == {"status": "not-ready"}
    asked.clock.now += timedelta(minutes=1)
    with pytest.raises(LedgerError):
        asked.storage.verify(OURS)
    assert asked.size() == size
    asked.clock.now -= timedelta(minutes=1)
    # Another authority's ledger in the same database goes on.
    theirs = asked.as_authority(THEIRS)
    assert theirs.check_reference({**family.question(), "reference": "x"})["outcome"] == "ASK"
    # The operator puts the newest copy back and takes the mark away.
    put_back(asked, new)
    (asked.settings.checkpoints / OURS / "not-sound").unlink()
    recovered = asked.restarted()
    assert recovered.check(family.file, family.question())["outcome"] == "COVERED"
    assert_entered_once(recovered, "UNAVAILABLE")


# ── damage ──────────────────────────────────────────────────────────────────────────────────


def _damage_row(service: Running, family: Family) -> None:
    with altering(service) as connection:
        connection.execute(
            sa.update(case_files)
            .where(case_files.c.file == family.file)
            .values(sealed=b"not what was sealed here")
        )


def _damage_key(service: Running, family: Family) -> None:
    with altering(service) as connection:
        connection.execute(
            sa.update(file_keys).where(file_keys.c.file == family.file).values(wrapped=b"x" * 60)
        )


#: Rows as they were when each kind of fact had a list and members of its own: a family's, with a
#: withdrawal, and the authority's, with a policy. Base 85.
OF_AN_EARLIER_SHAPE = {
    "family": (
        "-T(!nX=J8adS+>CWvOyyW@U0^ZewMrT6$w)b7d_tsc&#)Ze?U&VRY92YW0U0sb+6%WMyPubZ;uDa%FRHZ*FsCbC"
        "KQv6Rc%sW@Te^X?A5_VRY92YV!v`t8!&yZ*pX1WM5%)*8ghthZv)CWpOI0b98cbV{2bwbikr%WUN|xa%FRHZ*FsC"
        "Ei$KNZgF*Ka(Sy-dSz~Lb!l>WEitBWWpZ<GZmC*&VPth|bS*KaVQzDGWpb%kNmNKgQbAWvrE_C%aAk(5b9G{BWn*"
        "-6k)bN6aCLHUZ*ygHk)bN6VP|D-V`*h`k%FXjd2nT+Dy(mEXJKw>b76F8Z*IV<V_|e<XK!+8Wpk0CDyn2@a%E$5X"
        ">V?Gk)%RTR7k32cw=mJb7^mGbAqU0XJu|<X=QVes$*evWoK`4X=QVeq-$wzWU5n0K~hCuNlr#js&-*)X=Gn!a&K+"
        "Gs%3a^X>w(AUtx5>tYdF(c4cyNVRUJ4ZosB(Wprq7WUNp~PfkT&Rz*@mK}@B0Z*pXFr&@Y<Z*pXFs$p(<Uvgz(b8"
        "l|IsAYC(WMyt+Wss_Kb#P^Jb7f>@bHJx#Y+-G1Wn{w"
    ),
    "own": (
        "gQ96<rCNG#cW$X>Z){{`WM6b|0jO|qY-wX@Wpj~&rf_d;X=8bZr*>s>b7^mG0<mvyWnXY%a%FCGUuAA@b!TY8wrp"
        ">1XJvDAUtwo*Wo2z;ZggK{VR>^}sbpniX>)0BZgY`?q-$wzWUNy(H(x|WLrGIfPfn$BZ)|0Ak*rNYQ%GM;K~6zOM"
        "N+JHZ*psCZf9R)VR>^0*&ugsa%*LBb6;|0b8uy2bYEd#Zf{>=Wo&PEUu<P|Wo!btXk}q!Uu0!tX=G({Ut(o!Z+Bm"
        "8Wp-t31FUmxVQg$)Zgp*9WpW9ta%E$0a%5#>Utx6C|7!Jz7y"
    ),
}


def _write_in_an_earlier_shape(service: Running, file: str, shape: str) -> None:
    ledger = service.storage.records.ledgers[OURS]
    with altering(service) as connection:
        folded_to, wrapped = connection.execute(
            sa.select(case_files.c.folded_to, file_keys.c.wrapped)
            .join(file_keys, file_keys.c.file == case_files.c.file)
            .where(case_files.c.file == file)
        ).one()
        row = b85decode(OF_AN_EARLIER_SHAPE[shape])
        sealed = ledger.seal.unwrap(wrapped, file).seal_row(row, folded_to)
        connection.execute(
            sa.update(case_files).where(case_files.c.file == file).values(sealed=sealed)
        )


def _lose_row(service: Running, family: Family) -> None:
    with altering(service) as connection:
        connection.execute(sa.delete(case_files).where(case_files.c.file == family.file))


DAMAGES: dict[str, Callable[[Running, Family], None]] = {
    "row altered": _damage_row,
    "row gone": _lose_row,
    "key altered": _damage_key,
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.breaks_the_ledger("a row or a key is altered or gone")
def test_a_damaged_file_is_unavailable_on_the_ledger_and_the_others_are_not_affected(
    service: Running, covered: Family, damage: str
) -> None:
    other = add_family(service, "LCS-2")
    agree(service, other)
    DAMAGES[damage](service, covered)
    answer = service.check(covered.file, covered.question())
    assert answer["outcome"] == "UNAVAILABLE"
    assert only_reason(answer) == "RECORD_DAMAGED"
    assert answer["recorded"] == "ledger"
    ((entry, _),) = unanswered(service, answer["ledger"]["seq"])
    assert entry.file == service.storage.keys[OURS].own_file
    assert service.storage.spools[OURS].is_empty
    problem_of(service.get(covered.path), "record-damaged")
    problem_of(service.get(f"{covered.path}/history"), "record-damaged")
    problem_of(service.post(f"{covered.path}/enquiries", {}), "record-damaged")
    assert service.check(other.file, other.question())["outcome"] == "COVERED"
    assert service.get(other.path).status_code == 200


def test_a_damaged_row_is_made_again_from_the_ledger(service: Running, covered: Family) -> None:
    _damage_row(service, covered)
    assert service.check(covered.file, covered.question())["outcome"] == "UNAVAILABLE"
    rebuild(service.storage.records, service.storage.records.ledgers[OURS])
    assert service.check(covered.file, covered.question())["outcome"] == "COVERED"
    service.assert_sound()


@pytest.mark.parametrize("verb", ["altered", "removed"])
@pytest.mark.breaks_the_ledger("a content is altered or gone")
def test_a_repeated_check_whose_first_answer_was_lost_is_still_answered(
    service: Running, covered: Family, verb: str
) -> None:
    first = service.check(covered.file, covered.question(), key="k")
    here = entry_contents.c.seq == first["ledger"]["seq"]
    with altering(service) as connection:
        if verb == "altered":
            connection.execute(sa.update(entry_contents).where(here).values(sealed=b"x" * 90))
        else:
            connection.execute(sa.delete(entry_contents).where(here))
    answer = service.check(covered.file, covered.question(), key="k")
    assert answer["outcome"] == "UNAVAILABLE"
    assert answer["recorded"] == "spooled"


def test_something_altered_elsewhere_gives_the_usual_answer_with_a_warning(
    service: Running, covered: Family
) -> None:
    other = add_family(service, "LCS-2")
    held = snapshot(service)
    _damage_row(service, other)
    with pytest.raises(LedgerError):
        service.storage.verify(OURS)
    answer = service.check(covered.file, covered.question())
    assert answer["outcome"] == "COVERED"
    assert "LEDGER_ALTERED" in [flag["code"] for flag in answer["flags"]]
    assert answer["recorded"] == "ledger"
    ready = service.client.get("/readyz", headers={"Host": "consent.test"})
    assert ready.get_json() == {"status": "altered"}
    (mended,) = [r for r in held["case_files"] if r["file"] == other.file]
    with altering(service) as connection:
        here = case_files.c.file == other.file
        connection.execute(sa.update(case_files).where(here).values(sealed=mended["sealed"]))
    service.assert_sound()
    after = service.check(covered.file, covered.question())
    assert "LEDGER_ALTERED" not in [flag["code"] for flag in after["flags"]]


def test_a_row_of_an_earlier_shape_is_never_read_as_an_empty_file(
    service: Running, covered: Family
) -> None:
    """It would say that nobody was ever asked, or took anything back. `rebuild` brings it over."""
    _write_in_an_earlier_shape(service, covered.file, "family")
    answer = service.check(covered.file, covered.question())
    assert answer["outcome"] == "UNAVAILABLE"
    assert only_reason(answer) == "RECORD_DAMAGED"
    rebuild(service.storage.records, service.storage.records.ledgers[OURS])
    assert service.check(covered.file, covered.question())["outcome"] == "COVERED"


def test_an_authority_whose_own_row_is_of_an_earlier_shape_answers_nothing_until_it_is_made_again(
    service: Running, covered: Family
) -> None:
    """Its policies would be taken for the usual ones."""
    _write_in_an_earlier_shape(service, service.storage.keys[OURS].own_file, "own")
    answer = service.check(covered.file, covered.question())
    assert answer["outcome"] == "UNAVAILABLE"
    assert only_reason(answer) == "CANNOT_READ_LEDGER"
    again = service.restarted()
    rebuild(again.storage.records, again.storage.records.ledgers[OURS])
    assert again.check(covered.file, covered.question())["outcome"] == "COVERED"

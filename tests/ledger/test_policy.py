"""Policies: how many of which witnesses, as C2SP writes them, and a checkpoint held to one."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import (
    BadSignature,
    Cosigner,
    MalformedPolicy,
    Note,
    NotPinned,
    PolicyGroup,
    PolicyLog,
    PolicyWitness,
    Signature,
    Signer,
    TooFewCosignatures,
    UnknownKey,
    WitnessPolicy,
    check_policy,
    format_note,
    format_policy,
    format_public_key,
    parse_note,
    parse_policy,
    sign_checkpoint,
    with_cosignatures,
    write_folder,
)
from ledger.testing import A_TIME, ledger_of
from tests.ledger.vector_files import load
from tests.ledger.witnesses import ORIGIN, SIGNER, History, seconds
from tests.sweeping import each

COSIGNERS = [Cosigner(f"w{number}.example.org", bytes([number]) * 32) for number in range(1, 7)]
WITNESSES = [
    PolicyWitness(f"w{number}", cosigner.verifier) for number, cosigner in enumerate(COSIGNERS, 1)
]
KEYS = [format_public_key(cosigner.verifier) for cosigner in COSIGNERS]
LOG = PolicyLog(SIGNER.verifier)
HISTORY = History()


def cosigned(*numbers: int, size: int = 5) -> bytes:
    """A checkpoint cosigned by these, each a minute after the one before."""
    data = HISTORY.signed(size)
    text = parse_note(data).text.encode()
    lines = [
        COSIGNERS[number - 1].cosign(text, A_TIME + timedelta(minutes=at))
        for at, number in enumerate(numbers)
    ]
    return with_cosignatures(data, lines)


def at_least(count: int, of: int = 3) -> WitnessPolicy:
    return WitnessPolicy.at_least(count, WITNESSES[:of], [LOG])


def test_the_policy_in_the_documentation_is_read_and_written():
    """Literally."""
    text = load("cosignature")["policy"].encode()
    policy = parse_policy(text)
    assert format_policy(policy) == text
    assert policy.quorum == "neighbours"
    assert policy.groups == (PolicyGroup("neighbours", 1, ("west", "south")),)
    assert policy.witnesses[0].url == "https://witness.west.example.org"
    assert [log.key for log in policy.logs] == [SIGNER.verifier]


@each(
    "count",
    "by",
    "fulfilled",
    of=[
        (1, (), False),
        (1, (2,), True),
        (2, (2,), False),
        (2, (3, 1), True),
        (3, (1, 2), False),
        (3, (1, 2, 3), True),
        (1, (4,), False),
    ],
)
def test_any_some_or_all_of_them(count, by, fulfilled):
    """So many as the policy says; a witness that it does not name counts for nothing."""
    if fulfilled:
        found = check_policy(cosigned(*by), ORIGIN, at_least(count))
        assert found.checkpoint == HISTORY.at(5)
        assert set(found.cosigned) == {f"w{number}" for number in by}
    else:
        with pytest.raises(TooFewCosignatures) as refused:
            check_policy(cosigned(*by), ORIGIN, at_least(count))
        assert refused.value.exit_code == 6


def test_a_stripped_cosignature_is_missed():
    """Whoever takes a line away changes nothing that is signed; the policy tells."""
    whole = cosigned(1, 2)
    note = parse_note(whole)
    check_policy(whole, ORIGIN, at_least(2))
    for line in note.signatures[1:]:
        kept = tuple(other for other in note.signatures if other != line)
        with pytest.raises(TooFewCosignatures):
            check_policy(format_note(replace(note, signatures=kept)), ORIGIN, at_least(2))
    with pytest.raises(UnknownKey):
        check_policy(
            format_note(replace(note, signatures=note.signatures[1:])), ORIGIN, at_least(2)
        )


def test_one_bad_cosignature_refuses_the_checkpoint():
    """Although there would be enough without it: somebody changed something."""
    note = parse_note(cosigned(1, 2))
    bad = Signature(COSIGNERS[2].name, COSIGNERS[2].verifier.key_id, note.signatures[1].signature)
    data = format_note(Note(note.text, (*note.signatures, bad)))
    with pytest.raises(BadSignature):
        check_policy(data, ORIGIN, at_least(1))
    check_policy(data, ORIGIN, at_least(1, of=2))


def test_the_ledger_is_one_that_the_policy_names():
    """By its key and its name; a policy without it pins nothing."""
    with pytest.raises(NotPinned):
        check_policy(cosigned(1), ORIGIN, replace(at_least(1), logs=()))
    other = Signer("records.example.org/south", bytes(32))
    with pytest.raises(NotPinned):
        check_policy(cosigned(1), ORIGIN, replace(at_least(1), logs=(PolicyLog(other.verifier),)))
    stranger = PolicyLog(Signer(ORIGIN, bytes(32)).verifier)
    with pytest.raises(UnknownKey):
        check_policy(cosigned(1), ORIGIN, replace(at_least(1), logs=(stranger,)))
    check_policy(cosigned(1), ORIGIN, replace(at_least(1), logs=(stranger, LOG)))


@each("count", "minutes", of=[(1, 2), (2, 1), (3, 0)])
def test_the_lag_is_the_age_of_the_quorum(count, minutes):
    """Of those that are needed the oldest counts, and of the rest none."""
    found = check_policy(cosigned(1, 2, 3), ORIGIN, at_least(count))
    assert found.since == A_TIME + timedelta(minutes=minutes)
    assert found.lag(A_TIME + timedelta(hours=1)) == timedelta(minutes=60 - minutes)


def test_a_policy_may_ask_for_no_witness():
    """Then there is no lag either."""
    found = check_policy(cosigned(), ORIGIN, WitnessPolicy((LOG,)))
    assert found.cosigned == {}
    assert found.lag(A_TIME) is None
    assert parse_policy(b"quorum none\n") == WitnessPolicy()


EXAMPLE = f"""# The example of C2SP tlog-policy, with keys
log {format_public_key(SIGNER.verifier)}
witness X1 {KEYS[0]}
witness X2 {KEYS[1]}
\t witness   X3 {KEYS[2]} \t
group X-witnesses 2 X1 X2 X3

witness Y1 {KEYS[3]}
witness Y2 {KEYS[4]}
witness Y3 {KEYS[5]}
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
""".encode()


@each(
    "by",
    "minutes",
    of=[((1, 2, 4), 0), ((4, 1, 3), 0), ((3, 6, 2, 5), 0), ((1, 2, 3, 4), 1), ((4, 1, 2, 5), 1)],
)
def test_groups_of_groups(by, minutes):
    """Two of the X and one of the Y, with the time at which that was reached."""
    found = check_policy(cosigned(*by), ORIGIN, parse_policy(EXAMPLE))
    assert found.since == A_TIME + timedelta(minutes=minutes)


@each("by", of=[(), (1,), (1, 2), (1, 2, 3), (4, 5, 6), (1, 4, 5, 6)])
def test_too_few_of_a_group(by):
    """All of one do not make up for the other."""
    with pytest.raises(TooFewCosignatures):
        check_policy(cosigned(*by), ORIGIN, parse_policy(EXAMPLE))


@each(
    "text",
    of=[
        "",
        "quorum none",
        "quorum none\r\n",
        "quorum\n",
        "quorum a\n",
        "quorum none none\n",
        "quorum none\nquorum none\n",
        "quoru none\n",
        "quorum none\x0b\n",
        f"witness none {KEYS[0]}\nquorum none\n",
        f"witness a {format_public_key(SIGNER.verifier)}\nquorum a\n",
        f"log {KEYS[0]}\nquorum none\n",
        "log nonsense\nquorum none\n",
        f"witness a {KEYS[0]}\nwitness a {KEYS[1]}\nquorum a\n",
        f"witness a {KEYS[0]}\nwitness b {KEYS[0]}\nquorum a\n",
        f"witness a {KEYS[0]} url another\nquorum a\n",
        f"log {format_public_key(SIGNER.verifier)}\n" * 2 + "quorum none\n",
        f"quorum a\nwitness a {KEYS[0]}\n",
        f"group g any a\nwitness a {KEYS[0]}\nquorum g\n",
        f"witness a {KEYS[0]}\ngroup g any\nquorum g\n",
        f"witness a {KEYS[0]}\ngroup g 0 a\nquorum g\n",
        f"witness a {KEYS[0]}\ngroup g 2 a\nquorum g\n",
        f"witness a {KEYS[0]}\ngroup g 01 a\nquorum g\n",
        f"witness a {KEYS[0]}\ngroup g some a\nquorum g\n",
        f"witness a {KEYS[0]}\ngroup g 2 a a\nquorum g\n",
        f"witness a {KEYS[0]}\ngroup g any g\nquorum g\n",
        f"witness a {KEYS[0]}\ngroup g any none\nquorum g\n",
        f"witness a {KEYS[0]}\ngroup a any a\nquorum a\n",
        f"witness a {KEYS[0]}\ngroup g any a\ngroup h any a\nquorum g\n",
    ],
)
def test_what_is_not_a_policy_is_refused(text):
    """With one error; a witness that would count in two ways is among it."""
    with pytest.raises(MalformedPolicy):
        parse_policy(text.encode())


@each(
    "make",
    of=[
        lambda: WitnessPolicy(quorum="a"),
        lambda: WitnessPolicy.at_least(0, WITNESSES),
        lambda: WitnessPolicy.at_least(7, WITNESSES),
        lambda: WitnessPolicy.at_least(1, []),
        lambda: WitnessPolicy.at_least(1, [replace(WITNESSES[0], name="two words")]),
        lambda: WitnessPolicy.at_least(1, [replace(WITNESSES[0], name="")]),
        lambda: WitnessPolicy.at_least(1, [replace(WITNESSES[0], url="a b")]),
        lambda: WitnessPolicy(logs=(replace(LOG, url="a\nquorum none"),)),
    ],
)
def test_what_could_not_be_read_back_is_no_policy(make):
    """Made by a program, it is refused as it would be in a file."""
    with pytest.raises(MalformedPolicy):
        make()


def test_names_are_bytes():
    """UTF-8 or not, as C2SP says; a Kelvin sign is no K."""
    text = b"witness \xff\xfe %b\nwitness \xe2\x84\xaa %b\nwitness K %b\nquorum K\n" % tuple(
        key.encode() for key in KEYS[:3]
    )
    assert format_policy(parse_policy(text)) == text


def test_an_auditor_who_pins_a_policy_is_told_of_what_is_missing(tmp_path):
    """On the command line: 0 with enough cosignatures, 6 with one stripped, 5 for no policy."""
    head, lines = ledger_of(10, ORIGIN)
    bare = sign_checkpoint(head.checkpoint(), SIGNER)
    text = parse_note(bare).text.encode()
    write_folder(tmp_path / "copy", lines, bare)
    (tmp_path / "policy").write_bytes(format_policy(at_least(2)))
    command = [sys.executable, "-m", "ledger", "verify", str(tmp_path / "copy"), "--json"]
    command += ["--origin", ORIGIN, "--key", format_public_key(SIGNER.verifier), "--policy"]
    for signed, code in (((), 6), ((1,), 6), ((1, 2), 0)):
        cosignatures = [COSIGNERS[number - 1].cosign(text, A_TIME) for number in signed]
        (tmp_path / "copy/checkpoint").write_bytes(with_cosignatures(bare, cosignatures))
        done = subprocess.run(
            [*command, str(tmp_path / "policy")], check=False, capture_output=True, text=True
        )
        assert done.returncode == code
        facts = json.loads(done.stdout)
        assert facts["exit_code"] == code
    (tmp_path / "policy").write_bytes(b"nonsense\n")
    assert subprocess.run([*command, str(tmp_path / "policy")], check=False).returncode == 5


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)


@st.composite
def policies(draw):
    """Any policy of up to six witnesses and some groups over them."""
    names = draw(st.lists(words.filter("none".__ne__), unique=True, min_size=1, max_size=9))
    count = draw(st.integers(1, min(6, len(names))))
    urls = st.none() | words
    witnesses = tuple(
        PolicyWitness(name, cosigner.verifier, draw(urls))
        for name, cosigner in zip(names[:count], COSIGNERS, strict=False)
    )
    free, groups = list(names[:count]), []
    for name in names[count:]:
        members = draw(st.lists(st.sampled_from(free), unique=True, min_size=1))
        groups.append(PolicyGroup(name, draw(st.integers(1, len(members))), tuple(members)))
        free = [other for other in free if other not in members] + [name]
    logs = draw(st.sampled_from([(), (LOG,), (replace(LOG, url="https://example.org"),)]))
    return WitnessPolicy(logs, witnesses, tuple(groups), draw(st.sampled_from([*names, "none"])))


@given(policies())
def test_parsing_undoes_formatting(policy):
    """Whatever policy can be made is read back the same."""
    assert parse_policy(format_policy(policy)) == policy


@given(st.binary(max_size=100) | policies().map(format_policy))
def test_what_is_read_is_written_in_one_way(data):
    """Comments and spaces go; what the policy means stays."""
    try:
        policy = parse_policy(data)
    except MalformedPolicy:
        return
    assert parse_policy(format_policy(policy)) == policy


@given(policies(), st.lists(st.integers(0, 9) | st.none(), min_size=6, max_size=6))
def test_the_quorum_is_as_old_as_when_it_was_first_complete(policy, when):
    """By the definition, tried at each time: with what was cosigned then or later, is it there?"""
    times = {
        witness.name: seconds(at)
        for witness, at in zip(policy.witnesses, when, strict=False)
        if at is not None
    }

    def complete(name, since):
        if name in times or not any(group.name == name for group in policy.groups):
            return name in times and times[name] >= since
        (group,) = (group for group in policy.groups if group.name == name)
        return sum(complete(member, since) for member in group.members) >= group.threshold

    found = [at for at in range(10) if complete(policy.quorum, seconds(at))]
    assert policy.since(times) == (seconds(max(found)) if found else None)

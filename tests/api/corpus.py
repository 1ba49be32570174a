"""The corpus of bad bodies: what is posted where, and the problem it meets.

Numbered as in the design (B the body, U texts, D dates). Every fault found later is a row more.
"""

from __future__ import annotations

import json
from typing import Any, Final, NamedTuple

#: Stands wherever a value could be repeated.
CANARY: Final = "Zzcanary"
CHILDREN: Final = "{file}/children"
JSON: Final = "application/json"


class Row(NamedTuple):
    """What is posted, where, and the problem it meets."""

    body: bytes
    problem: str
    path: str = "/v1/files"
    content_type: str | None = JSON


def child(**members: Any) -> bytes:
    return json.dumps({"names": "Ng", "dob": "2020-01-01", **members}).encode()


def policy(raw: str) -> bytes:
    return f'{{"one_parent_enough": true, "longest_agreement_days": {raw}}}'.encode()


C = CANARY.encode()
MALFORMED = {
    "B1 empty": b"",
    "B3 cut short": b'{"names": "' + C,
    "B4 trailing": b'{"names": "' + C + b'"} x',
    "B7 NaN": b'{"names": "' + C + b'", "x": NaN}',
    "B7 Infinity": b'{"x": Infinity}',
    "B7 -Infinity": b'{"x": -Infinity}',
    "B7 a number that becomes infinite": b'{"x": 1e999}',
    "B19 not UTF-8": b'{"names": "' + C + b'\xff"}',
    "B19 UTF-16": '{"names": "Zzcanary"}'.encode("utf-16"),
    "B20 byte order mark": b"\xef\xbb\xbf{}",
    "B31 comment": b'{} // "' + C + b'"',
    "B31 single quotes": b"{'names': '" + C + b"'}",
    "B31 trailing comma": b'{"names": "' + C + b'",}',
    "B31 bare word": C,
    "a raw control character": b'{"names": "' + C + b'\x01"}',
    "a number with a leading zero": b'{"x": 012}',
}
DEEP = b'{"a":' * 30_000 + b"1" + b"}" * 30_000
ROWS: dict[str, Row] = {
    **{name: Row(body, "malformed-json", CHILDREN) for name, body in MALFORMED.items()},
    "B2 null": Row(b"null", "not-an-object"),
    "B2 list": Row(b"[]", "not-an-object"),
    "B2 text": Row(b'"' + C + b'"', "not-an-object"),
    "B2 number": Row(b"1", "not-an-object"),
    "B2 true": Row(b"true", "not-an-object"),
    "B5 twice": Row(b'{"reference": "a", "reference": "' + C + b'"}', "duplicate-member"),
    "B5 twice, spelled otherwise": Row(b'{"a": 1, "\\u0061": 2}', "duplicate-member"),
    "B5 twice, inside": Row(b'{"a": {"b": 1, "b": 2}}', "duplicate-member"),
    "B9 5,000 digits": Row(policy("1" * 5_000), "invalid", "/v1/policies"),
    "B10 beyond 64 bits": Row(policy("18446744073709551616"), "invalid"),
    "B11 beyond 53 bits": Row(policy("9007199254740993"), "invalid"),
    "B11 negative beyond 53 bits": Row(policy("-9007199254740993"), "invalid"),
    "B13 30,000 levels": Row(DEEP[:60_000], "json-too-deep"),
    "B13 30,000 lists": Row(b"[" * 30_000, "json-too-deep"),
    "B13 17 levels": Row(b'{"a":' * 17 + b"1" + b"}" * 17, "json-too-deep"),
    "B14 64 KiB and one": Row(b'{"names": "' + b"n" * 65_526, "body-too-large"),
    "B32 spaces and {}": Row(b" " * 1_000_000 + b"{}", "body-too-large"),
    "B30 1,001 members": Row(
        json.dumps({f"m{n}": n for n in range(1_001)}).encode(), "json-too-many-members"
    ),
    "B30 10,000 elements": Row(json.dumps({"x": [0] * 10_000}).encode(), "json-too-many-members"),
    "B22 utf-7": Row(b"{}", "not-json", content_type="application/json;charset=utf-7"),
    "B22 latin-1": Row(b"{}", "not-json", content_type="application/json; charset=iso-8859-1"),
    "B23 text/plain": Row(b"{}", "not-json", content_type="text/plain"),
    "B23 none": Row(b"{}", "not-json", content_type=None),
    "B23 form": Row(b"reference=1", "not-json", content_type="application/x-www-form-urlencoded"),
    "B23 multipart": Row(b"--b--", "not-json", content_type="multipart/form-data; boundary=b"),
    "B23 JSON of another kind": Row(b"{}", "not-json", content_type="application/json-patch+json"),
    "B23 two types": Row(b"{}", "not-json", content_type="application/json, text/plain"),
    # what is JSON and is not what is asked for
    "B25 U+0000": Row(child(names=f"{CANARY}\0"), "invalid", CHILDREN),
    "B26 true for a number": Row(policy("true"), "invalid", "/v1/policies"),
    "B26 1.0 for a number": Row(policy("1.0"), "invalid", "/v1/policies"),
    "B26 text for a number": Row(policy('"1"'), "invalid", "/v1/policies"),
    "B26 zero": Row(policy("0"), "invalid", "/v1/policies"),
    "B26 too large": Row(policy("3661"), "invalid", "/v1/policies"),
    "B26 1 for true": Row(
        b'{"one_parent_enough": 1, "longest_agreement_days": 9}', "invalid", "/v1/policies"
    ),
    "B27 unknown member": Row(child(is_admin=CANARY), "invalid", CHILDREN),
    "B27 unknown member with a telling name": Row(child(**{CANARY: 1}), "invalid", CHILDREN),
    "B28 seq": Row(child(seq=1), "invalid", CHILDREN),
    "B28 recorded_at": Row(child(recorded_at="2020-01-01T00:00:00Z"), "invalid", CHILDREN),
    "B28 authority": Row(child(authority=CANARY), "invalid", CHILDREN),
    "B28 by": Row(child(by={"id": CANARY}), "invalid", CHILDREN),
    "B28 id of the child": Row(child(child="a" * 24), "invalid", CHILDREN),
    "null where a text stands": Row(child(names=None), "invalid", CHILDREN),
    "list where a text stands": Row(child(names=[CANARY]), "invalid", CHILDREN),
    "object where a text stands": Row(child(names={CANARY: 1}), "invalid", CHILDREN),
    "U4 a control of direction": Row(child(names=f"{CANARY}\u202e"), "invalid", CHILDREN),
    "U4 a blank letter": Row(child(names=f"{CANARY}\u3164"), "invalid", CHILDREN),
    "U5 stacked marks": Row(child(names=CANARY + "\u0301" * 500), "invalid", CHILDREN),
    "U11 line break": Row(child(names=f"{CANARY}\r\nSet-Cookie: a=b"), "invalid", CHILDREN),
    "U12 201 characters": Row(child(names=(CANARY * 26)[:201]), "invalid", CHILDREN),
    "D1 30 February": Row(child(dob="2026-02-30"), "invalid", CHILDREN),
    "D1 29 February 2025": Row(child(dob="2025-02-29"), "invalid", CHILDREN),
    "D1 month 13": Row(child(dob="2025-13-01"), "invalid", CHILDREN),
    "D1 year 0000": Row(child(dob="0000-01-01"), "invalid", CHILDREN),
    "D1 year 10000": Row(child(dob="10000-01-01"), "invalid", CHILDREN),
    "D2 born and unborn": Row(child(estimated_due_date="2026-05-01"), "dob-or-due-date", CHILDREN),
    "D3 no offset": Row(b'{"effective_at": "2026-03-01T10:00:00"}', "invalid", "{file}/enquiries"),
    "D3 +25:00": Row(
        b'{"effective_at": "2026-03-01T10:00:00+25:00"}', "invalid", "{file}/enquiries"
    ),
    "D3 24:00": Row(b'{"effective_at": "2026-03-01T24:00:00Z"}', "invalid", "{file}/enquiries"),
    "D3 leap second": Row(
        b'{"effective_at": "2026-03-01T23:59:60Z"}', "invalid", "{file}/enquiries"
    ),
    "D6 ahead": Row(
        b'{"effective_at": "2026-03-09T12:06:00Z"}', "time-in-the-future", "{file}/enquiries"
    ),
}

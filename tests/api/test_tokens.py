"""Whatever is wrong with a token, the refusal is the same: one body, no library's words."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any, Final

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from werkzeug.test import TestResponse

from consent_service.access import tokens
from consent_service.access.moments import LEEWAY
from consent_service.access.spelling import LONGEST_TOKEN
from consent_service.access.tokenkeys import TOKEN_KEYS, read_token_keys
from consent_service.access.tokens import DEMONSTRATION_LIFE, LONGEST_LIFE, issue_token
from tests.api.running import (
    HOST,
    OURS,
    THEIRS,
    Running,
    problem_of,
    running,
    same_but_for_instance,
)
from tests.sweeping import each

GONE: Final = object()


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    held = {
        "iss": "https://consent.test",
        "aud": "consent-service",
        "sub": "worker-1",
        "jti": "one",
        "type": "access",
        "iat": now,
        "nbf": now,
        "exp": now + LONGEST_LIFE,
        "fresh": False,
        "roles": ["MASH_WORKER"],
        "authority": OURS,
        **changes,
    }
    return {name: value for name, value in held.items() if value is not GONE}


def segment(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Forge:
    """Makes tokens with the application's own key, honest in all but what is asked for."""

    def __init__(self, service: Running) -> None:
        keys = read_token_keys(service.settings.keys)
        self.key, self.kid = keys.active, keys.kid

    def signed(self, header: dict[str, Any] | None = None, **changes: Any) -> str:
        return jwt.encode(claims(**changes), self.key, algorithm="ES256", headers=header)

    def raw(self, header: Any, body: Any, signature: bytes = b"") -> str:
        return f"{segment(header)}.{segment(body)}.{segment(signature)}"

    def signed_raw(self, header: Any, body: bytes) -> str:
        """A good signature over bytes that a library would not have written."""
        message = f"{segment(header)}.{segment(body)}".encode()
        signature = jwt.get_algorithm_by_name("ES256").sign(message, self.key)
        return f"{message.decode()}.{segment(signature)}"

    def public(self, encoding: Encoding) -> bytes:
        return self.key.public_key().public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo)

    def hs256(self, secret: bytes) -> str:
        message = f"{segment({'alg': 'HS256', 'typ': 'JWT'})}.{segment(claims())}"
        return f"{message}.{segment(hmac.digest(secret, message.encode(), hashlib.sha256))}"


def _other_key(_: Forge) -> str:
    return jwt.encode(claims(), ec.generate_private_key(ec.SECP256R1()), algorithm="ES256")


def _in_the_middle(forge: Forge) -> str:
    header, body, signature = forge.signed().split(".")
    return f"{header}.{body[:-4]}AAAA.{signature}"


def _signed_bytes(forge: Forge, header: bytes, body: bytes) -> str:
    message = f"{segment(header)}.{segment(body)}".encode()
    signature = jwt.get_algorithm_by_name("ES256").sign(message, forge.key)
    return f"{message.decode()}.{segment(signature)}"


def _as_long_as(forge: Forge, size: int) -> str:
    """An honest token of about this length: never shorter, and at most three characters longer."""
    spare = size - len(forge.signed(note=""))
    return next(
        made
        for more in range(spare * 3 // 4 - 4, spare)
        if len(made := forge.signed(note="n" * more)) >= size
    )


def _with_spare_bits(token: str) -> str:
    """64 bytes are 86 characters, of which the last has four bits too many."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return token[:-1] + letters[letters.index(token[-1]) + 1]


NOW = int(time.time())
ES256 = {"alg": "ES256", "typ": "JWT"}
DEEP = b'{"alg":"ES256","typ":' + b"[" * 3_000 + b"]" * 3_000 + b"}"

BAD: dict[str, Callable[[Forge], str]] = {
    # J1
    "alg none": lambda f: f.raw({"alg": "none", "typ": "JWT"}, claims()),
    "alg None": lambda f: f.raw({"alg": "None", "typ": "JWT"}, claims()),
    "alg nOnE": lambda f: f.raw({"alg": "nOnE", "typ": "JWT"}, claims()),
    "no signature": lambda f: f.raw(ES256, claims()),
    "another's signature": _other_key,
    "body exchanged": _in_the_middle,
    # J2
    "HS256 with the public key as PEM": lambda f: f.hs256(f.public(Encoding.PEM)),
    "HS256 with the public key as DER": lambda f: f.hs256(f.public(Encoding.DER)),
    "ES384 named": lambda f: f.raw({"alg": "ES384", "typ": "JWT"}, claims(), b"x" * 96),
    # J3, J4
    "no exp": lambda f: f.signed(exp=GONE),
    "no iat": lambda f: f.signed(iat=GONE),
    "no jti": lambda f: f.signed(jti=GONE),
    "no type": lambda f: f.signed(type=GONE),
    "no sub": lambda f: f.signed(sub=GONE),
    "empty jti": lambda f: f.signed(jti=""),
    "jti is a number": lambda f: f.signed(jti=7),
    "sub is an address": lambda f: f.signed(sub="ann@example.org"),
    "sub is too long": lambda f: f.signed(sub="s" * 65),
    "client is a list": lambda f: f.signed(client=["c"]),
    # J6
    "other aud": lambda f: f.signed(aud="another-service"),
    "aud list with ours and another": lambda f: f.signed(aud=["consent-service", "other"]),
    "aud list with ours alone": lambda f: f.signed(aud=["consent-service"]),
    "no aud": lambda f: f.signed(aud=GONE),
    # J7
    "other iss": lambda f: f.signed(iss="https://other.test"),
    "iss that begins like ours": lambda f: f.signed(iss="https://consent.test.evil"),
    "iss list": lambda f: f.signed_raw(
        ES256, json.dumps({**claims(), "iss": ["https://consent.test"]}).encode()
    ),
    "no iss": lambda f: f.signed(iss=GONE),
    # J8
    "refresh token": lambda f: f.signed(type="refresh"),
    "identity token": lambda f: f.signed(type="id"),
    "another typ": lambda f: f.signed({"typ": "logout+jwt"}),
    "no typ": lambda f: f.signed({"typ": None}),
    "crit": lambda f: f.signed({"crit": ["x"], "x": 1}),
    # J9
    "exp 1e999": lambda f: f.signed_raw(
        ES256, json.dumps(claims(exp=0)).replace('"exp": 0', '"exp": 1e999').encode()
    ),
    "exp as text": lambda f: f.signed_raw(ES256, json.dumps(claims(exp="9999999999")).encode()),
    "exp with a fraction": lambda f: f.signed(exp=time.time() + 60.5),
    "exp true": lambda f: f.signed(exp=True),
    "exp negative": lambda f: f.signed(exp=-1),
    "exp past": lambda f: f.signed(iat=NOW - 900, nbf=NOW - 900, exp=NOW - LEEWAY - 1),
    "exp in 2100": lambda f: f.signed(exp=4_102_444_800),
    "one second too long": lambda f: f.signed(iat=NOW, exp=NOW + LONGEST_LIFE + 1),
    "iat ahead": lambda f: f.signed(iat=NOW + 7200, exp=NOW + 7300),
    "iat as text": lambda f: f.signed_raw(ES256, json.dumps(claims(iat="0")).encode()),
    "nbf ahead": lambda f: f.signed(nbf=NOW + 7200),
    # J11
    "kid as path": lambda f: f.raw({**ES256, "kid": "../../etc/passwd"}, claims(), b"x" * 64),
    "kid as list": lambda f: f.raw({**ES256, "kid": []}, claims(), b"x" * 64),
    "jwk in the header": lambda f: f.raw({**ES256, "jwk": {"kty": "EC"}}, claims(), b"x" * 64),
    "x5u in the header": lambda f: f.signed({"x5u": "https://evil.example/key"}),
    "kid signed, a list": lambda f: f.signed_raw(
        {**ES256, "kid": ["a"]}, json.dumps(claims()).encode()
    ),
    "kid signed, of nobody": lambda f: f.signed({"kid": "a-key.1"}),
    "kid signed, too long": lambda f: f.signed({"kid": "k" * 65}),
    "another member in the header": lambda f: f.signed({"note": "n"}),
    # What two readers would read in two ways.
    "a claim twice": lambda f: f.signed_raw(
        ES256, json.dumps(claims()).replace("{", '{"roles": ["MASH_WORKER"], ', 1).encode()
    ),
    "a claim twice, the last one ours": lambda f: f.signed_raw(
        ES256, json.dumps(claims()).replace("{", '{"authority": "camden", ', 1).encode()
    ),
    "NaN": lambda f: f.signed(note=float("nan")),
    "Infinity": lambda f: f.signed(note=float("inf")),
    "UTF-16": lambda f: f.signed_raw(ES256, json.dumps(claims()).encode("utf-16-le")),
    "UTF-32": lambda f: f.signed_raw(ES256, json.dumps(claims()).encode("utf-32-be")),
    "a byte order mark": lambda f: f.signed_raw(
        ES256, b"\xef\xbb\xbf" + json.dumps(claims()).encode()
    ),
    "a member of the header twice": lambda f: _signed_bytes(
        f, b'{"alg":"none","alg":"ES256","typ":"JWT"}', json.dumps(claims()).encode()
    ),
    "more than 8 KiB": lambda f: _as_long_as(f, LONGEST_TOKEN + 1),
    "padded": lambda f: f.signed() + "=",
    "padded in the middle": lambda f: f.signed().replace(".", "=.", 1),
    "bits of no byte": lambda f: _with_spare_bits(f.signed()),
    "a signature of 63 bytes": lambda f: f.signed()[:-2],
    # J14
    "depth bomb in the header": lambda f: f.raw(DEEP, claims(), b"x" * 64),
    "depth bomb in the body": lambda f: f.signed_raw(ES256, b"[" * 3_000 + b"]" * 3_000),
    # what stands in a token of ours
    "roles unknown": lambda f: f.signed(roles=["MASH_WORKER", "EMPEROR"]),
    "roles empty": lambda f: f.signed(roles=[]),
    "roles as text": lambda f: f.signed(roles="MASH_WORKER"),
    "roles as object": lambda f: f.signed(roles={"MASH_WORKER": True}),
    "roles of lists": lambda f: f.signed(roles=[["MASH_WORKER"]]),
    "no roles": lambda f: f.signed(roles=GONE),
    "authority unknown": lambda f: f.signed(authority="atlantis"),
    "authority a list": lambda f: f.signed(authority=[OURS]),
    "authority a list, demonstration": lambda f: f.signed(authority=[OURS], demonstration=True),
    "no authority": lambda f: f.signed(authority=GONE),
    # no token at all
    "empty": lambda _: "",
    "a space": lambda _: " ",
    "dots": lambda _: "..",
    "two segments": lambda _: "a.b",
    "not base64": lambda _: "%%%.%%%.%%%",
    "not ASCII": lambda _: "t\xe9st.t\xe9st.t\xe9st",
    "body is a list": lambda f: f.signed_raw(ES256, b"[]"),
    "body is not JSON": lambda f: f.signed_raw(ES256, b"{"),
    "body is not UTF-8": lambda f: f.signed_raw(ES256, b"\xff\xfe"),
    "10 KB": lambda f: f.signed(note="n" * 10_000, exp=GONE),
    "followed by more": lambda f: f"{f.signed()} {f.signed()}",
}


def ask(service: Running, *authorizations: str, **options: Any) -> TestResponse:
    headers = [("Host", HOST), *(("Authorization", one) for one in authorizations)]
    reply: TestResponse = service.client.get("/v1/policies/current", headers=headers, **options)
    return reply


@pytest.fixture(scope="module")
def forge(steady: Running) -> Forge:
    return Forge(steady)


@pytest.fixture(scope="module")
def refused(steady: Running) -> dict[str, Any]:
    """The one body."""
    return problem_of(ask(steady), "unauthenticated")


def assert_refused(reply: TestResponse, refused: dict[str, Any]) -> None:
    body = problem_of(reply, "unauthenticated")
    assert reply.headers["WWW-Authenticate"] == "Bearer"
    assert same_but_for_instance(body, refused)


def test_an_honest_token_is_accepted(steady: Running, forge: Forge) -> None:
    assert ask(steady, f"Bearer {forge.signed()}").status_code == 200


def test_a_token_may_name_its_key_and_be_as_long_as_8_kib(steady: Running, forge: Forge) -> None:
    assert ask(steady, f"Bearer {forge.signed({'kid': forge.kid})}").status_code == 200
    longest = _as_long_as(forge, LONGEST_TOKEN - 3)
    assert len(longest) <= LONGEST_TOKEN
    assert ask(steady, f"Bearer {longest}").status_code == 200


@each("bad", of=BAD)
def test_a_token_that_is_not_right_is_refused_and_never_says_why(
    steady: Running, forge: Forge, refused: dict[str, Any], bad: str
) -> None:
    assert_refused(ask(steady, f"Bearer {BAD[bad](forge)}"), refused)


# ── J15: where a token may stand ────────────────────────────────────────────────────────────


@each("scheme", of=["bearer ", "BEARER ", "Bearer", "Basic ", "Token ", "Bearer\t"])
def test_the_scheme_is_bearer_and_nothing_like_it(
    steady: Running, forge: Forge, refused: dict[str, Any], scheme: str
) -> None:
    assert_refused(ask(steady, f"{scheme}{forge.signed()}"), refused)


def test_two_authorization_headers_are_none(
    steady: Running, forge: Forge, refused: dict[str, Any]
) -> None:
    good = f"Bearer {forge.signed()}"
    assert_refused(ask(steady, good, good), refused)
    assert_refused(ask(steady, good, "Bearer x"), refused)


@each("name", of=["jwt", "token", "access_token", "Authorization"])
def test_a_token_in_the_query_the_cookie_or_the_body_is_not_looked_at(
    steady: Running, forge: Forge, refused: dict[str, Any], name: str
) -> None:
    token = forge.signed()
    assert_refused(ask(steady, query_string={name: token}), refused)
    client = steady.app.test_client()
    client.set_cookie(name, token, domain=HOST)
    assert_refused(client.get("/v1/policies/current", headers={"Host": HOST}), refused)
    assert_refused(client.post("/v1/files", json={name: token}, headers={"Host": HOST}), refused)


# ── a token that was good once ──────────────────────────────────────────────────────────────


def test_a_token_seen_before_is_refused_once_it_has_expired(
    steady: Running, forge: Forge, refused: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    token = forge.signed()
    assert ask(steady, f"Bearer {token}").status_code == 200
    later = time.time() + LONGEST_LIFE + LEEWAY + 1
    # What was remembered is looked at with this clock; the library, asked again, has its own.
    monkeypatch.setattr(time, "time", lambda: later)
    held = steady.app.extensions["consent"].access._seen[1][hashlib.sha256(token.encode()).digest()]
    assert held.expires + LEEWAY <= later
    monkeypatch.setattr(tokens, "verify_jwt_in_request", _expired)
    assert_refused(ask(steady, f"Bearer {token}"), refused)


def _expired() -> None:
    raise jwt.ExpiredSignatureError("Signature has expired")


def test_remembered_tokens_are_bounded(
    steady: Running, forge: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "_MOST_REMEMBERED", 8)
    for number in range(30):
        token = forge.signed(jti=f"n{number}", note="n" * 5_000)
        assert ask(steady, f"Bearer {token}").status_code == 200
    seen = steady.app.extensions["consent"].access._seen[1]
    assert len(seen) == 8
    # However long a token is, what is remembered of it is not.
    assert hashlib.sha256(token.encode()).digest() in seen
    assert {len(digest) for digest in seen} == {32}
    assert "n" * 100 not in repr(seen)


# ── demonstrations ──────────────────────────────────────────────────────────────────────────


def test_a_demonstration_ledger_takes_a_token_for_a_working_day(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    for real, status in ((True, 401), (False, 200)):
        folder = tmp_path_factory.mktemp("ledger")
        url = f"sqlite:///{folder / 'test.db'}"
        with running(folder, url, demonstration=not real) as service:
            with service.app.app_context():
                day = issue_token("worker-1", ["MASH_WORKER"], OURS, demonstration=True)
            assert ask(service, f"Bearer {day}").status_code == status
            two_days = Forge(service).signed(demonstration=True, exp=NOW + 2 * DEMONSTRATION_LIFE)
            problem_of(ask(service, f"Bearer {two_days}"), "unauthenticated")


# ── the right person, the wrong role ────────────────────────────────────────────────────────


@each("role", of=["MASH_WORKER", "IG_OFFICER", "SYSTEM_ADMIN"])
def test_a_role_that_may_not_is_told_so_and_not_that_it_is_nobody(
    steady: Running, role: str
) -> None:
    body = {"one_parent_enough": True, "longest_agreement_days": 5}
    reply = steady.post("/v1/policies", body, role)
    problem_of(reply, "not-your-role")
    assert "WWW-Authenticate" not in reply.headers


def test_the_role_is_looked_at_before_the_body(steady: Running) -> None:
    problem_of(steady.post("/v1/files", b"{", "IG_OFFICER"), "not-your-role")
    headers = {"Authorization": ""}
    problem_of(steady.post("/v1/files", b"{", headers=headers), "unauthenticated")


def test_somebody_with_two_roles_acts_in_the_one_that_may(steady: Running, forge: Forge) -> None:
    token = forge.signed(roles=["HEAD_OF_SERVICE", "IG_OFFICER"])
    headers = {"Authorization": f"Bearer {token}"}
    made = steady.post("/v1/files", {}, headers=headers)
    assert made.status_code == 201
    history = steady.get(f"/v1/files/{made.get_json()['file']}/history").get_json()
    assert history["entries"][0]["by"] == {"id": "worker-1", "role": "HEAD_OF_SERVICE"}


def test_the_key_of_the_tokens_is_a_file_of_its_own(steady: Running) -> None:
    held = {path.name for path in steady.settings.keys.iterdir()}
    assert TOKEN_KEYS in held
    authorities = {one.split(".")[0] for one in held - {TOKEN_KEYS}}
    assert authorities == {OURS, THEIRS}

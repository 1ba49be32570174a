"""A system shows who it is with its own key, once for each token; nobody else does."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from werkzeug.test import TestResponse

from consent_service.access import clientgrants as module
from consent_service.access.jwk import NoKey, read_key
from consent_service.actions.clients import disable_client, rotate_client_key
from consent_service.domain.recorded.clients import ClientDisabled
from tests.access.vendors import (
    GONE,
    ISSUER,
    Vendor,
    new_key,
    pem,
    record,
    registered,
    segment,
    signed,
)
from tests.api.running import HOST, OURS, THEIRS, Running, problem_of, running
from tests.sweeping import each


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("vendors")
    with running(folder, f"sqlite:///{folder / 'test.db'}") as started:
        yield started


@pytest.fixture(scope="module")
def vendor(service: Running) -> Vendor:
    other = registered(service, "other")
    registered(service.as_authority(THEIRS), "lcs")
    vendor = registered(service)
    # Known here under the same name, and good for another client.
    vendor.keys["of another"] = other.keys["k-1"]
    return vendor


@pytest.fixture(scope="module")
def disabled(service: Running) -> Vendor:
    ended = registered(service, "ended")
    said = ClientDisabled(client="ended", why="Its contract has ended.")
    record(service, partial(disable_client, said))
    return ended


def refused(reply: TestResponse, error: str = "invalid_client") -> bool:
    assert reply.content_type == "application/json"
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.status_code == (401 if error == "invalid_client" else 400), reply.text
    assert reply.get_data() == json.dumps({"error": error}, separators=(",", ":")).encode()
    return True


def _by_hmac(vendor: Vendor, secret: bytes) -> str:
    """RFC 8725, 3.1: the public key taken for a shared secret."""
    header = {"alg": "HS256", "typ": "JWT", "kid": "k-1"}
    message = b".".join(segment(json.dumps(one).encode()) for one in (header, vendor.claims()))
    made = hmac.digest(secret, message, hashlib.sha256)
    return (message + b"." + segment(made)).decode()


def _twice(vendor: Vendor, member: str) -> str:
    claims = json.dumps(vendor.claims()).replace("{", f"{{{member}, ", 1).encode()
    return signed({"alg": "ES256", "kid": "k-1"}, claims, vendor.keys["k-1"])


def _none(vendor: Vendor) -> str:
    header = segment(json.dumps({"alg": "none", "kid": "k-1"}).encode())
    return f"{header.decode()}.{segment(json.dumps(vendor.claims()).encode()).decode()}."


NOW = time.time
BAD: dict[str, Callable[[Vendor], str]] = {
    "nothing": lambda _: "",
    "dots": lambda _: "..",
    "alg none": _none,
    "the public key as a secret, PEM": lambda v: _by_hmac(v, pem(v.keys["k-1"])),
    "the public key as a secret, JWK": lambda v: _by_hmac(
        v, read_key(pem(v.keys["k-1"])).jwk.encode()
    ),
    "another algorithm named": lambda v: v.assertion({"alg": "RS256"}),
    "another algorithm named, PS256": lambda v: v.assertion({"alg": "PS256"}),
    "another's key": lambda v: v.assertion(key=new_key()),
    "another client's key, of the same name": lambda v: v.assertion(key=v.keys["of another"]),
    "another kind of key": lambda v: v.assertion(key=new_key("EdDSA")),
    "kid of nobody": lambda v: v.assertion({"kid": "k-9"}),
    "kid as a path": lambda v: v.assertion({"kid": "../../etc/passwd"}),
    "kid as a list": lambda v: v.assertion({"kid": ["k-1"]}),
    "a key in the header": lambda v: v.assertion(
        {"jwk": json.loads(read_key(pem(v.keys["k-1"])).jwk)}
    ),
    "an address of keys in the header": lambda v: v.assertion({"jku": f"{ISSUER}/keys"}),
    "crit": lambda v: v.assertion({"crit": ["exp"]}),
    "an access token's typ": lambda v: v.assertion({"typ": "at+jwt"}),
    "iss another": lambda v: v.assertion(iss=f"{OURS}.other"),
    "sub another": lambda v: v.assertion(iss=f"{OURS}.other", sub=f"{OURS}.other"),
    "sub of another authority": lambda v: v.assertion(iss=f"{THEIRS}.lcs", sub=f"{THEIRS}.lcs"),
    "sub of no authority": lambda v: v.assertion(iss="atlantis.lcs", sub="atlantis.lcs"),
    "sub without an authority": lambda v: v.assertion(iss="lcs", sub="lcs"),
    "sub a list": lambda v: v.assertion(sub=[v.id]),
    "no iss": lambda v: v.assertion(iss=GONE),
    "no sub": lambda v: v.assertion(sub=GONE),
    "aud of another service": lambda v: v.assertion(aud="https://consent.elsewhere/oauth/token"),
    "aud another address of ours": lambda v: v.assertion(aud=f"{ISSUER}/v1/checks"),
    "aud ours and another": lambda v: v.assertion(aud=[ISSUER, "https://other"]),
    "aud a token's": lambda v: v.assertion(aud="consent-service"),
    "no aud": lambda v: v.assertion(aud=GONE),
    "no exp": lambda v: v.assertion(exp=GONE),
    "no iat": lambda v: v.assertion(iat=GONE),
    "no jti": lambda v: v.assertion(jti=GONE),
    "jti empty": lambda v: v.assertion(jti=""),
    "jti a number": lambda v: v.assertion(jti=7),
    "jti too long": lambda v: v.assertion(jti="j" * 257),
    "lasts 61 seconds": lambda v: v.assertion(exp=int(NOW()) + 61),
    "61 seconds old": lambda v: v.assertion(iat=int(NOW()) - 61, exp=int(NOW()) + 1),
    "over": lambda v: v.assertion(iat=int(NOW()) - 60, exp=int(NOW())),
    "of a time to come": lambda v: v.assertion(iat=int(NOW()) + 45, exp=int(NOW()) + 60),
    "not before later": lambda v: v.assertion(nbf=int(NOW()) + 45),
    "exp with a fraction": lambda v: v.assertion(exp=NOW() + 30.5),
    "exp as text": lambda v: v.assertion(exp=str(int(NOW()) + 30)),
    "iat true": lambda v: v.assertion(iat=True),
    "a claim twice": lambda v: _twice(v, f'"sub": "{OURS}.other"'),
    "a claim twice, the same": lambda v: _twice(v, f'"aud": "{ISSUER}"'),
    "longer than tokens are": lambda v: v.assertion(note="n" * 9_000),
    "padded": lambda v: v.assertion() + "=",
    "followed by more": lambda v: v.assertion() + ".x",
    "deep": lambda v: signed(
        {"alg": "ES256", "kid": "k-1"}, b"[" * 3_000 + b"]" * 3_000, v.keys["k-1"]
    ),
    "signature of another kind": lambda v: v.assertion().rpartition(".")[0] + ".AAAA",
}


@each("bad", of=BAD)
def test_an_assertion_that_is_not_right_is_refused_and_never_says_why(
    vendor: Vendor, bad: str
) -> None:
    assert refused(vendor.ask(vendor.form(BAD[bad](vendor))))


def test_whoever_is_unknown_disabled_or_wrong_hears_the_same(
    vendor: Vendor, disabled: Vendor
) -> None:
    nobody = Vendor(vendor.service, "nobody", vendor.keys)
    for one in (nobody, disabled):
        assert refused(one.ask())
        assert refused(one.ask(one.form(one.assertion(key=new_key("EdDSA")))))
    assert refused(nobody.ask(nobody.form(nobody.assertion(key=new_key("RS256")))))


@each("algorithm", of=["ES256", "EdDSA", "RS256"])
def test_an_honest_assertion_gets_a_token_for_ten_minutes(service: Running, algorithm: str) -> None:
    vendor = registered(service, f"honest-{algorithm.lower()}", key=new_key(algorithm))
    for aud in (ISSUER, f"{ISSUER}/oauth/token", [ISSUER]):
        reply = vendor.ask(vendor.form(vendor.assertion(aud=aud)))
        assert reply.status_code == 200, reply.text
        said = reply.get_json()
        assert (said["token_type"], said["expires_in"]) == ("Bearer", 600)
        assert reply.headers["Cache-Control"] == "no-store"
    # It may leave out which key while it has one, say who it is beside it, and be of another typ.
    spare = vendor.assertion({"kid": GONE, "typ": "client-authentication+jwt"})
    assert vendor.ask(vendor.form(spare, client_id=vendor.id)).status_code == 200
    _, claims, _ = said["access_token"].split(".")
    shown = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    assert shown["exp"] - shown["iat"] == 600
    assert "A case system" not in json.dumps(shown)


FORMS: dict[str, tuple[Callable[[Vendor], Any], str]] = {
    "another grant": (lambda v: v.form(grant_type="password"), "unsupported_grant_type"),
    "no grant": (lambda v: v.form(grant_type=GONE), "invalid_request"),
    "empty grant": (lambda v: v.form(grant_type=""), "invalid_request"),
    "another kind of assertion": (lambda v: v.form(client_assertion_type="x"), "invalid_client"),
    "no assertion": (lambda v: v.form(client_assertion=""), "invalid_client"),
    "a secret": (lambda v: v.form(client_secret="s3cret"), "invalid_client"),
    "client_id of another": (lambda v: v.form(client_id=f"{OURS}.other"), "invalid_client"),
    "a scope that is none": (lambda v: v.form(scope="consent:everything"), "invalid_scope"),
    "two spaces": (lambda v: v.form(scope="consent:check  consent:read"), "invalid_scope"),
    "a parameter twice": (
        lambda v: "grant_type=client_credentials&" + urlencode(v.form()),
        "invalid_request",
    ),
    "not UTF-8": (lambda v: urlencode(v.form()) + "&x=%ff", "invalid_request"),
    "no form at all": (lambda _: "{}", "invalid_request"),
    "nothing": (lambda _: "", "invalid_request"),
    "many parameters": (
        lambda v: urlencode(v.form()) + "".join(f"&p{n}=1" for n in range(30)),
        "invalid_request",
    ),
}


@each("bad", of=FORMS)
def test_a_request_that_is_not_right_is_refused_as_rfc_6749_says(vendor: Vendor, bad: str) -> None:
    made, error = FORMS[bad]
    assert refused(vendor.ask(made(vendor)), error)


def test_what_is_no_form_or_shows_who_it_is_twice_is_not_read(vendor: Vendor) -> None:
    for other in ("application/json", "text/plain", "application/x-www-form-urlencoded; charset=x"):
        problem_of(vendor.ask(content_type=other), "not-a-form")
    assert refused(vendor.ask(Authorization="Basic bGNzOng="), "invalid_request")
    query = vendor.service.client.post(
        "/oauth/token?grant_type=client_credentials",
        data=vendor.form(),
        headers={"Host": HOST},
    )
    assert refused(query, "invalid_request")
    assert vendor.service.get("/oauth/token").status_code == 405


def test_an_assertion_is_good_once_in_whichever_process_and_however_many_ask_at_once(
    tmp_path: Path,
) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as alone:
        _ask_at_once(registered(alone), alone.restarted())


def _ask_at_once(vendor: Vendor, other: Running) -> None:
    form = vendor.form()
    with ThreadPoolExecutor(8) as pool:
        asked = [
            pool.submit(vendor.ask, form, service=(vendor.service, other)[n % 2]) for n in range(16)
        ]
        replies = [one.result() for one in asked]
    (granted,) = [one for one in replies if one.status_code == 200]
    assert all(refused(one) for one in replies if one is not granted)
    # The same id signed again is the same id.
    again = vendor.assertion(jti="j-1")
    assert vendor.ask(vendor.form(again)).status_code == 200
    assert refused(vendor.ask(vendor.form(vendor.assertion(jti="j-1"))))


def test_no_more_tokens_than_anybody_needs(vendor: Vendor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PER_NETWORK", replace(module.PER_NETWORK, most=3, seconds=77))
    for _ in range(3):
        assert refused(vendor.ask(vendor.form("x"), X_Forwarded_For="198.51.100.9"))
    # What a client writes there itself makes nobody else of it: no proxy is set up here.
    form = vendor.form()
    for wrong in (vendor.form("x"), {**form, "grant_type": "password"}, None):
        if wrong is None:
            # Whoever shares that network and shows who they are is not kept out; and that once.
            assert vendor.ask(form, X_Forwarded_For="203.0.113.1").status_code == 200
        reply = vendor.ask(wrong or form, X_Forwarded_For="203.0.113.1")
        problem_of(reply, "too-many-requests")
        assert 1 <= int(reply.headers["Retry-After"]) <= 77


def test_without_the_counts_no_token_is_given(tmp_path: Path) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        vendor = registered(service)
        with service.storage.engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE counts")
        problem_of(vendor.ask(), "storage-unavailable")


KEYS: dict[str, Callable[[], bytes]] = {
    "a private key": lambda: b"-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\n",
    "a private JWK": lambda: json.dumps({**_jwk(), "d": "AAAA"}).encode(),
    "a shared secret": lambda: b'{"kty":"oct","k":"AAAA"}',
    "too long": lambda: b'{"kty":"EC","x":"' + b"A" * 5_000 + b'"}',
    "a member twice": lambda: json.dumps(_jwk()).replace("{", '{"kty":"EC",', 1).encode(),
    "another curve": lambda: pem(ec.generate_private_key(ec.SECP384R1())),
    "no point of the curve": lambda: json.dumps({**_jwk(), "y": _jwk()["x"]}).encode(),
    "a short RSA key": lambda: json.dumps({"kty": "RSA", "e": "AQAB", "n": "wA" * 80}).encode(),
    "a point of small order": lambda: json.dumps(
        {"kty": "OKP", "crv": "Ed25519", "x": segment(b"\1" + b"\0" * 31).decode()}
    ).encode(),
    "the same, in another spelling": lambda: json.dumps(
        {"kty": "OKP", "crv": "Ed25519", "x": segment(b"\xee" + b"\xff" * 31).decode()}
    ).encode(),
    "for something else": lambda: json.dumps({**_jwk(), "use": "enc"}).encode(),
    "for another algorithm": lambda: json.dumps({**_jwk(), "alg": "ES384"}).encode(),
    "a name with a space": lambda: json.dumps({**_jwk(), "kid": "a b"}).encode(),
    "nothing": lambda: b"",
    "a certificate": lambda: b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
}


def _jwk() -> dict[str, str]:
    found: dict[str, str] = json.loads(read_key(pem(new_key())).jwk)
    return found


@each("bad", of=KEYS)
def test_a_key_that_proves_nothing_is_not_registered(bad: str) -> None:
    with pytest.raises(NoKey):
        read_key(KEYS[bad]())


def test_a_key_has_one_form_and_is_called_by_its_thumbprint_where_it_has_no_name() -> None:
    key = new_key()
    jwk = json.loads(read_key(pem(key)).jwk)
    by_pem, by_jwk = read_key(pem(key)), read_key(json.dumps({**jwk, "use": "sig"}).encode())
    assert by_pem == by_jwk
    assert len(by_pem.kid) == 43
    assert read_key(json.dumps({**jwk, "kid": "mine"}).encode()).kid == "mine"


def test_a_key_that_was_rotated_out_is_good_for_nothing(service: Running) -> None:
    vendor = registered(service, "rotates")
    before, fresh = vendor.token(), new_key("EdDSA")
    public = read_key(pem(fresh), "k-2")
    record(service, partial(rotate_client_key, "rotates", public, ()))
    vendor.keys["k-2"] = fresh
    new = vendor.token(client_assertion=vendor.assertion(kid="k-2"))
    # With two keys, an assertion says by which it was signed.
    assert refused(vendor.ask(vendor.form(vendor.assertion({"kid": GONE}))))
    record(service, partial(rotate_client_key, "rotates", public, ("k-1",)))
    assert refused(vendor.ask())
    for token, is_good in ((before, False), (new, True)):
        reply = service.client.get("/v1/codes", headers=vendor.headers(token))
        assert (reply.status_code == 200) is is_good

"""What the specification allows, and what it does not, is answered as it says: never with a 500."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from zlib import crc32

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config._checks import POSITIVE_DATA_ACCEPTANCE_EXPECTED_STATUSES
from schemathesis.core.result import Ok

from consent_service.access.tokens import issue_token
from consent_service.api.edge.operations import Public
from consent_service.api.spec import document as specification
from consent_service.api.table import operations
from consent_service.domain.codes import codes
from consent_service.domain.may import ADVOCATE, FAMILY, PARTNER
from tests.api.running import HOST, Family, Running, add_family, running
from tests.api.specified import documented

OPERATIONS = {operation.name: operation for operation in operations()}

#: How often somebody asks again who was told to.
AGAIN = 10
#: What a body that fits may be answered with besides what the check takes by itself: it may name
#: somebody who is not on the file.
ACCEPTED = [*POSITIVE_DATA_ACCEPTANCE_EXPECTED_STATUSES, "422"]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("fuzz")
    # It asks again without a token, by a client of its own that knows no other host.
    hosts = (HOST, "localhost")
    with running(folder, f"sqlite:///{folder / 'test.db'}", hosts=hosts) as started:
        yield started


@pytest.fixture(scope="module")
def known(service: Running) -> Family:
    return add_family(service, "LCS-1")


@pytest.fixture(scope="module")
def everything(service: Running) -> dict[str, str]:
    """Headers of somebody with every role of staff."""
    with service.app.app_context():
        roles = sorted(set(codes("staff_roles")) - FAMILY - {PARTNER, ADVOCATE})
        token = issue_token("fuzzer", roles, service.authority)
    return {"Authorization": f"Bearer {token}", "Host": HOST}


@pytest.fixture(scope="module")
def mother(service: Running, known: Family) -> dict[str, str]:
    """Headers of a mother."""
    with service.app.app_context():
        token = issue_token(
            "fuzzer", ["PARENT"], service.authority, file=known.file, person=known.mother
        )
    return {"Authorization": f"Bearer {token}", "Host": HOST}


@pytest.fixture(scope="module")
def described(service: Running) -> dict[str, APIOperation]:
    """Each operation as the specification has it, to be sent to the application itself."""
    schema = schemathesis.openapi.from_dict(specification.openapi())
    # Before anything is taken from it: an operation keeps what it finds here.
    schema.app = service.app
    schema.config.generation.update(with_security_parameters=False)
    schema.config.checks.positive_data_acceptance.expected_statuses = ACCEPTED
    every = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert len(every) == len(OPERATIONS)
    return {one.definition.raw["operationId"]: one for one in every}


# Until then there is one check alone, and nobody is told.
load_all_checks()
CHECKED: list[Any] = [CHECKS.get_one(name) for name in CHECKS.get_all_names()]
#: Without a body, a query or an id there is nothing that could be sent wrongly.
ASKED = [
    (name, mode)
    for name, one in OPERATIONS.items()
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or one.body or one.query
]
#: One in forty-eight of the operations, by their names: the same ones until one is renamed. What
#: a pattern is made into fills two gigabytes for all of them; a campaign asks each.
DAILY = [(name, mode, 2) for name, mode in ASKED if crc32(name.encode()) % 48 == 0]
EVERY = [pytest.param(name, mode, 25, marks=pytest.mark.campaign) for name, mode in ASKED]


def checks_of(name: str) -> list[Any]:
    """Every one; but what may protect somebody is kept and answered however it was typed, and where
    RFC 6749 speaks whatever is wrong is a 400, as a name that comes twice.
    """
    left = set()
    if OPERATIONS[name].status == 201 or OPERATIONS[name].at_once is not None:
        left.add("negative_data_rejection")
    if OPERATIONS[name].form is not None:
        left.add("positive_data_acceptance")
    return [one for one in CHECKED if one.__name__ not in left]


@pytest.mark.parametrize(
    ("name", "mode", "examples"), [*DAILY, *EVERY], ids=lambda part: getattr(part, "value", part)
)
def test_every_request_is_answered_as_the_specification_says(
    known: Family,
    everything: dict[str, str],
    mother: dict[str, str],
    described: dict[str, APIOperation],
    *,
    name: str,
    mode: GenerationMode,
    examples: int,
) -> None:
    # Not made smaller when it fails: that takes minutes, and what is sent is small already.
    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=described[name].as_strategy(generation_mode=mode))
    def ask(case: Case) -> None:
        # Half of them about a file that is there: a random id would never get past the door.
        file = case.path_parameters.get("file")
        if file is not None and len(str(file)) % 2:
            case.path_parameters["file"] = known.file
        headers = mother if OPERATIONS[name].roles == FAMILY else everything
        if isinstance(OPERATIONS[name].roles, Public):
            # Whoever shows who they are in two ways is refused where one is part of the form.
            headers = {"Host": HOST}
        response = case.call(headers=headers)
        for _ in range(AGAIN):
            if response.status_code != 503:
                break
            # The machine was too busy. Whoever asked asks again, under the same key, when told to;
            # each 503 says when. Names stand here in small letters, however they were sent.
            time.sleep(int(response.headers["retry-after"][0]))
            response = case.call(headers=headers)
        assert response.status_code < 500
        case.validate_response(response, checks=checks_of(name), headers=headers)
        # At the token endpoint a refusal is RFC 6749's, and its shape is checked above.
        if response.status_code >= 400 and "error" not in response.json():
            code = response.json()["type"].removeprefix("/v1/problems/")
            assert code in documented(name)

    ask()


def test_every_check_there_is_is_asked() -> None:
    assert {check.__name__ for check in CHECKED} == set(CHECKS.get_all_names())
    assert len(CHECKED) == 14


def test_after_everything_that_was_sent_the_record_is_whole(
    service: Running, known: Family
) -> None:
    service.beat()
    service.assert_sound()

"""A database that says nothing, or is gone: what somebody at a browser sees meanwhile; what they
typed then is recorded once it is back.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec
import pytest

from consent_service.access.madeup import MadeUp
from consent_service.domain.codes import TEXTS
from tests.api.breaking import away
from tests.api.running import HOST, OURS, Running, running
from tests.faults.freezing import frozen
from tests.pages.conftest import HERE, of_service
from tests.pages.opening import opened
from tests.pages.test_at_once import PATH, TYPED
from tests.pages.test_being_somebody import BE

pytestmark = [pytest.mark.slow, pytest.mark.each_database]

SHARE_NOW = TEXTS["share_now"]
PAGES = ("/", "/my-families", "/share-now")
#: One call of storage ends after four: a page makes no more of them than it must.
SECONDS = 20.0
Weather = Callable[[Running, pytest.FixtureRequest], AbstractContextManager[None]]


@pytest.fixture
def hub(database_url: str, tmp_path: Path) -> Iterator[Running]:
    """A demonstration with a worker."""
    people = tmp_path / "people.json"
    worker = MadeUp(
        name="Priya", about="asks", authority=OURS, subject="worker-1", role="MASH_WORKER"
    )
    people.write_bytes(msgspec.json.encode([worker]))
    with running(tmp_path, database_url, made_up_people=people, hosts=(HERE, HOST)) as begun:
        yield begun


@pytest.mark.parametrize("weather", [frozen, lambda hub, _: away(hub)], ids=["frozen", "gone"])
def test_share_now_stands_first_and_what_is_typed_is_recorded_once_it_is_back(
    hub: Running, weather: Weather, request: pytest.FixtureRequest
) -> None:
    browser = of_service(hub)
    browser.send(browser.open("/"), BE, who="0")
    size = hub.size()
    with weather(hub, request):
        for path in PAGES:
            began = time.monotonic()
            page = browser.open(path, 503)
            assert time.monotonic() - began < SECONDS, path
            assert page.text.count(SHARE_NOW) == 1
            assert page.text.index(SHARE_NOW) < page.text.index("Try again")
            assert f'href="{PATH}"' in page.reply.text
        form = browser.open(PATH, 503)
        kept = opened(browser.send(form, PATH, **TYPED), 503)
        assert TYPED["then.risk"] in kept.text
        began = time.monotonic()
        browser.open("/help/share-now")
        assert time.monotonic() - began < 1
    for _ in range(100):
        sent = browser.send(kept, PATH)
        if sent.status_code == 303:
            break
        time.sleep(0.2)
    where = sent.headers["Location"]
    assert browser.open(where).heading == "Recorded"
    after = hub.size()
    assert after > size
    assert browser.send(kept, PATH).headers["Location"] == where
    assert hub.size() == after

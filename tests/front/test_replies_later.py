"""A reply that comes later holds no thread, and takes one place of those that there are."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any, Final

import pytest

from consent_service.api.edge.halfway import LATER, AnswersLater
from consent_service.front import server
from consent_service.front.messages import reply
from consent_service.front.server import Front, ProcessLimits
from tests.front.strangers import Stranger, asks, is_problem

_ASKED: Final = b"GET /later HTTP/1.1\r\nHost: x\r\n\r\n"
_HELD: Final = b"GET /held HTTP/1.1\r\nHost: x\r\n\r\n"
_AT_ONCE: Final = b"GET /at-once HTTP/1.1\r\nHost: x\r\n\r\n"


class Holding:
    """An application that answers when it is told to."""

    def __init__(self) -> None:
        self.held: list[AnswersLater] = []
        self.late: list[str] = []
        self.seconds = 600.0
        self.front: Front
        self.lets_go = threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/held":
            assert self.lets_go.wait(120)
        if environ["PATH_INFO"] != "/later":
            start_response("200 OK", [])
            return [b"now"]
        later: AnswersLater = environ[LATER]
        later.unless(self.seconds, lambda: self._late(later))
        self.held.append(later)
        return ()

    def _late(self, later: AnswersLater) -> None:
        self.late.append(threading.current_thread().name)
        later.answer(lambda: (503, [], b"nobody answered"))


@contextmanager
def standing(application: Holding, **limits: int) -> Iterator[int]:
    front = Front(
        application,
        lambda _, path, __: path == "/urgent",
        lambda _, path: path == "/leaving",
        ProcessLimits(**{"threads": 1, **limits}),
        lambda *_: None,
    )
    application.front = front
    listening = socket.create_server(("127.0.0.1", 0))
    port: int = listening.getsockname()[1]
    began = threading.Event()
    serving = threading.Thread(
        target=lambda: asyncio.run(front.serve(listening, began.set)), daemon=True
    )
    serving.start()
    assert began.wait(30)
    try:
        yield port
    finally:
        front.loop.call_soon_threadsafe(front.stop)
        serving.join(30)
        assert not serving.is_alive()


def until(holds: Callable[[], bool]) -> None:
    for _ in range(3_000):
        if holds():
            return
        threading.Event().wait(0.01)
    raise AssertionError("this did not come about in time")


def test_one_thread_has_many_in_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    application = Holding()
    with standing(application) as port, ExitStack() as stack:
        crowd = [stack.enter_context(closing(Stranger(port))) for _ in range(5)]
        for stranger in crowd:
            stranger.send(_ASKED)
        until(lambda: len(application.held) == 5)
        assert asks(port, _AT_ONCE).body == b"now"
        for later in application.held:
            later.answer(lambda: (200, [("X-It", "is")], b"later"))
        for stranger in crowd:
            said = stranger.hears()
            assert (said.status, said.headers["x-it"], said.body) == (200, "is", b"later")
        # And the connection asks again.
        crowd[0].send(_AT_ONCE)
        assert crowd[0].hears().body == b"now"


def test_what_nobody_answers_is_looked_at_again() -> None:
    application = Holding()
    application.seconds = 0.0
    with standing(application) as port, closing(Stranger(port)) as stranger:
        said = stranger.send(_ASKED).hears()
        assert (said.status, said.body) == (503, b"nobody answered")
        # Not in the loop's thread, which has all the others to look after; whichever has nothing
        # to do.
        (late,) = application.late
        assert late.startswith("afterwards-")
        # Whoever answers after all tells nobody: what the connection asks now is something else.
        application.seconds = 600.0
        stranger.send(_ASKED)
        until(lambda: len(application.held) == 2)
        application.held[0].answer(lambda: (200, [], b"too late"))
        application.held[0].answer(_fails)
        application.held[1].answer(lambda: (200, [], b"in time"))
        assert stranger.hears().body == b"in time"


def test_what_nobody_answers_is_looked_at_again_though_its_client_has_gone() -> None:
    """It is in hand, and would have kept others out for as long as nobody answered."""
    application = Holding()
    application.seconds = 1.0
    with standing(application, waiting=1) as port, ExitStack() as stack:
        for number in (1, 2):
            stranger = stack.enter_context(closing(Stranger(port))).send(_ASKED)
            until(lambda number=number: len(application.held) == number)  # type: ignore[misc]
            stranger.close()
        until(lambda: len(application.late) == 2)
        assert asks(port, _AT_ONCE).body == b"now"


def test_what_nobody_answers_is_looked_at_again_whatever_holds_each_thread() -> None:
    application = Holding()
    application.seconds = 0.0
    with standing(application) as port, ExitStack() as stack:
        held, stranger = (stack.enter_context(closing(Stranger(port))) for _ in range(2))
        stack.callback(application.lets_go.set)
        stranger.send(_ASKED)
        until(lambda: len(application.held) == 1)
        held.send(_HELD)
        assert stranger.hears().body == b"nobody answered"


def _fails() -> tuple[int, list[tuple[str, str]], bytes]:
    raise ZeroDivisionError


def test_a_reply_that_cannot_be_made_is_a_fault_of_ours() -> None:
    application = Holding()
    with standing(application) as port, closing(Stranger(port)) as stranger:
        stranger.send(_ASKED)
        until(lambda: len(application.held) == 1)
        application.held[0].answer(_fails)
        assert is_problem(stranger.hears(), "internal")


def test_whoever_was_answered_is_told_of_no_fault_after_it() -> None:
    """It would stand there for the reply to whatever they ask next."""
    application = Holding()
    with standing(application) as port, closing(Stranger(port)) as stranger:
        stranger.send(_ASKED)
        until(lambda: len(application.held) == 1)
        application.held[0].answer(lambda: (200, [], b"this"))
        assert stranger.hears().body == b"this"
        application.held[0].answer(_fails)
        assert stranger.send(_AT_ONCE).hears().body == b"now"


def test_what_is_asked_before_the_reply_is_replied_to_after_it() -> None:
    application = Holding()
    with standing(application, threads=2) as port, closing(Stranger(port)) as stranger:
        stranger.send(_ASKED + _AT_ONCE + _ASKED + _AT_ONCE)
        for number in range(2):
            until(lambda number=number: len(application.held) == number + 1)  # type: ignore[misc]
            for _ in range(2):
                # The second is for nobody: what it replied to was replied to.
                application.held[number].answer(lambda: (200, [], b"later"))
            assert (stranger.hears().body, stranger.hears().body) == (b"later", b"now")


def test_whoever_is_answered_as_the_server_stops_does_not_keep_it_from_stopping(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    application = Holding()

    def stops(*given: Any, **named: Any) -> bytes:
        """It is told to once what the reply says of the connection is settled."""
        if given[2] == b"later":
            application.front.loop.call_soon_threadsafe(application.front.stop)
            assert idle.is_sent_away()
        return reply(*given, **named)

    with standing(application) as port, ExitStack() as stack:
        idle, stranger = (stack.enter_context(closing(Stranger(port))) for _ in range(2))
        assert idle.send(_AT_ONCE).hears().body == b"now"
        monkeypatch.setattr(server, "reply", stops)
        monkeypatch.setattr(server, "STOPS_WITHIN", 600.0)
        stranger.send(_ASKED)
        until(lambda: len(application.held) == 1)
        application.held[0].answer(lambda: (200, [], b"later"))
        assert stranger.hears().body == b"later"
        assert stranger.is_sent_away()


def test_a_thread_goes_on_whatever_became_of_what_it_did() -> None:
    done = threading.Event()
    threads = server.Threads("test", 1)
    threads.put(_fails)  # type: ignore[arg-type]
    threads.put(done.set)
    assert done.wait(30)


def test_a_reply_that_comes_later_is_what_was_asked_for_in_every_way_of_asking() -> None:
    application = Holding()
    with standing(application) as port, closing(Stranger(port)) as stranger:
        stranger.send(_ASKED.replace(b"GET", b"HEAD"))
        until(lambda: len(application.held) == 1)
        application.held[0].answer(lambda: (200, [], b"later"))
        said = stranger.hears(to="HEAD")
        assert (said.headers["content-length"], said.body) == ("5", b"")
        head = b"POST /later HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
        stranger.send(head + b"Expect: 100-continue\r\n\r\n")
        assert stranger.hears().status == 100
        stranger.send(b"{")
        # What is asked next may come with the end of this.
        stranger.send(b"}" + _AT_ONCE)
        until(lambda: len(application.held) == 2)
        application.held[1].answer(lambda: (200, [], b"later"))
        assert [stranger.hears().body for _ in range(2)] == [b"later", b"now"]


@pytest.mark.parametrize("gone", [False, True])
def test_more_than_can_be_in_hand_are_sent_away(*, gone: bool) -> None:
    application = Holding()
    with standing(application, waiting=2) as port, ExitStack() as stack:
        for number in range(1, 4):
            stranger = stack.enter_context(closing(Stranger(port))).send(_ASKED)
            until(lambda number=number: len(application.held) == number)  # type: ignore[misc]
            if gone:
                # What was begun for them goes on, and holds what they asked.
                stranger.close()
        assert is_problem(asks(port, _AT_ONCE), "overloaded")
        for path in (b"/urgent", b"/leaving"):
            assert asks(port, _AT_ONCE.replace(b"/at-once", path)).body == b"now"
        application.held[0].answer(lambda: (200, [], b"later"))
        until(lambda: asks(port, _AT_ONCE).body == b"now")
        for later in application.held[1:]:
            later.answer(lambda: (200, [], b"later"))


def test_whoever_is_not_answered_when_the_server_stops_is_hung_up_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server, "STOPS_WITHIN", 0.0)
    application = Holding()
    with ExitStack() as stack:
        with standing(application) as port:
            stranger = stack.enter_context(closing(Stranger(port)))
            stranger.send(_ASKED)
            until(lambda: len(application.held) == 1)
        with pytest.raises(ConnectionError):
            stranger.hears()

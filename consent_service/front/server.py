"""The front of one server process: who is let in, who waits for a thread, who is sent away.

Connections and requests are bounded apart. When all places are taken, a new client gets the place
of one that has nothing to wait for; when all threads are busy and enough wait, what could wait is
told so before any work. Immediate risk is never sent away: whether a check is that is read here,
from its whole body, and it has threads that nothing else takes. So has whoever leaves in a hurry:
somebody may be coming.
"""

from __future__ import annotations

import asyncio
import queue
import socket
import threading
import uuid
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import structlog

from ..api.edge.problems import problem_response
from ..api.edge.sealed import SEALED, UNLESS_SAID
from .calling import Replied, call, environ_of
from .connection import At, Connection
from .messages import RequestHead, reply, shows_pages

Work: TypeAlias = Callable[[], None]
#: By the code of a problem and an environment of the application, the page that says it; None where
#: there is none.
PageOf: TypeAlias = Callable[[str, dict[str, Any]], Replied | None]

#: Threads of the lane: what it takes is answered without storage, in a few milliseconds.
IN_LANE: Final = 4
#: Threads of the way out, each of which ends a session: a moment's work, whatever storage does.
#: They are not the lane's, so that whoever leaves over and over holds up no immediate risk.
LEAVING: Final = 2
#: Threads that do what is left of requests for which no thread waits: they lead for others, or tell
#: them what nobody else will. They are nobody's else, so that it is done whatever holds the others.
AFTERWARDS: Final = 4


class Threads:
    """A number of threads that take work in the order it came: many for what may wait, a few that
    only immediate risk may take, and a few for whoever leaves in a hurry. Nothing is handed to one
    before all of it is here, so its time is ours alone.
    """

    def __init__(self, name: str, size: int) -> None:
        self._waiting: queue.SimpleQueue[Work] = queue.SimpleQueue()
        for number in range(size):
            # Daemons: one that waits for a database must not keep the process from ending.
            threading.Thread(target=self._run, name=f"{name}-{number}", daemon=True).start()

    def waiting(self) -> int:
        """How much work waits for a thread."""
        return self._waiting.qsize()

    def put(self, work: Work) -> None:
        """Have it done. It must raise nothing."""
        self._waiting.put(work)

    def _run(self) -> None:
        while True:
            try:
                self._waiting.get()()
            except Exception as error:  # noqa: BLE001 - whoever comes next needs this thread
                log.error("front.fault", fault=type(error).__name__)


_NOBODY: Final = "0" * 8 + "-0000-4000-8000-" + "0" * 12


class Refusals:
    """The bytes of each problem, but for the id of its occurrence."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[int, list[tuple[str, str]], bytes]] = {}

    def of(self, code: str) -> bytes:
        """The reply that says it; the connection is closed after it."""
        if code not in self._made:
            response = problem_response(code, request_id=_NOBODY)
            headers = [*response.headers.items()]
            self._made[code] = response.status_code, headers, response.get_data()
        status, headers, body = self._made[code]
        body = body.replace(_NOBODY.encode(), str(uuid.uuid4()).encode())
        return reply(status, sealed(headers), body)


def sealed(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """With those that every reply bears."""
    return [*{**UNLESS_SAID, **dict(headers), **SEALED}.items()]


if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

log = structlog.get_logger("consent_service.front")

#: Seconds that a request may wait for a thread. After that its client has gone, or should be told.
WAITS: Final = 5.0
#: Seconds in which what was begun may still be answered when the server is told to stop.
STOPS_WITHIN: Final = 8.0
_SWEEPS_EVERY: Final = 0.25


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """What one process holds at most: connections, threads, requests that wait for a thread."""

    connections: int = 1_000
    threads: int = 16
    waiting: int = 64


class Front:
    """Serves an application on a socket that listens, until it is told to stop."""

    def __init__(
        self,
        application: WSGIApplication,
        is_at_once: Callable[[str, str, bytes], bool],
        is_leaving: Callable[[str, str], bool],
        limits: ProcessLimits,
        page_of: PageOf,
    ) -> None:
        self._application = application
        self._page_of = page_of
        self._is_at_once = is_at_once
        self._is_leaving = is_leaving
        self._limits = limits
        self._threads = Threads("request", limits.threads)
        self._lane = Threads("at-once", IN_LANE)
        self._way_out = Threads("leaving", LEAVING)
        self._afterwards = Threads("afterwards", AFTERWARDS)
        self._refusals = Refusals()
        self._refused: Counter[str] = Counter()
        # In the order in which they came to stand there: the first has stood longest.
        self._open: dict[At, dict[Connection, None]] = {at: {} for at in At}
        self._stands: dict[Connection, At] = {}
        self._stopped: asyncio.Event
        self._listening: socket.socket
        self._lets_in = False
        #: What threads have for the loop to do, and whether it has been told so.
        self._calls: deque[Callable[[], None]] = deque()
        self._is_woken = False
        #: What may wait and has been asked, until it is replied to, though its client has gone.
        self._in_hand: set[object] = set()
        #: When what else is done about it, if it has not been replied to by then.
        self._unless: dict[object, tuple[float, Work]] = {}
        self.loop: asyncio.AbstractEventLoop
        self.is_stopping = False

    async def serve(
        self, listening: socket.socket, alive: Callable[[], None], *, lets_in: bool = True
    ) -> None:
        """Let clients in until `stop` is called, and end what was begun: in `STOPS_WITHIN`.

        `alive` is called once this has begun, and again and again while the loop turns. Without
        `lets_in` nobody is let in before `let_in` says so.
        """
        self.loop = asyncio.get_running_loop()
        self.loop.set_exception_handler(_say_fault)
        self._stopped = asyncio.Event()
        listening.setblocking(False)
        self._listening = listening
        self.let_in(lets_in)
        sweeping = self.loop.create_task(self._sweep(alive))
        await self._stopped.wait()
        self.loop.remove_reader(listening)
        listening.close()
        for at in (At.IDLE, At.HEAD, At.BODY, At.CLOSING):
            for connection in list(self._open[at]):
                connection.drop()
        until = self.loop.time() + STOPS_WITHIN
        while self._stands and self.loop.time() < until:
            await asyncio.sleep(0.02)
        for connection in list(self._stands):
            connection.drop()
        sweeping.cancel()

    def stop(self) -> None:
        """Let nobody in any more."""
        self.is_stopping = True
        self._stopped.set()

    def let_in(self, lets: bool) -> None:
        """Let clients in from now on, or leave them to another process. Who is in stays."""
        if self.is_stopping or lets is self._lets_in:
            return
        self._lets_in = lets
        if lets:
            self.loop.add_reader(self._listening, self._let_in, self._listening)
        else:
            self.loop.remove_reader(self._listening)

    # ── connections ─────────────────────────────────────────────────────────────────────────

    def _let_in(self, listening: socket.socket) -> None:
        """One at a time, so that processes that listen on one socket share what comes."""
        try:
            client, _ = listening.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        except OSError:
            # No file is left to open. Somebody's place is.
            self._make_room()
            return
        client.setblocking(False)
        if len(self._stands) >= self._limits.connections and not self._make_room():
            self._send_away(client)
            return
        self.loop.create_task(
            self.loop.connect_accepted_socket(partial(Connection, self), client)
        ).add_done_callback(_looked_at)

    def _make_room(self) -> bool:
        """Close the connection that can best do without: it says its last, asks nothing, or is
        the slowest to say what it wants.
        """
        for at in (At.CLOSING, At.IDLE, At.HEAD, At.BODY):
            for connection in self._open[at]:
                connection.drop()
                self.closed(connection)
                self._refused["evicted"] += 1
                return True
        return False

    def _send_away(self, client: socket.socket) -> None:
        with client:
            try:
                client.send(self.refusal("overloaded"))
                client.shutdown(socket.SHUT_WR)
            except OSError:
                pass

    def moved(self, connection: Connection) -> None:
        """A connection stands somewhere else now, or has begun to stand there anew."""
        before = self._stands.get(connection)
        if before is not None:
            self._open[before].pop(connection, None)
        self._stands[connection] = connection.at
        self._open[connection.at][connection] = None

    def closed(self, connection: Connection) -> None:
        """A connection is gone."""
        at = self._stands.pop(connection, None)
        if at is not None:
            self._open[at].pop(connection, None)

    async def _sweep(self, alive: Callable[[], None]) -> None:
        while True:
            alive()
            await asyncio.sleep(_SWEEPS_EVERY)
            now = self.loop.time()
            for connection in list(self._stands):
                if connection.deadline is not None and connection.deadline < now:
                    connection.expire()
            for asked, (deadline, work) in self._unless.copy().items():
                if deadline < now and self._unless.pop(asked, None) is not None:
                    self.put(work)
            if self._refused:
                # Counted, not told one by one: a stranger must not be able to fill a disk.
                log.warning("front.refused", **self._refused)
                self._refused.clear()

    def refusal(self, code: str, asked: RequestHead | None = None, peer: str = "") -> bytes:
        """The bytes of a problem that is answered here, to a browser as a page. The connection
        closes after it.
        """
        self._refused[code] += 1
        if asked is not None and shows_pages(asked):
            page = self._page_of(code, environ_of(asked, b"", peer))
            if page is not None:
                status, headers, body = page
                return reply(status, sealed(headers), body, to=asked.method)
        return self._refusals.of(code)

    # ── requests ────────────────────────────────────────────────────────────────────────────

    def ask(self, connection: Connection, head: RequestHead, body: bytes) -> None:
        """Have a whole request answered, or say that it cannot be now."""
        if self._is_at_once(head.method, head.path, body):
            self._lane.put(partial(self._work, connection, head, body))
            return
        leaves = self._is_leaving(head.method, head.path)
        threads = self._way_out if leaves else self._threads
        is_full = threads.waiting() >= self._limits.waiting
        # As many as there are threads and places to wait for one, though no thread has those that
        # are answered later.
        most = self._limits.threads + self._limits.waiting
        if is_full or (not leaves and len(self._in_hand) >= most):
            connection.refuse("overloaded")
            return
        if not leaves:
            self._in_hand.add(connection.asked)
        connection.wait_at_most(WAITS)
        threads.put(partial(self._work, connection, head, body))

    def _work(self, connection: Connection, head: RequestHead, body: bytes) -> None:
        """In a thread: call the application. Whoever has gone meanwhile is not asked for."""
        asked = connection.asked
        if not connection.claim():
            self._is_done_with(asked)
            return
        later = _Later(self, connection, head.method)
        later.answer(partial(call, self._application, head, body, connection.peer, later))

    def answer(
        self,
        connection: Connection,
        asked: object,
        method: str,
        make: Callable[[], Replied | None],
    ) -> None:
        """Have the connection say what is made here, in whichever thread this is."""
        try:
            replied = make()
            if replied is None:
                return
            stays = connection.will_stay
            made = reply(*replied, to=method, keeps_open=stays)
        except Exception as error:  # noqa: BLE001 - the application answers for its own; this is ours
            log.error("front.fault", fault=type(error).__name__)
            self._is_done_with(asked)
            self._on_the_loop(partial(connection.fail, asked))
            return
        self._is_done_with(asked)
        self._on_the_loop(partial(connection.answer, made, stays=stays, asked=asked))

    def _is_done_with(self, asked: object) -> None:
        self._in_hand.discard(asked)
        self._unless.pop(asked, None)

    def unless_replied(self, asked: object, seconds: float, work: Work) -> None:
        """Have a thread do this then, unless what was asked is replied to, though its client go."""
        self._unless[asked] = (self.loop.time() + seconds, work)

    def put(self, work: Callable[[], None]) -> None:
        """Have a thread do what is left of a request, though all that take new ones are held."""
        self._afterwards.put(work)

    def _on_the_loop(self, call: Callable[[], None]) -> None:
        """Have it done by the loop's thread, which is woken once for all that waits: each time is a
        call of the kernel.
        """
        self._calls.append(call)
        if not self._is_woken:
            self._is_woken = True
            with suppress(RuntimeError):  # the loop has ended, and everybody was hung up on
                self.loop.call_soon_threadsafe(self._called)

    def _called(self) -> None:
        # First, so that whoever adds to them from here on wakes it again.
        self._is_woken = False
        while self._calls:
            call = self._calls.popleft()
            try:
                call()
            except Exception as error:  # noqa: BLE001 - as the loop does with each of its own
                _say_fault(self.loop, {"exception": error})


class _Later:
    """Takes the reply to a request when it is there: see `api.edge.halfway`."""

    __slots__ = ("_asked", "_connection", "_front", "_method", "is_asked")

    def __init__(self, front: Front, connection: Connection, method: str) -> None:
        self._front, self._connection, self._method = front, connection, method
        self._asked = connection.asked
        self.is_asked = False

    def answer(self, make: Callable[[], Replied | None]) -> None:
        self._front.answer(self._connection, self._asked, self._method, make)

    def put(self, work: Callable[[], None]) -> None:
        self._front.put(work)

    def unless(self, seconds: float, work: Callable[[], None]) -> None:
        self.is_asked = True
        self._front.unless_replied(self._asked, seconds, work)


def _say_fault(_: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    """The fault's type alone: asyncio's own words hold what it was working on."""
    log.error("front.fault", fault=type(context.get("exception")).__name__)


def _looked_at(task: asyncio.Task[object]) -> None:
    """A client may be gone before its connection stands: nothing was begun."""
    if not task.cancelled():
        task.exception()

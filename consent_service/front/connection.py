"""One client's connection: what it sends is read whole, under a deadline, before anything is done.

A thread is never held here. Whoever sends slowly, or reads slowly, holds some kilobytes and a place
among the connections, and loses both when their time is up or the place is needed.
"""

from __future__ import annotations

import asyncio
import threading
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from .messages import (
    CONTINUE,
    END_OF_HEAD,
    MOST_HEAD,
    IncomingBody,
    Refusal,
    RequestHead,
    most_in,
    read_for_whom,
    read_head,
)

if TYPE_CHECKING:
    from .server import Front

#: Seconds for a head to arrive once it has begun (or the connection has), and for a body.
HEAD_WITHIN: Final = 5.0
BODY_WITHIN: Final = 5.0
#: Seconds that a connection may stay open with nothing asked.
IDLE_FOR: Final = 75.0
#: Seconds for a client to take a reply, and one more for each so many bytes of it.
TAKEN_WITHIN: Final = 20.0
BYTES_A_SECOND: Final = 20_000
#: Seconds in which a client that was refused half way may take notice.
LINGERS: Final = 2.0
#: What is read ahead of a client's next requests; more waits in its own buffers.
_READ_AHEAD: Final = MOST_HEAD


class At(Enum):
    """How far a connection has come with its request."""

    IDLE = auto()
    HEAD = auto()
    BODY = auto()
    ASKED = auto()
    REPLYING = auto()
    CLOSING = auto()


class Connection(asyncio.Protocol):
    """A connection. Everything is called by the event loop's one thread."""

    def __init__(self, front: Front) -> None:
        self._front = front
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._looked = 0
        self._head: RequestHead | None = None
        self._body = IncomingBody(0)
        self._keeps_open = False
        self._ended = False
        self._is_full = False
        self._claim = threading.Lock()
        self.at = At.HEAD
        self.deadline: float | None = None
        #: The address at the other end: a proxy's, where there is one.
        self.peer = ""

    # ── what the event loop says ────────────────────────────────────────────────────────────

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A place is taken."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - for the type checker
        self._transport = transport
        address = transport.get_extra_info("peername")
        self.peer = address[0] if isinstance(address, tuple) else ""
        # Each pause then says that the client has not taken all of the reply.
        transport.set_write_buffer_limits(high=0)
        self._stand(At.HEAD, HEAD_WITHIN)

    def connection_lost(self, _: Exception | None) -> None:
        """The client has gone, or was sent away: what was not begun for it is not begun."""
        self.at, self.deadline, self._transport = At.CLOSING, None, None
        self._front.closed(self)

    def data_received(self, data: bytes) -> None:
        """Some bytes."""
        if self.at is At.CLOSING:
            return
        self._buffer += data
        if self.at in (At.ASKED, At.REPLYING):
            if len(self._buffer) > _READ_AHEAD and self._transport is not None:
                self._transport.pause_reading()
            return
        self._read()

    def eof_received(self) -> bool:
        """The client sends no more; it may still read."""
        self._ended = True
        if self.at is At.BODY or (self.at is At.HEAD and self._buffer):
            # Cut off: what it would have asked is not known, and nothing is done.
            self.refuse("bad-request")
        return self.at in (At.ASKED, At.REPLYING)

    def pause_writing(self) -> None:
        """The client has not taken all of it."""
        self._is_full = True

    def resume_writing(self) -> None:
        """Now it has."""
        self._is_full = False
        if self.at is At.REPLYING:
            self._replied()

    # ── one request ─────────────────────────────────────────────────────────────────────────

    def _read(self) -> None:
        try:
            if self.at is At.IDLE:
                self._stand(At.HEAD, HEAD_WITHIN)
            if self.at is At.HEAD:
                self._read_head()
            if self.at is At.BODY and self._body.take(self._buffer):
                assert self._head is not None  # noqa: S101 - for the type checker
                self._claim = threading.Lock()
                self._stand(At.ASKED, None)
                self._front.ask(self, self._head, self._body.data)
        except Refusal as refusal:
            self.refuse(refusal.code)

    def _read_head(self) -> None:
        end = self._buffer.find(END_OF_HEAD, self._looked)
        if end < 0 and len(self._buffer) <= MOST_HEAD:
            self._looked = max(0, len(self._buffer) - len(END_OF_HEAD) + 1)
            return
        if not 0 <= end <= MOST_HEAD:
            raise Refusal("head-too-large")
        self._head = head = read_head(bytes(self._buffer[:end]))
        del self._buffer[: end + len(END_OF_HEAD)]
        self._looked = 0
        self._keeps_open = head.keeps_open
        self._body = IncomingBody(head.length, most_in(head.headers))
        self._stand(At.BODY, BODY_WITHIN)
        if head.waits_for_leave and not self._buffer and self._transport is not None:
            self._transport.write(CONTINUE)

    @property
    def will_stay(self) -> bool:
        """Whether it may ask again after this reply."""
        return self._keeps_open and not self._ended and not self._front.is_stopping

    def wait_at_most(self, seconds: float) -> None:
        """It is looked at again then: whether anybody has begun with what it asked."""
        self.deadline = self._front.loop.time() + seconds

    def claim(self) -> bool:
        """Begin with what it asked, or give it up: whoever is first. Called by any thread."""
        return self.at is At.ASKED and self._claim.acquire(blocking=False)

    @property
    def asked(self) -> object:
        """What it asks now: nothing that it asks later is this."""
        return self._claim

    def answer(self, reply: bytes, *, stays: bool, asked: object) -> None:
        """Give the reply to what was asked; `stays` is what its bytes say of the connection."""
        if self.at is not At.ASKED or asked is not self._claim or self._transport is None:
            return
        self._keeps_open = stays
        self._stand(At.REPLYING, TAKEN_WITHIN + len(reply) / BYTES_A_SECOND)
        self._transport.write(reply)
        if not self._is_full:
            self._replied()

    def _replied(self) -> None:
        if self._transport is None:
            return
        if not self._keeps_open or self._ended or self._front.is_stopping:
            self._linger()
            return
        self._stand(At.IDLE, IDLE_FOR)
        self._transport.resume_reading()
        if self._buffer:
            # Not from here: each pipelined request would stand on the one before it.
            self._front.loop.call_soon(self._go_on)

    def _go_on(self) -> None:
        if self.at is At.IDLE:
            self._read()

    # ── the end ─────────────────────────────────────────────────────────────────────────────

    def fail(self, asked: object) -> None:
        """What was asked cannot be answered for a fault of ours."""
        if self.at is At.ASKED and asked is self._claim:
            self.refuse("internal")

    def refuse(self, code: str) -> None:
        """Say why, and close: what follows on this connection could be anything."""
        if self._transport is None or self.at is At.CLOSING:
            return
        asked = read_for_whom(bytes(self._buffer)) if self.at is At.HEAD else self._head
        self._transport.write(self._front.refusal(code, asked, self.peer))
        self._linger()

    def _linger(self) -> None:
        """Close the half that we write. A connection closed with bytes unread is reset, and the
        client might never see what was said.
        """
        self._stand(At.CLOSING, LINGERS)
        self._buffer.clear()
        if self._transport is not None:
            self._transport.resume_reading()
            if self._ended:
                self._transport.close()
            elif self._transport.can_write_eof():
                self._transport.write_eof()

    def expire(self) -> None:
        """Its time is up."""
        if self.at is At.ASKED:
            self.deadline = None
            if self.claim():
                self.refuse("overloaded")
        elif self.at is At.BODY or (self.at is At.HEAD and self._buffer):
            self.refuse("too-slow")
        else:
            self.drop()

    def drop(self) -> None:
        """Close at once."""
        if self._transport is not None:
            self._transport.abort()

    def _stand(self, at: At, seconds: float | None) -> None:
        self.at = at
        self.deadline = None if seconds is None else self._front.loop.time() + seconds
        self._front.moved(self)

"""Work in which a disk may hang, waited for no longer than somebody may wait for their answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future


class MayHang:
    """Does each piece of work in a thread of its own."""

    def __init__(self) -> None:
        #: What took too long, and may still.
        self._late: Future[None] | None = None

    def __call__(self, work: Callable[[], None], seconds: float) -> None:
        """Raises what the work raises, and `TimeoutError` where it takes longer than so many
        seconds: it goes on. While it does, whoever comes next is told so at once.
        """
        late = self._late
        if late is not None and not late.done():
            raise TimeoutError
        result: Future[None] = Future()
        try:
            threading.Thread(target=_do, args=(work, result), daemon=True).start()
        except RuntimeError:
            # No thread can be had now: better to wait for it than not to do it.
            work()
            return
        try:
            result.result(seconds)
        except TimeoutError:
            if not result.done():
                self._late = result
            raise


def _do(work: Callable[[], None], result: Future[None]) -> None:
    try:
        work()
        result.set_result(None)
    except BaseException as error:  # noqa: BLE001 - whoever waits is told
        result.set_exception(error)

"""Showing how far something has come, to whoever sits at a terminal and to nobody else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ledger.files import Progress


@contextmanager
def watched(doing: str, *, quiet: bool = False) -> Iterator[Progress | None]:
    """A bar on standard error that says `doing`, to be told how far it is; it goes away at the end.

    None where standard error is no terminal, or with `quiet`: a script's log has no use for it,
    and standard output is the command's answer alone.
    """
    if quiet or not sys.stderr.isatty():
        yield None
        return
    # Here and not above: only who watches needs it, and a script's runs start sooner.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import MofNCompleteColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    with Bar(
        *Bar.get_default_columns()[:2],
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, size: bar.update(task, completed=done, total=size)

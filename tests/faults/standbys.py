"""A PostgreSQL that repeats another, from the same binaries, on the same machine."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import databases


@contextmanager
def standby_of(primary: databases.Cluster) -> Iterator[databases.Cluster]:
    """A second server that repeats what the running `primary` writes, not yet started."""
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        user = primary.user
        if user.uid is not None and user.gid is not None:
            os.chown(home, user.uid, user.gid)
        data = home / "data"
        where = ("-h", "127.0.0.1", "-p", str(primary.port), "-U", "postgres")
        command = [str(primary.binaries.folder / "pg_basebackup"), *where, "-D", str(data)]
        databases._run(
            [*command, "--checkpoint=fast", "--wal-method=stream", "--write-recovery-conf"],
            home,
            user,
        )
        cluster = databases.Cluster(primary.binaries, home, data, user, databases.free_port())
        try:
            yield cluster
        finally:
            if cluster.server is not None:
                databases._stop(cluster.server)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def waiting_for_the_standby(primary: databases.Cluster) -> None:
    """From now on a commit returns when the standby, too, has it on its disk."""
    with databases._connected(primary.url) as admin:
        admin.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
        admin.execute("SELECT pg_reload_conf()")


def promote(standby: databases.Cluster) -> None:
    """Make it a primary, which takes entries of its own. It is one on return."""
    with databases._connected(standby.url) as admin:
        admin.execute("SELECT pg_promote()")

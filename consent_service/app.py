"""Where everything is joined. `create_app(settings)` is the whole application."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

import structlog
from flask import Flask, Response, g, request
from flask.globals import app_ctx

from .access.accounts import LocalAccounts
from .access.allowances import Allowances
from .access.clientgrants import Clients
from .access.codes import Codes
from .access.lastshown import LastShown
from .access.limits import Limits, TooMany
from .access.linking import Links
from .access.madeup import read_people
from .access.moments import Moments
from .access.oidc import Providers
from .access.outside import Outside
from .access.providers import of_families, read_providers
from .access.rolesnow import Rights
from .access.sessions import Browsers
from .access.tokenkeys import TokenKeyring
from .access.tokens import Access
from .api.edge.meant import note, what_it_means
from .api.edge.pace import MACHINES, Pace
from .api.edge.problems import ProblemError, problem_response
from .api.edge.reading import MOST_OF_A_FORM
from .api.edge.requestid import new_request_id
from .api.edge.routing import register
from .api.edge.sealed import SEALED, UNLESS_SAID
from .api.edge.service import RunningService
from .api.edge.straight import Straight
from .api.table import operations
from .domain.may import Principal
from .languages.catalogue import Languages
from .letters.notify import read_notify
from .machine import machine_clocks, since_start
from .pages.page import addresses, error_page
from .pages.table import PAGES
from .settings import Settings
from .storage.believed.kept import KeptOwn
from .storage.door.opening import OpenStorage, open_storage
from .storage.keepers.keeping import Keeping

log = structlog.get_logger("consent_service")


def create_app(
    settings: Settings, clock: Callable[[], datetime] | None = None, pace: Pace | None = None
) -> Flask:
    """The application. Needs the key files; does not need the database to be there yet. `clock` is
    the machine's unless another is given; under another no time passes that could be waited for,
    unless `pace` says how.

    Raises `KeyFileError` for key files that are missing, not whole or readable by others.
    """
    storage = open_storage(settings, clock or machine_clocks())
    app = Flask(__name__, static_folder=None)
    app.config["TRUSTED_HOSTS"] = list(settings.hosts) or None
    # Werkzeug refuses what is longer before anything is read; who reads less says so by itself.
    app.config["MAX_CONTENT_LENGTH"] = MOST_OF_A_FORM
    token_keys = TokenKeyring(settings.key_folder, settings.checkpoints)
    # Nothing contradicts a clock that is made up.
    elapsed = since_start if clock is None else None

    def last() -> float | None:
        """When something was last put on record, by all that this process has verified."""
        stamped = [one.newest.at for one in storage.records.ledgers.values()]
        return max((at.timestamp() for at in stamped if at is not None), default=None)

    moments = Moments(elapsed=elapsed, last=last)
    browsers = Browsers(
        settings.audience, storage.sessions, storage.demonstrations, elapsed=elapsed, last=last
    )
    own = KeptOwn(storage.records)
    rights = Rights(storage.records, own)
    access = Access(
        app,
        settings,
        token_keys,
        storage.demonstrations,
        browsers=browsers,
        rights=rights,
        moments=moments,
    )
    # A secret that every process has and no database: what is counted is hashed with it.
    limits = Limits(storage.engine, token_keys.now().counting, moments=moments)
    outside = Outside()
    clients = Clients(own, limits, settings.issuer, moments)

    def providers_in(folder: Path | None, **for_whom: str) -> Providers:
        found = read_providers(folder, storage.keys)
        return Providers(found, storage.accounts, limits, browsers.moments, outside, **for_whom)

    service = RunningService(
        records=storage.records,
        own=own,
        specification=_specification,
        access=access,
        spools=storage.spools,
        soundness=storage.soundness,
        keepers=storage.keepers,
        feeders=storage.feeders,
        clock=storage.records.clock,
        accounts=LocalAccounts(storage.accounts, limits, browsers.moments),
        providers=providers_in(settings.providers),
        links=Links(
            providers_in(of_families(settings.providers), for_whom="family"),
            storage.accounts,
            storage.records,
            browsers,
        ),
        last_shown=LastShown(browsers, storage.kept_pages),
        people=read_people(settings.made_up_people, storage.demonstrations),
        councils=settings.councils,
        letterheads=settings.letterheads,
        limits=limits,
        allowances=Allowances(limits),
        clients=clients,
        codes=Codes(storage.ways_in, storage.records, limits, browsers),
        issuer=settings.issuer,
        token_keys=token_keys,
        proxies=settings.proxies,
        languages=Languages(settings.languages),
        posts=read_notify(settings.notify, storage.keys, outside),
    )
    app.extensions["consent"] = service
    app.extensions["consent_storage"] = storage
    pages = addresses(service, PAGES)
    every = operations(public_tiles=settings.public_tiles)
    register(app, service, every, pages)
    _answer_errors(app, service)
    _after(app)
    headers = [(name, value) for name, value, _ in _HEADERS]
    app.wsgi_app = Straight(app, service, every, headers, _log_access)  # type: ignore[method-assign]
    if pace is None and clock is None:
        pace = MACHINES
    if pace is not None:
        _keep_pace(app, pace)
    return app


def start_keeping(app: Flask) -> None:
    """Start this process's keepers: checkpoints, the spool, verification; and what feeds witnesses.

    Each compares its ledger with the last checkpoint outside at its first beat, and so does the
    door before it first appends, whichever comes first.
    """
    storage: OpenStorage = app.extensions["consent_storage"]
    service: RunningService = app.extensions["consent"]
    if service.is_rotating_keys:
        log.warning("keys.rotation_is_open")
    Keeping(storage.keepers.values()).start()
    for feeder in storage.feeders.values():
        feeder.start()


def _answer_errors(app: Flask, service: RunningService) -> None:
    """Whatever goes wrong is a problem of the one table, and never a library's text."""

    @app.errorhandler(Exception)
    def answer(error: Exception) -> Response:
        code, errors = what_it_means(error)
        note(error, code)
        draft = error.draft if isinstance(error, ProblemError) else None
        principal: Principal | None = g.get("principal")
        is_family = _is_of_the_family(principal)
        if g.get("is_page") or _wants_a_page(code):
            response = error_page(service, code)
        else:
            request_id = g.get("request_id")
            response = problem_response(code, errors, request_id, draft, to_family=is_family)
        if isinstance(error, TooMany):
            response.headers["Retry-After"] = str(error.retry_after)
        allowed = getattr(error, "valid_methods", None)
        if allowed:
            response.headers["Allow"] = ", ".join(sorted(allowed))
        return response


def _wants_a_page(code: str) -> bool:
    """Whether somebody with a browser asked: each follows a link and sends a form so, and takes
    whatever else there is.
    """
    asked = request.accept_mimetypes
    return code != "not-acceptable" and asked["text/html"] > asked["application/json"]


#: What may stand in a log of what a path named: ids are ours, anything else was typed by somebody.
_HANDLE: Final = re.compile(r"[0-9a-f]{32}")


def _log_access(operation: str | None, status: int, file: str) -> None:
    """Who looked at or changed what, by opaque ids alone."""
    # Once: each use of `g` looks again for whose it is.
    mine = app_ctx.g
    principal: Principal | None = mine.get("principal")
    if principal is not None and principal.file is not None:
        # No address of the family's names a file, so that none stands in a browser's history.
        file = principal.file
    log.info(
        "access",
        request=mine.get("request_id"),
        operation=operation,
        status=status,
        authority=None if principal is None else principal.authority,
        actor=None if principal is None else principal.id,
        file=file if _HANDLE.fullmatch(file) else None,
        refused=mine.get("refused"),
    )


_HEADERS: Final = (
    *((name, value, True) for name, value in SEALED.items()),
    *((name, value, False) for name, value in UNLESS_SAID.items()),
)


def _after(app: Flask) -> None:
    @app.before_request
    def number() -> None:
        g.request_id = new_request_id()

    @app.after_request
    def seal(response: Response) -> Response:
        headers = response.headers
        said = {name.lower() for name, _ in headers}
        for name, value, always in _HEADERS:
            # To set one looks through all of them; most replies say none of these themselves.
            if name.lower() not in said:
                headers.add(name, value)
            elif always:
                headers.set(name, value)
        if request.endpoint not in ("alive", "ready"):
            file = str((request.view_args or {}).get("file", ""))
            _log_access(request.endpoint, response.status_code, file)
        return response


def _keep_pace(app: Flask, pace: Pace) -> None:
    @app.before_request
    def begin() -> None:
        g.began = pace.now()

    @app.after_request
    def hold(response: Response) -> Response:
        if _is_of_the_family(g.get("principal")):
            pace.hold(g.began)
        return response


def _is_of_the_family(principal: Principal | None) -> bool:
    """Somebody of one family, or their advocate."""
    return principal is not None and principal.file is not None


def _specification() -> bytes:
    """Made when it is first asked for: what makes it takes longer to import than all the rest."""
    from .api.spec.document import served  # noqa: PLC0415 - see above

    return served()

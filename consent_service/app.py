"""Where everything is joined. `create_app(settings)` is the whole application."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException

from .actions.refused import NoSuchFile, RecordDamaged, Refused
from .api import checks, reads, writes
from .api.access import Access
from .api.operations import Operation, register
from .api.problems import PROBLEMS, ProblemError, problem_response
from .api.service import Service
from .settings import Settings
from .storage.keys import read_secret
from .storage.opening import Opened, open_storage
from .storage.trouble import KeyFileError, KeyReused, NotSound, OutcomeUnknown, StorageError

log = structlog.get_logger("consent_service")

#: The token key's file, beside the authorities' key files.
TOKEN_KEY = "tokens.pem"  # noqa: S105 - the name of a file


def system_clock() -> datetime:
    """The time now, aware UTC. The one place that asks the machine."""
    return datetime.now(UTC)


def operations() -> list[Operation]:
    """Every operation of the API."""
    return [*checks.operations(), *writes.operations(), *reads.operations()]


def create_app(settings: Settings, clock: Callable[[], datetime] = system_clock) -> Flask:
    """The application. Needs the key files; does not need the database to be there yet.

    Raises `KeyFileError` for key files that are missing, not whole or readable by others.
    """
    storage = open_storage(settings, clock)
    app = Flask(__name__, static_folder=None)
    app.config["TRUSTED_HOSTS"] = list(settings.hosts) or None
    # Werkzeug refuses what is longer before anything is read; the reader's own limit is the same.
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    access = Access(app, settings, token_key(settings), storage.demonstrations)
    service = Service(
        records=storage.records,
        access=access,
        spools=storage.spools,
        soundness=storage.soundness,
        keepers=storage.keepers,
        clock=clock,
    )
    app.extensions["consent"] = service
    app.extensions["consent_storage"] = storage
    register(app, service, operations())
    _answer_errors(app)
    _after(app)
    return app


def start_keeping(app: Flask) -> None:
    """Start this process's keepers: checkpoints, the spool, verification."""
    storage: Opened = app.extensions["consent_storage"]
    for keeper in storage.keepers.values():
        keeper.start()


def token_key(settings: Settings) -> ec.EllipticCurvePrivateKey:
    """The key that signs and verifies tokens. Raises `KeyFileError`."""
    pem = read_secret(settings.keys / TOKEN_KEY)
    try:
        key = load_pem_private_key(pem, password=None)
    except ValueError as error:
        raise KeyFileError(f"The key file {TOKEN_KEY} is not whole.") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise KeyFileError(f"The key file {TOKEN_KEY} does not hold an EC key.")
    return key


def _answer_errors(app: Flask) -> None:
    """Whatever goes wrong is a problem of the one table, and never a library's text."""

    def answer(code: str, errors: tuple[tuple[str, str], ...] = ()) -> Response:
        return problem_response(code, errors, g.get("request_id"))

    @app.errorhandler(ProblemError)
    def problem(error: ProblemError) -> Response:
        return answer(error.code, error.errors)

    @app.errorhandler(Refused)
    def refused(error: Refused) -> Response:
        pointed = () if error.pointer is None else ((error.pointer, PROBLEMS[error.problem].title),)
        return answer(error.problem, pointed)

    @app.errorhandler(NoSuchFile)
    def no_such_file(_: NoSuchFile) -> Response:
        return answer("not-found")

    @app.errorhandler(RecordDamaged)
    def damaged(_: RecordDamaged) -> Response:
        log.error("record.damaged")
        return answer("record-damaged")

    @app.errorhandler(KeyReused)
    def key_reused(_: KeyReused) -> Response:
        return answer("key-reused")

    @app.errorhandler(StorageError)
    def storage(error: StorageError) -> Response:
        log.error("storage.unavailable", trouble=type(error).__name__)
        if isinstance(error, NotSound):
            return answer("ledger-not-sound")
        return answer(
            "outcome-unknown" if isinstance(error, OutcomeUnknown) else "storage-unavailable"
        )

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        known = {404: "not-found", 405: "method-not-allowed", 413: "body-too-large"}
        code = known.get(error.code or 500, "bad-request")
        response = answer(code if (error.code or 500) < 500 else "internal")
        allowed = getattr(error, "valid_methods", None)
        if allowed:
            response.headers["Allow"] = ", ".join(sorted(allowed))
        return response

    @app.errorhandler(Exception)
    def anything(error: Exception) -> Response:
        # The type and the place, never the text: a text may hold what somebody typed.
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        log.error(
            "internal",
            fault=type(error).__name__,
            at=None if place is None else f"{place.tb_frame.f_code.co_name}:{place.tb_lineno}",
        )
        return answer("internal")


def _after(app: Flask) -> None:
    @app.before_request
    def number() -> None:
        g.request_id = str(uuid.uuid4())

    @app.after_request
    def seal(response: Response) -> Response:
        headers = response.headers
        headers["Cache-Control"] = "no-store"
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        headers["Referrer-Policy"] = "no-referrer"
        if request.endpoint not in ("alive", "ready"):
            log.info(
                "request",
                request=g.get("request_id"),
                operation=request.endpoint,
                status=response.status_code,
            )
        return response

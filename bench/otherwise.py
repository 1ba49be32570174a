"""What somebody would write instead: Flask, SQLAlchemy, the newest answer, an audit row, a commit.

It reads each parent's newest answer from a table, says whether all of them agreed, and writes down
who asked. There is no history that holds, nothing is sealed, and every rule is left out: it is the
least that could be put in the place of a check, behind the same token and under the same server.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Final

from flask import Flask, Response, json, request
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from consent_service.app import create_app
from consent_service.settings import Settings

#: So much is agreed on each file: what each of two parents said.
_PARENTS: Final = ("mum", "dad")


class _Base(DeclarativeBase):
    pass


class Said(_Base):
    """What a parent last said about a file."""

    __tablename__ = "otherwise_said"
    id: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str] = mapped_column(index=True)
    person: Mapped[str]
    answer: Mapped[str]


class Audit(_Base):
    """That somebody asked, and what they were told."""

    __tablename__ = "otherwise_audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str]
    file: Mapped[str] = mapped_column(index=True)
    question: Mapped[str]
    answer: Mapped[str]


def prepare(url: str, files: list[str]) -> None:
    """Its tables, and what was said on each file."""
    engine = _engine(url)
    _Base.metadata.create_all(engine)
    with Session(engine) as session:
        for file in files:
            session.add_all(Said(file=file, person=one, answer="AGREED") for one in _PARENTS)
        session.commit()
    engine.dispose()


def application() -> Flask:
    """One route, guarded by the service's own access code, under the same server."""
    settings = Settings.read(os.environ)
    service = create_app(settings).extensions["consent"]
    app = Flask("otherwise")
    app.extensions["consent"] = service
    service.access.attach(app)
    engine = _engine(settings.database_url)

    @app.post("/otherwise/<file>")
    def otherwise(file: str) -> Response:
        principal = service.access.principal()
        asked = request.get_json()
        with Session(engine) as session:
            said = session.query(Said).filter_by(file=file).order_by(Said.id).all()
            agreed = bool(said) and all(one.answer == "AGREED" for one in said)
            audit = Audit(
                at=datetime.now(UTC).replace(tzinfo=None),
                by=principal.id,
                file=file,
                question=json.dumps(asked),
                answer="COVERED" if agreed else "ASK",
            )
            session.add(audit)
            session.commit()
            reply = {"outcome": audit.answer, "audit": audit.id}
        return Response(json.dumps(reply), content_type="application/json")

    return app


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url.replace("postgresql://", "postgresql+psycopg://"), pool_size=8)
    engine = create_engine(url, connect_args={"timeout": 60}, pool_size=8)

    @event.listens_for(engine, "connect")
    def durable(connection: object, _: object) -> None:
        connection.execute("PRAGMA journal_mode=TRUNCATE")  # type: ignore[attr-defined]
        connection.execute("PRAGMA synchronous=EXTRA")  # type: ignore[attr-defined]

    return engine

"""How do files become rows of the store? Read, located and stored one document after another, each in a transaction."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from app.db.copying import count_anew
from app.db.engine import answering
from app.db.errors import DatabaseUnavailable
from app.db.statements.storing import known_documents
from app.services.reading import Known, Outcome, Read, Reading, Rejected, read_all
from app.services.storing import Stored, store
from gazetteer.index import Gazetteer
from gazetteer.overlay import open_office

LOG: Final = logging.getLogger(__name__)

Told = Stored | Known | Rejected


def ingest(engine: Engine, files: Iterable[Path], reading: Reading, who: str, workers: int = 1) -> Iterator[list[Told]]:
    """Read and store files; for each, in the order given, what became of its documents.

    Raises
    ------
    DatabaseUnavailable
        When the server goes away; what was told before is stored, the rest is not.
    """
    with answering(engine) as connection:
        known = frozenset(connection.execute(known_documents()).scalars())
    stored = False
    with open_office(reading.gazetteer_file) as gazetteer:
        for outcomes in read_all(files, replace(reading, known=known), workers):
            told = [_keep(engine, outcome, gazetteer, who) for outcome in outcomes]
            stored = stored or any(isinstance(one, Stored) for one in told)
            yield told
    if stored:
        with answering(engine) as connection, connection.begin():
            count_anew(connection)


def _keep(engine: Engine, outcome: Outcome, gazetteer: Gazetteer, who: str) -> Told:
    if not isinstance(outcome, Read):
        if isinstance(outcome, Rejected) and outcome.defect:
            LOG.error("%s\n%s", outcome.en, outcome.defect)
        return outcome
    document = outcome.document
    try:
        stored = store(engine, document, outcome.located, gazetteer, who)
    except (OperationalError, psycopg.OperationalError) as error:
        raise DatabaseUnavailable(
            f"存入 {document.name} 时数据库连接中断；该文件未存入，之前的文件已存入。请在数据库恢复后重新运行。",
            f"the database went away while storing {document.name}; it is not stored, the files before it are. "
            "Run the same command again when the database is back.",
        ) from error
    except (DBAPIError, psycopg.Error):  # a defect met in one document must not lose the others
        LOG.exception("while storing %s", document.name)
        return Rejected(
            f"{document.name}：存入时程序内部出错，该文件未存入，已记入日志。",
            f"{document.name}: an internal error while storing it; nothing of it is stored, and the error is logged.",
        )
    return Known(document.name, document.sha256) if stored is None else stored

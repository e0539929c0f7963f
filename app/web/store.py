"""How does a request get at the database? Through one engine per application, made when the first request needs it."""

from __future__ import annotations

import threading
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine

from app.db.cluster import database_url
from app.db.engine import connect
from app.db.errors import DatabaseUnavailable
from app.db.schema import require
from app.settings import Settings


class Store:
    """The application's way to its database; a server that is down now may be up at the next request."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._engine: Engine | None = None

    def engine(self) -> Engine:
        """The engine.

        Raises
        ------
        DatabaseUnavailable
            While there is no server, or its schema is not the one we know.
        """
        with self._lock:
            if self._engine is None:
                engine = connect(database_url(self._settings))
                try:
                    require(engine)
                except DatabaseUnavailable:
                    engine.dispose()
                    raise
                self._engine = engine
            return self._engine

    def close(self) -> None:
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None


def engine_of(request: Request) -> Engine:
    store: Store = request.app.state.store
    return store.engine()


StoreEngine = Annotated[Engine, Depends(engine_of)]

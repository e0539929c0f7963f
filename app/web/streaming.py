"""How does a long answer leave, and what if the client hangs up in the middle of it? What it holds is given back."""

from __future__ import annotations

import itertools
from collections.abc import Generator, Mapping

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send


class Streamed(StreamingResponse):
    """Sends the chunks of a generator as they come, and closes it whatever happens.

    The first chunk is made before anything is sent, so that what goes wrong at the start still becomes a problem
    document.
    """

    def __init__(
        self,
        chunks: Generator[bytes],
        media_type: str,
        headers: Mapping[str, str] | None = None,
        status_code: int = 200,  # FastAPI looks it up here for its description of the route
    ) -> None:
        self._source = chunks
        first = next(chunks)
        super().__init__(itertools.chain([first], chunks), status_code, headers, media_type)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            with anyio.CancelScope(shield=True):
                await run_in_threadpool(self._source.close)

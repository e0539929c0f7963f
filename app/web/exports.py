"""`/exports/{format}`: the same files as `zhenggai export`, with the same filters."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO, Final

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from app.services.exporting import wish
from app.services.features import stored_features
from app.web.asking import DATUM_PARAMETERS, FILTER_PARAMETERS, described, filters_of, today
from app.web.store import StoreEngine

ROUTER: Final = APIRouter(tags=["exports"])

CHUNK: Final = 1 << 16


@ROUTER.get(
    "/exports/{name}",
    summary="The sites as a file",
    response_class=StreamingResponse,
    openapi_extra=described(FILTER_PARAMETERS, DATUM_PARAMETERS),
)
def download(request: Request, name: str, engine: StoreEngine) -> StreamingResponse:
    query = request.query_params
    format_, datum = wish(name, query.get("datum"), query.get("crs"))
    filters = filters_of(request, also=("datum", "crs"))
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the last of it is sent
    try:
        with closing(stored_features(engine, filters, today())) as features:
            format_.write(features, file, datum)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return StreamingResponse(
        _sent(file),
        media_type=format_.media_type,
        headers={"Content-Disposition": f'attachment; filename="zhenggai-{today().isoformat()}{format_.suffix}"'},
    )


def _sent(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk

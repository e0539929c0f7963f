"""`/exports/{format}`: the same files as `zhenggai export`, with the same filters."""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Iterable
from contextlib import closing
from typing import BinaryIO, Final

from fastapi import APIRouter, Request

from app.services.exporting import wish
from app.services.features import stored_features
from app.web.asking import DATUM_PARAMETERS, FILTER_PARAMETERS, described, filters_of, today
from app.web.store import StoreEngine
from app.web.streaming import Streamed
from layers.exports import Format
from layers.exports.reference import Reference
from layers.feature import SiteFeature

ROUTER: Final = APIRouter(tags=["exports"])

CHUNK: Final = 1 << 16


@ROUTER.get(
    "/exports/{name}",
    summary="The sites as a file",
    response_class=Streamed,
    openapi_extra=described(FILTER_PARAMETERS, DATUM_PARAMETERS),
)
def download(request: Request, name: str, engine: StoreEngine) -> Streamed:
    query = request.query_params
    format_, reference = wish(name, query.get("datum"), query.get("crs"))
    filters = filters_of(request, also=("datum", "crs"))
    with closing(stored_features(engine, filters, today())) as features:
        file = _written(format_, reference, features)
    name = f"zhenggai-{today().isoformat()}{format_.suffix}"
    return Streamed(_sent(file), format_.media_type, {"Content-Disposition": f'attachment; filename="{name}"'})


def _written(format_: Format, reference: Reference, features: Iterable[SiteFeature]) -> BinaryIO:
    """The whole file, so that what goes wrong while it is made is told instead of sent."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the last of it is sent
    try:
        format_.write(features, file, reference)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def _sent(file: BinaryIO) -> Generator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk

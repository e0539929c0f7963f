"""How does the web application listen, on which port, until somebody stops it?"""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import uvicorn

from app.errors import WrongOption

if TYPE_CHECKING:
    from fastapi import FastAPI

PORTS_TRIED: Final = 50


def serve(application: FastAPI, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Serve until interrupted, on the port or the next free one.

    Parameters
    ----------
    announce
        Called with the address once it answers.

    Raises
    ------
    KeyboardInterrupt
        After Ctrl-C, when open requests are answered and the port is free again.
    """
    listener = free_listener(host, port)
    with listener:
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{listener.getsockname()[1]}/"
        _Announcing(uvicorn.Config(application, log_level="warning"), lambda: announce(address)).run(sockets=[listener])


def free_listener(host: str, port: int) -> socket.socket:
    """A socket bound to the port, or to the next one that is free.

    Raises
    ------
    WrongOption
        For a host that is not this machine's, or when many ports in a row are taken.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except (socket.gaierror, UnicodeError) as error:
        raise WrongOption(f"无法监听主机“{host}”：{error}", f"cannot listen on the host “{host}”: {error}") from error
    reason: OSError | None = None
    for candidate in range(port, min(port + PORTS_TRIED, 65536)):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen()  # only this shows that nobody else listens
        except OSError as error:
            listener.close()
            reason = error
        else:
            return listener
    raise WrongOption(
        f"无法监听 {host} 的端口 {port} 及其后的端口：{reason}；请用 --port 或 --host 指定其他的。",
        f"cannot listen on port {port} of {host} nor on those after it: {reason}; name others with --port or --host.",
    )


class _Announcing(uvicorn.Server):
    """uvicorn, saying when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

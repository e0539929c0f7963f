"""The web server takes the port asked for or the next free one, and says where it is."""

from __future__ import annotations

import signal
import socket
import threading
import urllib.request

import pytest
from fastapi import FastAPI

from app.errors import WrongOption
from app.server import PORTS_TRIED, free_listener, serve


def test_a_taken_port_gives_the_next_free_one() -> None:
    with free_listener("127.0.0.1", 18000) as first:
        taken = first.getsockname()[1]
        with free_listener("127.0.0.1", taken) as second:
            assert taken < second.getsockname()[1] <= taken + PORTS_TRIED


def test_a_port_is_free_again_at_once() -> None:
    with free_listener("127.0.0.1", 18100) as first:
        port = first.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            pass
    with free_listener("127.0.0.1", port) as second:
        assert second.getsockname()[1] == port


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host", "x" * 300])
def test_a_host_that_is_not_ours_is_refused_in_one_sentence(host: str) -> None:
    with pytest.raises(WrongOption, match="cannot listen"):
        free_listener(host, 18200)


def test_the_address_is_said_once_it_answers() -> None:
    application = FastAPI()
    answers: list[int] = []

    def ask_then_interrupt(address: str) -> None:
        answers.append(status(f"{address}docs"))
        signal.raise_signal(signal.SIGINT)  # as a person does

    def announced(address: str) -> None:
        # From a thread of its own, since the server only answers once this returns.
        threading.Thread(target=ask_then_interrupt, args=[address], daemon=True).start()

    with pytest.raises(KeyboardInterrupt):
        serve(application, "127.0.0.1", 18300, announced)
    assert answers == [200]


def status(address: str) -> int:
    with urllib.request.urlopen(address, timeout=10) as response:
        return int(response.status)

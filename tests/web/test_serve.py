"""Prove that the server refuses what is far too large before it is sent, and tells in words what is only too large."""

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from rely.services.site import Site
from rely.web.security import LARGEST_FORM
from rely.web.serve import LARGEST_REQUEST, open_server


@pytest.fixture
def port(site: Site) -> Iterator[int]:
    server: Any = open_server(site.settings, host="127.0.0.1", port=0, site=site)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield int(server.effective_port)
    server.close()


def test_a_request_far_too_large_is_refused_before_its_body_is_sent(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(
            f"POST /en/begin HTTP/1.1\r\nHost: x\r\nContent-Length: {LARGEST_REQUEST + 1}\r\n\r\n".encode()
        )
        assert connection.recv(4096).startswith(b"HTTP/1.1 413")


def test_a_file_chosen_by_mistake_is_refused_in_words(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    body = b"x=" + b"y" * (4 * LARGEST_FORM)
    connection.request("POST", "/nl/begin", body, {"Content-Type": "application/x-www-form-urlencoded"})
    response = connection.getresponse()
    assert response.status == 413
    assert "Dat is te veel in één keer" in response.read().decode()
    connection.close()


def test_a_room_full_of_open_browsers_keeps_nobody_waiting(port: int) -> None:
    with ExitStack() as room:
        for _ in range(150):
            room.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))
        newcomer = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        room.callback(newcomer.close)
        newcomer.request("GET", "/healthz")
        assert newcomer.getresponse().status == 200

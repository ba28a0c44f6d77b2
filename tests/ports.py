"""Give a test a port for a server in a process of its own, which cannot take whichever is free."""

import itertools
import os
import socket

FIRST, LAST = 10_000, 32_767
"""The ports that no system gives to anybody by itself: what is free now is not taken before the server has it."""

# Each process of the tests begins at a place of its own.
_numbers = itertools.count(os.getpid() * 97)


def free_port() -> int:
    """A port of this machine that is free, another each time."""
    while True:
        port = FIRST + next(_numbers) % (LAST - FIRST + 1)
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port

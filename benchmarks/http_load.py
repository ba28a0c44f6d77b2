"""Turn requests written in advance into answers and how long each took, over many connections at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: its status, its headers in small letters, its body, and the seconds until it was complete."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


def get(path: str, *, cookie: str = "") -> bytes:
    """A request for a page."""
    return _written("GET", path, cookie, {}, b"")


def post(path: str, fields: Sequence[tuple[str, str]], *, cookie: str = "", **headers: str) -> bytes:
    """A sent form."""
    body = urlencode(fields).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return _written("POST", path, cookie, {"Content-Type": "application/x-www-form-urlencoded", **named}, body)


Conversation = Callable[[Answered | None], bytes | None]
"""What is asked next after an answer (None at the beginning); None ends it."""


def drive(port: int, conversations: Sequence[Conversation]) -> list[list[Answered]]:
    """Hold all conversations at once, each over its own connection: the next request follows the answer."""
    return asyncio.run(_drive(port, conversations))


async def _drive(port: int, conversations: Sequence[Conversation]) -> list[list[Answered]]:
    return list(await asyncio.gather(*(_converse(port, each) for each in conversations)))


async def _converse(port: int, conversation: Conversation) -> list[Answered]:
    answers: list[Answered] = []
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while (request := conversation(answers[-1] if answers else None)) is not None:
            start = perf_counter()
            writer.write(request)
            status, headers, body = await _read(reader)
            answers.append(Answered(status, headers, body, perf_counter() - start))
            if headers.get("connection") == "close":
                await _hang_up(writer)
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
    finally:
        await _hang_up(writer)
    return answers


async def _hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()
    await writer.wait_closed()


async def _read(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
    if headers.get("transfer-encoding") == "chunked":
        return int(head[0].split()[1]), headers, await _chunks(reader)
    return int(head[0].split()[1]), headers, await reader.readexactly(int(headers.get("content-length", 0)))


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    found = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        found += (await reader.readexactly(size + 2))[:-2]
    await reader.readuntil(b"\r\n")
    return found


def _written(method: str, path: str, cookie: str, headers: dict[str, str], body: bytes) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += [f"Cookie: {cookie}"] if cookie else []
    lines += [f"Content-Length: {len(body)}"] if method == "POST" else []
    return "\r\n".join([*lines, "", ""]).encode() + body

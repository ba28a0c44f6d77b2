"""Give a test a mail server on this machine that takes mails, or refuses them as real ones do."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class MailServer:
    """How it answers, what it was told, and the mails it took.

    `recipient` is its answer to an address. One that `is_silent` hangs up after a minute.
    """

    recipient: str = "250 fine"
    content: str = "250 taken"
    extensions: tuple[str, ...] = ()
    is_silent: bool = False
    has_hung_up: bool = False
    port: int = 0
    told: list[str] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)


@contextmanager
def mail_server(**answers: object) -> Iterator[MailServer]:
    """A server that answers while the block runs."""
    state = MailServer(**answers)  # type: ignore[arg-type]
    end = threading.Event()

    class Conversation(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            if state.is_silent:
                state.has_hung_up = not end.wait(60)
                return
            self.say("220 here")
            for raw in self.rfile:
                line = raw.decode().rstrip("\r\n")
                state.told.append(line)
                verb = line.partition(" ")[0].upper()
                if verb == "EHLO":
                    lines = ["here", *state.extensions]
                    for each in lines[:-1]:
                        self.say(f"250-{each}")
                    self.say(f"250 {lines[-1]}")
                elif verb == "STARTTLS":
                    self.say("220 go on")
                    self.say("this is no TLS")
                    return
                elif verb == "AUTH":
                    self.say("235 welcome")
                elif verb == "RCPT":
                    self.say(state.recipient)
                elif verb == "DATA":
                    self.say("354 go on")
                    lines = []
                    while (each := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                        lines.append(each)
                    state.mails.append("\r\n".join(lines) + "\r\n")
                    self.say(state.content)
                elif verb == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 fine")

    class Listening(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Listening(("127.0.0.1", 0), Conversation) as server:
        state.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield state
        end.set()
        server.shutdown()

"""A small SMTP server on 127.0.0.1 that keeps what it receives, and can refuse, hang up or cry out at a chosen mail."""

from __future__ import annotations

import email
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message


class _Conversation(socketserver.StreamRequestHandler):
    server: SmtpServer

    def handle(self) -> None:
        self._say("220 essai")
        recipient = ""
        while line := self.rfile.readline().decode("utf-8", "replace").strip():
            verb = line.split(" ")[0].split(":")[0].upper()
            if verb == "RCPT":
                recipient = line.partition("<")[2].partition(">")[0]
                self._say("550 inconnu" if recipient in self.server.refused else "250 ok")
            elif verb == "DATA":
                self._say("354 allez")
                if not self._receive(recipient):
                    return
            elif verb == "QUIT":
                self._say("221 au revoir")
                return
            else:
                self._say("250 ok")

    def _receive(self, recipient: str) -> bool:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.server.received.append((recipient, email.message_from_bytes(b"".join(lines))))
        if len(self.server.received) == self.server.hang_up_at:
            return False
        self._say("250 ok")
        self.server.after(len(self.server.received))
        return True

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class SmtpServer(socketserver.ThreadingTCPServer):
    """What it received is in `received`: (recipient, message)."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.received: list[tuple[str, Message]] = []
        self.refused: set[str] = set()
        self.hang_up_at = 0
        self.after: Callable[[int], None] = lambda count: None

    @property
    def recipients(self) -> list[str]:
        """Who received a mail, in order."""
        return [recipient for recipient, _ in self.received]


@contextmanager
def smtp_server() -> Iterator[SmtpServer]:
    """A server that runs for the time of a test."""
    with SmtpServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()

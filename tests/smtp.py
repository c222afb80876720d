"""A real mail server for tests, in a thread: takes mails over SMTP and keeps them, and can be told to misbehave."""

import asyncio
import importlib
import socket
import sys
import threading
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import ModuleType, TracebackType
from typing import Any

_HOST = "127.0.0.1"


def _import_aiosmtpd() -> ModuleType:
    """aiosmtpd marks its names with a package called `public`, as our room is: it gets a marker that does nothing."""
    room = sys.modules.get("public")
    marker = ModuleType("public")
    marker.public = lambda thing: thing  # type: ignore[attr-defined]
    sys.modules["public"] = marker
    try:
        return importlib.import_module("aiosmtpd.smtp")
    finally:
        if room:
            sys.modules["public"] = room
        else:
            del sys.modules["public"]


_aiosmtpd = _import_aiosmtpd()


class MailSink:
    """`with MailSink() as sink`: `sink.url` is an EMAIL_URL, `sink.messages` what arrived, oldest first.

    What has been accepted is in `messages` before the sender hears of it, so a test that sends in its own process need
    not wait; one that waits for a worker calls `wait_for`.
    """

    def __init__(self) -> None:
        self.port = 0
        self._arrived = threading.Condition()
        self._messages: list[EmailMessage] = []
        self._refusal = ""
        self._recipient_refusal = ""
        self._hangs_up = False
        self._may_answer = threading.Event()
        self._may_answer.set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> "MailSink":
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return f"smtp://{_HOST}:{self.port}"

    @property
    def messages(self) -> list[EmailMessage]:
        with self._arrived:
            return list(self._messages)

    def settle_into(self, settings: Any) -> None:
        """Point Django's mail settings (the `settings` fixture) here; pytest-django keeps mail in memory otherwise."""
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = _HOST
        settings.EMAIL_PORT = self.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False

    def wait_for(self, count: int, *, seconds: float = 30) -> list[EmailMessage]:
        """The messages, once there are at least `count`; raises TimeoutError."""
        with self._arrived:
            if not self._arrived.wait_for(lambda: len(self._messages) >= count, timeout=seconds):
                raise TimeoutError(f"{len(self._messages)} of {count} mails arrived within {seconds} s")
            return list(self._messages)

    def clear(self) -> None:
        with self._arrived:
            self._messages.clear()

    def refuse(self, answer: str = "451 4.3.0 Try again later") -> None:
        """Answer every mail so, and keep none, until `accept`."""
        self._refusal = answer

    def refuse_recipients(self, answer: str = "550 5.1.1 Nobody of that name here") -> None:
        """Answer so to every address that mail is for, until `accept`."""
        self._recipient_refusal = answer

    def hang_up(self) -> None:
        """Keep every mail but end the connection instead of saying so, until `accept`: the sender cannot know."""
        self._hangs_up = True

    def hold(self) -> None:
        """Keep every mail but let its sender wait for the answer until `accept`."""
        self._may_answer.clear()

    def accept(self) -> None:
        """Behave again, and answer those who were held."""
        self._refusal = self._recipient_refusal = ""
        self._hangs_up = False
        self._may_answer.set()

    def start(self) -> None:
        """Come up, after `stop` on the same port as before."""
        if self._thread:
            return
        listening = socket.create_server((_HOST, self.port), reuse_port=False)
        self.port = listening.getsockname()[1]
        up = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(listening, up), name="mail sink", daemon=True)
        self._thread.start()
        up.wait()

    def stop(self) -> None:
        """Go down: connections are refused from now on. What has arrived stays."""
        thread, self._thread = self._thread, None
        self._may_answer.set()
        if thread and self._loop:
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join()

    def _serve(self, listening: socket.socket, up: threading.Event) -> None:
        loop = self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(
            loop.create_server(lambda: _aiosmtpd.SMTP(self, hostname="sink.test", loop=loop), sock=listening)
        )
        loop.call_soon(up.set)
        try:
            loop.run_forever()
        finally:
            server.close()
            for task in asyncio.all_tasks(loop):
                task.cancel()
            with suppress(asyncio.CancelledError):
                loop.run_until_complete(asyncio.gather(*asyncio.all_tasks(loop), return_exceptions=True))
            loop.close()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self._recipient_refusal:
            return self._recipient_refusal
        envelope.rcpt_tos.append(address)
        return "250 Known"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self._refusal:
            return self._refusal
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        with self._arrived:
            self._messages.append(message)
            self._arrived.notify_all()
        await asyncio.get_running_loop().run_in_executor(None, self._may_answer.wait)
        if self._hangs_up:
            server.transport.abort()
        return "250 Taken"

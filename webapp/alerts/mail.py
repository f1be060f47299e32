"""Sends mails by SMTP, one to each recipient."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formataddr, formatdate

from indexer.disk.hashing import sha256_hex
from indexer.errors import RapporteurError
from webapp.settings.table import MailSecurity

_TIMEOUT = 30.0
"""Seconds to wait for the server."""


class MailNotSent(RapporteurError):
    """The mail server did not take a mail."""

    def __init__(self, server: str, reason: str) -> None:
        super().__init__(
            f"The mail server {server} did not take the mail: {reason}. Nothing is lost: the next run tells it."
        )


@dataclass(frozen=True)
class MailServer:
    """How mails are sent."""

    host: str
    port: int
    security: MailSecurity
    user: str
    password: str
    sender: str
    sender_name: str

    @property
    def shown(self) -> str:
        """The server as messages name it."""
        return f"{self.host}:{self.port}"

    @contextmanager
    def connected(self) -> Iterator[smtplib.SMTP]:
        """Yield a connection. Raise MailNotSent when there is none, or when it breaks."""
        try:
            with self._connect() as connection:
                if self.security == "starttls":
                    connection.starttls(context=ssl.create_default_context())
                if self.user:
                    connection.login(self.user, self.password)
                yield connection
        except (OSError, smtplib.SMTPException) as error:
            raise MailNotSent(self.shown, _reason(error)) from error

    def _connect(self) -> smtplib.SMTP:
        if self.security == "tls":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=_TIMEOUT, context=ssl.create_default_context())
        return smtplib.SMTP(self.host, self.port, timeout=_TIMEOUT)

    def message(self, recipient: str, subject: str, text: str) -> EmailMessage:
        """Return a mail. Its id follows from what it says, so that a program can tell one that comes twice."""
        message = EmailMessage()
        message["From"] = formataddr((self.sender_name, self.sender))
        message["To"] = recipient
        message["Subject"] = subject
        message["Date"] = formatdate(usegmt=True)
        digest = sha256_hex([recipient.encode(), subject.encode(), text.encode()])[:32]
        message["Message-ID"] = f"<{digest}@{self.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text)
        return message


def _reason(error: Exception) -> str:
    """Return in words why a mail was not sent."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error.decode(errors="replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return f"it said {error.smtp_code} {said}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"it refused {', '.join(error.recipients)}"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__

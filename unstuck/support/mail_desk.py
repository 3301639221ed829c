"""The e-mail desk: a ticket as a mail, and what is added as answers to it."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from unstuck.errors import DeskError, SettingError
from unstuck.support.desk_notice import DeskNotice, describe

SECONDS = 10  # for each answer of the mail server
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True)
class Mail:
    """Mails `to` these addresses through the server at `host`; `scheme` is one of PORTS. `link` makes the address that
    opens a ticket for who is signed in to the team's page."""

    to: tuple[str, ...]
    sender: str
    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""
    link: Callable[[str], str] | None = None
    name = "email"

    @classmethod
    def at(cls, address: str, *, to: str, sender: str, password: str, link: Callable[[str], str] | None = None) -> Mail:
        """The desk behind an address like `smtp+starttls://user@host:587`.

        Raises:
            SettingError: `bad_smtp`, it is no such address, or would send the password where all can read it.
        """
        try:
            parts = urlsplit(address)
            host, port = parts.hostname, parts.port or PORTS[parts.scheme]
        except (KeyError, ValueError):
            parts, host, port = urlsplit(""), None, 0
        if not host or parts.password:
            form = "smtp+starttls://user@host:587, smtps://user@host:465 or smtp://host:25"
            raise SettingError("bad_smtp", f"UNSTUCK_SMTP must be like {form}, with the password in its own variable.")
        if parts.username and parts.scheme == "smtp":
            raise SettingError("bad_smtp", "UNSTUCK_SMTP would send its password in the clear: use smtp+starttls://.")
        user = unquote(parts.username or "")
        return cls(tuple(to.split()), sender, parts.scheme, host, port, user, password, link)

    def deliver(self, told: DeskNotice) -> str:
        """Send one notice; says who was refused, if only some were. Raises DeskError."""
        return self.send(self._message(told), self.to)

    def send(self, mail: EmailMessage, to: Sequence[str]) -> str:
        """Send a mail; says who was refused, if only some were. Raises DeskError."""
        try:
            with self._connect() as server:
                if self.user:
                    server.login(self.user, self.password)
                refused = server.send_message(mail, self.sender, list(to))
        except smtplib.SMTPRecipientsRefused as error:
            raise _failure(max(code for code, _ in error.recipients.values())) from error
        except smtplib.SMTPResponseException as error:
            raise _failure(error.smtp_code) from error
        except OSError as error:
            raise DeskError("desk_failed", f"The mail server did not answer ({type(error).__name__}).") from error
        return f"not taken for {', '.join(refused)}" if refused else ""

    def _connect(self) -> smtplib.SMTP:
        if self.scheme == "smtps":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=ssl.create_default_context())
        server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        if self.scheme == "smtp+starttls":
            try:
                server.starttls(context=ssl.create_default_context())
            except BaseException:
                server.close()
                raise
        return server

    def _message(self, told: DeskNotice) -> EmailMessage:
        """The mail. A second try carries the same Message-ID, by which mailboxes drop what they have already."""
        mail = EmailMessage()
        opening = told.ticket.parts[0]
        mail["From"], mail["To"] = self.sender, ", ".join(self.to)
        mail["Subject"] = f"{'Re: ' if told.part is not opening else ''}[Unstuck] {told.title}"
        mail["Date"] = format_datetime(told.part.at)
        mail["Message-ID"] = self._id(told.part.id)
        if told.part is not opening:
            mail["In-Reply-To"] = mail["References"] = self._id(opening.id)
        mail["Auto-Submitted"] = "auto-generated"
        link = f"{self.link(told.ticket.number)}\n\n" if self.link else ""
        mail.set_content(f"{link}{describe(told.ticket)}\n")
        return mail

    def _id(self, part: str) -> str:
        return f"<{part}@{self.sender.rpartition('@')[2]}>"


def _failure(code: int) -> DeskError:
    """SMTP's own rule (RFC 5321): 5yz is a no, everything else may go well later."""
    return DeskError("desk_refused" if code >= 500 else "desk_failed", f"The mail server answered {code}.")

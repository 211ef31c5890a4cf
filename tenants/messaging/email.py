"""The e-mail channel: Django's mail backend, one connection for a batch."""

import re
import secrets
import smtplib
from contextlib import suppress
from email.policy import Compat32
from email.utils import formataddr
from functools import lru_cache

from django.core.mail import BadHeaderError, EmailMultiAlternatives, get_connection

from .channels import Message, Refused, Uncertain, Unreachable

# 450 and its kin say "not now"; from 500 on a repeat is useless (RFC 5321, section 4.2.1).
DEFINITE = 500
# A value of a header in which nothing needs an encoding: words with single spaces between them.
PLAIN_VALUE = re.compile(r"[!-~]+(?: [!-~]+)*")
# An address that needs no taking apart.
PLAIN_ADDRESS = re.compile(r"""[^@\s,;:<>()"\\]+@[^@\s,;:<>()"\\]+""")


class Mailer:
    """Sends messages over one connection, opened at the first: `with Mailer() as mailer: …`."""

    def __init__(self):
        self._connection = None

    def __enter__(self) -> "Mailer":
        return self

    def __exit__(self, *_):
        self._close()

    def send(self, message: Message) -> None:
        """Hand over to the mail server; returning means that it took charge of the message.

        Raises Refused, Unreachable or Uncertain.
        """
        connection = self._opened()
        mail = _mail(message, connection)
        try:
            connection.send_messages([mail])
        except BadHeaderError:
            raise Refused("message_refused") from None  # a name with a line break in it
        except ValueError:
            # Django cannot make an address of it, and would say so with the address in the text.
            raise Refused("address_refused") from None
        except smtplib.SMTPRecipientsRefused as error:
            raise _answer(next(iter(error.recipients.values()))[0], "address_refused") from None
        except smtplib.SMTPSenderRefused as error:
            raise _answer(error.smtp_code, "sender_refused") from None
        except smtplib.SMTPResponseException as error:
            raise _answer(error.smtp_code, "message_refused") from None
        except (smtplib.SMTPException, OSError):
            # The connection broke somewhere between greeting and answer: nobody knows.
            self._close()
            raise Uncertain from None

    def _opened(self):
        if self._connection is None:
            connection = get_connection(fail_silently=False)
            try:
                connection.open()
            except (smtplib.SMTPException, OSError):
                raise Unreachable from None
            self._connection = connection
        return self._connection

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        with suppress(smtplib.SMTPException, OSError):  # it may be gone already
            connection.close()


def _answer(code: int, reason: str) -> Exception:
    return Refused(reason) if code >= DEFINITE else Unreachable()


# Of the headers of a message most are those of the one before; none of these names a client.
ALIKE = frozenset(
    {
        "Auto-Submitted",
        "Content-Language",
        "Content-Transfer-Encoding",
        "From",
        "List-Unsubscribe-Post",
        "MIME-Version",
    }
)


LINE = 76  # characters of a header that fit on its first line


class _Folding(Compat32):
    """The library's own policy, which writes what fits on a line as it is, and remembers how it
    wrote headers that are alike."""

    def fold_binary(self, name, value):
        """The header as bytes, its lines folded."""
        if isinstance(value, str):
            if len(name) + len(value) < LINE and PLAIN_VALUE.fullmatch(value):
                return f"{name}: {value}{self.linesep}".encode()
            if name in ALIKE:
                return _folded(name, value, self.linesep)
        return super().fold_binary(name, value)


@lru_cache(maxsize=256)
def _folded(name: str, value: str, linesep: str) -> bytes:
    return Compat32(linesep=linesep).fold_binary(name, value)


class _Mail(EmailMultiAlternatives):
    """A message of which hundreds leave at once: what Django and the library do anew for each of
    them, and need not, is done once or not at all (docs/performance.md)."""

    def recipients(self):
        """For the envelope: in two parts where that is plain, so that nothing is taken apart."""
        return [
            ("", address) if PLAIN_ADDRESS.fullmatch(address) else address
            for address in super().recipients()
        ]

    def message(self, **options):
        """The message as Django makes it, its parts parted by 128 random bits."""
        made = super().message(**options)
        made.set_boundary(f"=_{secrets.token_hex(16)}")
        made.policy = _FOLDING
        return made


_FOLDING = _Folding()


def _mail(message: Message, connection) -> EmailMultiAlternatives:
    # For the envelope in two parts as well: Django would take the header apart to find them.
    sender = (message.sender_name, message.sender_address)
    headers = {
        "From": formataddr(sender),
        "Message-ID": f"<{message.key}@{message.host}>",
        "Content-Language": message.language,
        "Auto-Submitted": "auto-generated",  # no out-of-office comes back (RFC 3834)
    }
    if message.stop_address:
        headers["List-Unsubscribe"] = f"<{message.stop_address}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail = _Mail(
        message.subject,
        message.text,
        sender,
        [message.recipient],
        headers=headers,
        connection=connection,
    )
    mail.attach_alternative(message.html, "text/html")
    return mail

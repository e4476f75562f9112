"""E-mail: .eml by the standard library, .msg by python-oxmsg. HTML is shown as plain text and nothing is fetched.

Runs in the reading process only.
"""

from __future__ import annotations

import email
import email.message
import email.policy
import struct
from collections.abc import Iterator
from typing import Any

from hsdclient.reading import measures
from hsdclient.reading.cleaning import one_line
from hsdclient.reading.facts import Attached, Facts
from hsdclient.reading.formats import html
from hsdclient.reading.formats.opened import Opened, Stopped
from hsdclient.reading.formats.text import decoded

_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_DEEPEST = 5
_PARTS = 5_000
_LONGEST_HEADER = 10_000


class Mail(Opened):
    """A mail: one page of text, with the mails that are enclosed in it, and its attachments."""

    def __init__(self, facts: Facts, text: str, enclosed: list[bytes]) -> None:
        super().__init__(facts)
        self._text = text
        self._enclosed = enclosed

    def texts(self) -> Iterator[str]:
        heads = [f"{name}: {value}" for name, value in self.facts.headers]
        names = [one.name for one in self.facts.attachments]
        yield "\n".join([*heads, "", self._text, "", *names])

    def attachment(self, index: int) -> bytes:
        if not 0 <= index < len(self._enclosed):
            raise Stopped("no_attachment")
        return self._enclosed[index]


def from_eml(content: bytes) -> Mail:
    """A mail in its Internet form."""
    try:
        message = email.message_from_bytes(content, policy=email.policy.compat32)
        taken = _Taken()
        taken.message(message, 0)
    except RecursionError as error:
        raise Stopped("bomb") from error
    facts = Facts(
        "mail", "message/rfc822", ".eml", "read", "", 1, tuple(sorted(taken.warnings)),
        headers=_headers(message), attachments=tuple(taken.attached),
    )  # fmt: skip
    return Mail(facts, "\n".join(taken.texts), taken.enclosed)


class _Taken:
    """What a walk over the parts of a mail brings home."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.attached: list[Attached] = []
        self.enclosed: list[bytes] = []
        self.warnings: set[str] = set()
        self._parts = 0

    def message(self, message: email.message.Message, depth: int) -> None:
        """Take the parts of `message`, which lies `depth` mails deep."""
        self._parts += 1
        if self._parts > _PARTS or depth > 4 * _DEEPEST:
            raise Stopped("bomb")
        kind = message.get_content_type()
        if kind == "message/rfc822":
            self._enclosed_mail(message, depth)
        elif message.is_multipart():
            parts = [part for part in message.get_payload() if isinstance(part, email.message.Message)]
            if kind == "multipart/alternative":
                for part in parts:
                    if part.get_content_type() == "text/html":  # not shown, and yet another program would run it
                        self.warnings.update(html.shown(decoded(_payload(part), _charset(part)) or "")[1])
                parts = _preferred(parts)
            for part in parts:
                self.message(part, depth + 1)
        elif kind.startswith("text/") and message.get_content_disposition() != "attachment" and not _name(message):
            self._body(kind, message)
        else:
            self._attach(_name(message), kind, _payload(message))

    def _body(self, kind: str, message: email.message.Message) -> None:
        text = decoded(_payload(message), _charset(message)) or ""
        if kind == "text/html":
            text, found = html.shown(text)
            self.warnings.update(found)
        self.texts.append(text)

    def _enclosed_mail(self, message: email.message.Message, depth: int) -> None:
        inner = message.get_payload()
        one = inner[0] if isinstance(inner, list) and inner else None
        if not isinstance(one, email.message.Message):
            return
        headers = dict(_headers(one))
        self._attach(f"{headers.get('Subject', 'mail')}.eml", "message/rfc822", one.as_bytes())
        if depth < _DEEPEST:
            inside = _Taken()
            inside._parts = self._parts
            inside.message(one, depth + 1)
            self._parts = inside._parts
            self.warnings |= inside.warnings
            self.texts += ["", *(f"> {name}: {value}" for name, value in headers.items()), *inside.texts]

    def _attach(self, name: str, kind: str, content: bytes) -> None:
        if len(self.attached) < measures.ATTACHMENTS:
            self.attached.append(Attached(one_line(name, measures.NAME), one_line(kind, 100), len(content)))
            self.enclosed.append(content)


def _preferred(parts: list[email.message.Message]) -> list[email.message.Message]:
    """Of a multipart/alternative: the plain text when it says anything, else the last, which is the richest."""
    plain = [part for part in parts if part.get_content_type() == "text/plain" and _payload(part).strip()]
    return plain[:1] or parts[-1:]


def _payload(message: email.message.Message) -> bytes:
    try:
        content = message.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        content = None
    return content if isinstance(content, bytes) else b""


def _charset(message: email.message.Message) -> str:
    try:
        return message.get_content_charset("") or ""
    except (ValueError, LookupError):
        return ""


def _name(message: email.message.Message) -> str:
    try:
        return _words(message.get_filename("") or "")
    except (ValueError, LookupError, TypeError):
        return "attachment"


def _words(value: Any) -> str:
    """A header's value with its encoded words decoded."""
    from email.header import decode_header, make_header

    told = str(value)[:_LONGEST_HEADER]
    try:
        return str(make_header(decode_header(told)))
    except (ValueError, LookupError, TypeError, IndexError, AssertionError):
        return told.encode("utf-8", "replace").decode("utf-8", "replace")


def _headers(message: email.message.Message) -> tuple[tuple[str, str], ...]:
    told = []
    for name in _HEADERS:
        try:
            values = message.get_all(name) or []
        except (ValueError, LookupError, TypeError):
            continue
        text = one_line(", ".join(_words(value) for value in values[:50]), measures.NAME)
        if text:
            told.append((name, text))
    return tuple(told)


def from_msg(content: bytes) -> Mail:
    """A mail as Outlook saves it."""
    import oxmsg

    try:
        message = oxmsg.Message.load(content)
        text = message.body or ""
        found: tuple[str, ...] = ()
        if page := _quietly(lambda: message.html_body):
            seen, found = html.shown(str(page))
            text = text if text.strip() else seen
        attached, enclosed = [], []
        for one in list(message.attachments)[: measures.ATTACHMENTS]:
            inside = _quietly(lambda one=one: one.file_bytes) or b""
            name = one_line(str(_quietly(lambda one=one: one.file_name) or "attachment"), measures.NAME)
            kind = one_line(str(_quietly(lambda one=one: one.mime_type) or ""), 100)
            attached.append(Attached(name, kind or "application/octet-stream", len(inside)))
            enclosed.append(bytes(inside))
        headers = _outlook_headers(message)
    except (OSError, ValueError, KeyError, LookupError, AttributeError, struct.error, AssertionError) as error:
        raise Stopped("damaged") from error
    facts = Facts(
        "mail", "application/vnd.ms-outlook", ".msg", "read", "", 1, found, headers=headers, attachments=tuple(attached)
    )
    return Mail(facts, text, enclosed)


def _quietly(get: Any) -> Any:
    """What `get` finds; None when that property is broken or not there."""
    try:
        return get()
    except (OSError, ValueError, KeyError, LookupError, AttributeError, struct.error, AssertionError):
        return None


def _outlook_headers(message: Any) -> tuple[tuple[str, str], ...]:
    own = {name.lower(): value for name, value in (_quietly(lambda: message.message_headers) or {}).items()}
    people = _quietly(lambda: [str(one.email_address or one.name) for one in message.recipients]) or []
    sent = _quietly(lambda: message.sent_date)
    values = {
        "From": _quietly(lambda: message.sender) or own.get("from"),
        "To": own.get("to") or ", ".join(people),
        "Cc": own.get("cc"),
        "Date": own.get("date") or (sent.strftime("%Y-%m-%d %H:%M UTC") if sent else ""),
        "Subject": _quietly(lambda: message.subject) or own.get("subject"),
    }
    told = ((name, one_line(_words(value or ""), measures.NAME)) for name, value in values.items())
    return tuple((name, value) for name, value in told if value)

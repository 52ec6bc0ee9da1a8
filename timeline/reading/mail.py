"""Mail (``.eml``), and pages that a browser saved as one file (``.mht``): the text or the page in them."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart

import msgspec

from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.reading import stamp
from timeline.reading.decode import decode
from timeline.reading.html import read_html
from timeline.reading.story import Claim, Story
from timeline.reading.text import read_text

SAVED_PAGES = frozenset({"mht", "mhtml"})
_SENT_ON = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)


def read_mail(data: bytes, config: Config, where: str) -> list[Story | Diagnostic]:
    """The story that a mail holds. What its own head says comes first; the mail's subject and day fill what is left.

    A story that was sent on is older than the mail, and a mail's dateline ("CAIRO, Dec 9") takes its year from it.
    """
    message = _message(data)
    found, others = _read(message, ("plain", "html"), config, where)
    sent = _head(message, "date")
    claim = [Claim(source="metadata", stamp=stamp.whole(sent, config.date_order))] if sent else []
    sender = re.sub(r"\s*<[^>]*>", "", _head(message, "from")).strip(' "')
    return [
        story
        if isinstance(story, Diagnostic)
        else msgspec.structs.replace(
            story,
            title=story.title or _SENT_ON.sub("", _head(message, "subject")),
            byline=story.byline or sender or None,
            claims=(*story.claims, *claim),
        )
        for story in (*found, *others)
    ]


def read_saved_page(data: bytes, config: Config, where: str) -> list[Story | Diagnostic]:
    """The page in an archive of one; the day of the archive is that of saving, and dates nothing."""
    message = _message(data)
    found, _ = _read(message, ("html", "plain"), config, where)
    url = _head(message, "snapshot-content-location") or _head(message, "content-location")
    return [
        story
        if isinstance(story, Diagnostic)
        else msgspec.structs.replace(
            story,
            title=story.title or _head(message, "subject"),
            url=story.url or (url if re.match(r"https?://", url) else None),
        )
        for story in found
    ]


def _message(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=policy.default)


def _head(message: EmailMessage, name: str) -> str:
    """A header's words; what cannot be parsed says nothing."""
    try:
        return " ".join(str(message.get(name) or "").split())
    except (
        ValueError,
        LookupError,
        AttributeError,
        IndexError,
        TypeError,
        OverflowError,
    ):  # what the parser raises for odd bytes
        return ""


def _read(
    message: EmailMessage, wanted: tuple[str, ...], config: Config, where: str
) -> tuple[list[Story | Diagnostic], list[Diagnostic]]:
    """The stories of the body, and what is attached to it."""
    try:
        part = message.get_body(wanted)
        attached = [part.get_filename() or "a file" for part in message.iter_attachments()]
        text = _text(part) if part else ""
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, OverflowError):
        part, attached, text = None, [], ""
    others = [Diagnostic(
        where=where, code="not-articles", message=f"what is attached to the mail was passed over: {', '.join(attached)}",
        hint="Save it beside the mail to have it read.", level="note",
    )] if attached else []  # fmt: skip
    if part is None or not text.strip():
        return [Diagnostic(
            where=where, code="no-text", message="there is no text in the mail", hint="Save its text, or what is attached to it.",
        )], others  # fmt: skip
    plain, _ = decode(text.encode("utf-8", "replace"), where)
    if part.get_content_subtype() == "html":
        return read_html(plain, config, where), others
    return read_text(plain, config, where), others


def _text(part: MIMEPart) -> str:
    """The text of a part. Where its letters are called Latin, or nothing, programs often err: they are read as a file's."""
    charset = part.get_content_charset()
    if charset not in (None, "us-ascii", "iso-8859-1"):
        try:
            return str(part.get_content(errors="replace"))
        except (LookupError, ValueError, AssertionError):
            charset = None
    payload = part.get_payload(decode=True)
    return decode(payload, "", charset)[0] if isinstance(payload, bytes) else ""

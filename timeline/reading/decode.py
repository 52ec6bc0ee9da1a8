"""Bytes → text: UTF-8 first, then what the bytes themselves say, then the best guess, always named."""

from __future__ import annotations

import codecs
import re

from timeline.errors import Diagnostic

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers read these names as (WHATWG Encoding).
_AS_ON_THE_WEB = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
}
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
)
# Control characters that no text holds (tab, line feed, vertical tab, form feed, carriage return, escape aside).
_CONTROL = bytes((*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_REMOVED = bytes((*range(9), 0x0B, *range(0x0E, 0x20), 0x7F))
# Those, and what stands between letters without being seen: soft hyphens, blanks of no width.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\xad\u200b\u2060\ufeff\ufffe\uffff]")


def kind_of_binary(data: bytes) -> str | None:
    """What the bytes are when they are no text, in words; ``None`` for text.

    >>> kind_of_binary(b"%PDF-1.4 ..."), kind_of_binary("Łódź".encode())
    ('a PDF', None)
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data.startswith(tuple(bom for bom, _ in _BOMS)) or _unmarked_utf_16(data):
        return None
    sample = data[:8192]
    if b"\x00" in sample:
        return "binary data"
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    return "binary data" if controls > len(sample) * 0.02 else None


def decode(data: bytes, where: str, charset: str | None = None) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text, with line ends as ``\\n`` and without control or unseen characters; a diagnostic where it was not UTF-8.

    >>> decode("déjà\\r\\nvu".encode("cp1252"), "a.txt")[1][0].code
    'wrong-encoding'
    >>> decode("on Sun\xadday".encode(), "a.txt")[0]
    'on Sunday'
    """
    text, found = to_the_letter(data, where, charset)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(data.translate(None, _REMOVED)) != len(data) or not text.isascii():
        text = _UNSEEN.sub("", text)
    return text, found


def to_the_letter(data: bytes, where: str, charset: str | None = None) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text as it stands, so that offsets in it count; a diagnostic as above."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), ()
            except UnicodeDecodeError:
                return data.decode(encoding, errors="replace"), (_guessed(where, encoding, damaged=True),)
    if unmarked := _unmarked_utf_16(data):
        return data.decode(unmarked, errors="replace"), (_guessed(where, unmarked),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        if charset:  # what a page says of itself is believed, and is no fault
            try:
                return data.decode(_AS_ON_THE_WEB.get(charset.lower(), charset)), ()
            except (UnicodeDecodeError, LookupError):
                pass
        # One cut character at the end is a cut file, not another encoding.
        if error.start >= len(data) - 3:
            return data.decode("utf-8", errors="replace"), (_guessed(where, "utf-8", damaged=True),)
    encoding = "cp1252" if _is_western(data) else _detected(data)
    try:
        return data.decode(encoding), (_guessed(where, encoding),)
    except (UnicodeDecodeError, LookupError):
        return data.decode("utf-8", errors="replace"), (_guessed(where, "utf-8", damaged=True),)


_BLANK = frozenset(" \n")


def _unmarked_utf_16(data: bytes) -> str | None:
    """UTF-16 that does not say so: what it has of ASCII has zero bytes on one side, and it reads as text.

    >>> _unmarked_utf_16("On 11 December".encode("utf-16-le")), _unmarked_utf_16("Łódź, 2016".encode("utf-16-be"))
    ('utf-16-le', 'utf-16-be')
    >>> _unmarked_utf_16(b"On 11 December"), _unmarked_utf_16(bytes(range(256)) * 4)
    (None, None)
    """
    sample = data[:8192]
    if b"\0" not in sample:
        return None
    sides = sample[::2].count(0), sample[1::2].count(0)
    if min(sides) > 0 or max(sides) < len(sample) / 40:
        return None
    encoding = "utf-16-be" if sides[0] else "utf-16-le"
    text = sample[: len(sample) & ~1].decode(encoding, errors="replace")
    odd = sum(not (c.isprintable() or c.isspace()) or c == "\ufffd" for c in text)
    return encoding if odd <= len(text) / 100 and not _BLANK.isdisjoint(text) else None


def _is_western(data: bytes) -> bool:
    """Windows-1252 is believed where what is not ASCII is rare and stands as letters and quotation marks do."""
    try:
        text = data[: 1 << 16].decode("cp1252")
    except UnicodeDecodeError:
        return False
    odd = [c for c in text if not c.isascii()]
    fitting = sum(c in "‘’“”–—…€£§°«»¡¿éèêëàâäáãåæçñóòôöõøœúùûüíìîïßÉÈÀÂÄÖÜÇÑÓÁÍÅØÆ·•\xa0´½¼¾" for c in odd)
    return len(odd) <= len(text) * 0.12 and fitting >= len(odd) * 0.9


def _detected(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 1 << 16]).best()
    return best.encoding if best else "cp1252"


def _guessed(where: str, encoding: str, *, damaged: bool = False) -> Diagnostic:
    name = {"cp1252": "Windows-1252", "utf_8": "UTF-8", "utf-8": "UTF-8"}.get(encoding, encoding.upper())
    message = (
        f"damaged {name} text: what could not be read is marked with \ufffd"
        if damaged
        else f"the text is not UTF-8; it was read as {name}"
    )
    return Diagnostic(where=where, code="wrong-encoding", message=message, hint="Save the file as UTF-8.")

"""One unit of input: the bytes of one file, or of one line of a JSON lines archive."""

from __future__ import annotations

import msgspec

FILE_LIMIT = 20 * 1024 * 1024
"""Bytes of one file that is read whole; larger ones are refused (JSON lines are streamed and have no such limit)."""

RECORD_LIMIT = 4 * 1024 * 1024
"""Bytes of one line of a JSON lines archive."""


ARCHIVE_LIMIT = 2 * 1024 * 1024 * 1024
"""Bytes of one zip archive when unpacked."""

MEMBER_LIMIT = 200_000
"""Files of one zip archive."""


class Row(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What ``dates.csv`` says of one file: its date, zone and source, as they stand there."""

    date: str = ""
    zone: str | None = None
    source: str | None = None


class Source(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Bytes and where they come from.

    ``path`` is relative to the folder that was walked, with ``/``, and for a member of an archive or a line of a
    JSON lines file says which: ``wire.zip/one.txt``, ``archive.jsonl:12``. ``id`` is the id of the article in it,
    made from the path; formats that hold several articles build on it. A ``Source`` holds everything that
    :func:`timeline.reading.read` looks at, so that with the configuration it is a complete cache key.
    """

    path: str
    data: bytes
    id: str
    line: int | None = None
    row: Row | None = None
    above: str = ""
    """The last names of the folder that was walked, for the patterns of configured sources."""

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def ending(self) -> str:
        """The file's ending in lower case, without the dot and without a ``.gz`` behind it; empty where there is none.

        >>> Source(path="a/b.XML.gz", data=b"", id="a/b").ending
        'xml'
        """
        name = self.name.lower().removesuffix(".gz")
        return name.rsplit(".", 1)[1] if "." in name else ""

"""``.docx`` and ``.pdf``: their text, read as plain text is. Both are optional extras."""

from __future__ import annotations

import io
import zipfile

from timeline.errors import Diagnostic, MissingExtraError

_PAGES = 2000
_UNPACKED = 100 * 1024 * 1024
_LIGATURES = {0xFB00 + n: letters for n, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
"""Type that was cast as one piece; no word list knows it."""


def docx_lines(data: bytes, where: str) -> list[str]:
    """The paragraphs of a Word document, an empty line after each; raises :class:`MissingExtraError`, ``ValueError``."""
    try:
        import docx
    except ImportError as error:
        raise _missing(where, "Word documents") from error
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _UNPACKED:
                raise ValueError("it unpacks to more than can be read")
        document = docx.Document(io.BytesIO(data))
        lines: list[str] = []
        for block in document.iter_inner_content():
            rows = (
                [block.text]
                if hasattr(block, "text")
                else [cell.text for row in block.rows for cell in row.cells]
            )
            for text in rows:
                lines += [*text.split("\n"), ""]
    except ValueError:
        raise
    except Exception as error:  # the library raises whatever the parts of a broken file make it raise
        raise ValueError(f"the Word document is damaged ({type(error).__name__})") from error
    return lines


def pdf_text(data: bytes, where: str) -> str:
    """The text of a PDF, a form feed between pages; raises :class:`MissingExtraError`, ``ValueError``."""
    try:
        import pypdf  # noqa: F401 - whether it is there
    except ImportError as error:
        raise _missing(where, "PDF files") from error
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = _pages_of(data)
    except ValueError:
        raise
    except Exception as error:  # as above; also its own DependencyError for ciphers
        raise ValueError(f"the PDF is damaged ({type(error).__name__})") from error
    return "\f".join(pages).translate(_LIGATURES)


def _pages_of(data: bytes) -> list[str]:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("the PDF is encrypted")
    if len(reader.pages) > _PAGES:
        raise ValueError(f"the PDF has {len(reader.pages)} pages; the limit is {_PAGES}")
    return [page.extract_text() for page in reader.pages]


def _missing(where: str, what: str) -> MissingExtraError:
    return MissingExtraError(Diagnostic(
        where=where, code="missing-extra", message=f"{what} need an optional extra",
        hint="Install it with: pip install 'timeline[documents]'",
    ))  # fmt: skip

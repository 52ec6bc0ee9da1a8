"""``dates.csv``: dates for many files at once (columns path, date, zone, source)."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from timeline.errors import Diagnostic
from timeline.reading.source import Row

NAME = "dates.csv"
_LIMIT = 32 * 1024 * 1024
_COLUMNS = {
    "path": "path", "file": "path", "filename": "path", "name": "path", "id": "path",
    "date": "date", "published": "date", "datetime": "date",
    "zone": "zone", "timezone": "zone", "tz": "zone", "source": "source", "publication": "source",
}  # fmt: skip


def rows(folder: Path) -> Mapping[str, Row]:
    """What a folder's ``dates.csv`` says of its files, by path; empty where there is none."""
    return Sidecar(folder, "").rows_of(folder)


class Sidecar:
    """The ``dates.csv`` files of a folder and its subfolders: the nearest one that names a file speaks for it."""

    def __init__(self, root: Path, prefix: str) -> None:
        self._root = root
        self._prefix = prefix
        self._known: dict[Path, dict[str, Row]] = {}
        self._lines: dict[tuple[Path, str], int] = {}
        self._used: set[tuple[Path, str]] = set()
        self._findings: list[Diagnostic] = []

    def row(self, file: Path) -> Row | None:
        """What is said of a file."""
        folder = file.parent
        while True:
            if rows := self.rows_of(folder):
                name = file.relative_to(folder).as_posix()
                if row := rows.get(name):
                    self._used.add((folder, name))
                    return row
            if folder in (self._root, folder.parent):
                return None
            folder = folder.parent

    def rows_of(self, folder: Path) -> dict[str, Row]:
        """The rows of one folder's file, read once."""
        if folder not in self._known:
            self._known[folder] = self._load(folder)
        return self._known[folder]

    def findings(self) -> list[Diagnostic]:
        """What was wrong in the files, and which rows name no file."""
        unused = [
            Diagnostic(
                where=self._where(folder), line=line, code="dates-csv", message=f"there is no article file “{name}”",
                hint="Correct the path (it counts from the folder of dates.csv) or remove the row.",
            )
            for (folder, name), line in self._lines.items()
            if (folder, name) not in self._used
        ]  # fmt: skip
        return self._findings + unused

    def _where(self, folder: Path) -> str:
        return self._prefix + (folder / NAME).relative_to(self._root).as_posix()

    def _load(self, folder: Path) -> dict[str, Row]:
        file = folder / NAME
        try:
            if not file.is_file() or file.stat().st_size > _LIMIT:
                return {}
            text = file.read_bytes().decode("utf-8-sig", errors="replace")
        except OSError:
            return {}
        first = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=first.count)
        found: dict[str, Row] = {}
        reader = csv.reader(io.StringIO(text), delimiter=delimiter)
        try:
            names = [_COLUMNS.get(name.strip().lower(), "") for name in next(reader, [])]
            if "path" not in names or "date" not in names:
                self._problem(
                    folder,
                    1,
                    "its first line does not name the columns path and date",
                    "Begin it with: path,date,zone,source",
                )
                return {}
            for cells in reader:
                values = {
                    name: cell.strip()
                    for name, cell in zip(names, cells, strict=False)
                    if name and cell.strip()
                }
                if not values:
                    continue
                path = values.pop("path", "").replace("\\", "/").removeprefix("./")
                if not path or "date" not in values:
                    self._problem(
                        folder, reader.line_num, "a row without path or date", "Fill the row or remove it."
                    )
                elif path in found:
                    self._problem(
                        folder,
                        reader.line_num,
                        f"a second row for “{path}”; the first stands",
                        "Keep one of them.",
                    )
                else:
                    found[path] = Row(**values)
                    self._lines[folder, path] = reader.line_num
        except csv.Error as error:
            self._problem(
                folder,
                reader.line_num,
                f"it cannot be read: {error}",
                "Save it as comma separated values in UTF-8.",
            )
        return found

    def _problem(self, folder: Path, line: int, message: str, hint: str) -> None:
        self._findings.append(
            Diagnostic(where=self._where(folder), line=line, code="dates-csv", message=message, hint=hint)
        )

"""``dates.csv``: dates for many files at once (columns path, date, zone, source)."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from timeline.errors import Diagnostic
from timeline.reading.source import Row
from timeline.reading.stamp import is_zone

NAME = "dates.csv"
_LIMIT = 32 * 1024 * 1024
_COLUMNS = {
    "path": "path", "file": "path", "filename": "path", "name": "path", "id": "path",
    "date": "date", "published": "date", "datetime": "date",
    "zone": "zone", "timezone": "zone", "tz": "zone", "source": "source", "publication": "source",
}  # fmt: skip


class Sidecar:
    """The ``dates.csv`` files of a folder and its subfolders: the nearest one that names a file speaks for it."""

    def __init__(self, root: Path, prefix: str) -> None:
        self._root = root
        self._prefix = prefix
        self._known: dict[str, dict[str, Row]] = {}  # by folder, "" or "a/b/"
        self._lines: dict[tuple[str, str], int] = {}
        self._used: set[tuple[str, str]] = set()
        self._findings: list[Diagnostic] = []

    def row(self, path: str) -> Row | None:
        """What is said of a file, by its path from the root."""
        folder = path[: path.rfind("/") + 1]
        while True:
            rows = self._known.get(folder)
            if rows is None:
                rows = self._known[folder] = self._load(folder)
            if rows and (row := rows.get(path[len(folder) :])):
                self._used.add((folder, path[len(folder) :]))
                return row
            if not folder:
                return None
            folder = folder[: folder.rfind("/", 0, -1) + 1]

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

    def _where(self, folder: str) -> str:
        return f"{self._prefix}{folder}{NAME}"

    def _load(self, folder: str) -> dict[str, Row]:
        file = self._root / folder / NAME
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
                    zone = values.get("zone")
                    if zone and not is_zone(zone):
                        self._problem(
                            folder,
                            reader.line_num,
                            f"no time zone is called “{zone}”",
                            "Write it as Asia/Damascus.",
                        )
                        del values["zone"]
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

    def _problem(self, folder: str, line: int, message: str, hint: str) -> None:
        self._findings.append(
            Diagnostic(where=self._where(folder), line=line, code="dates-csv", message=message, hint=hint)
        )

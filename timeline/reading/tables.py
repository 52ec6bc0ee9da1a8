"""Tables of articles, ``.csv`` and ``.tsv``: an article a row, its columns named as the fields of a record are."""

from __future__ import annotations

import csv
import io

from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.reading import fields
from timeline.reading.records import TEXTS, read_records
from timeline.reading.source import RECORD_LIMIT
from timeline.reading.story import Story


def read_table(text: str, config: Config, where: str, id: str) -> list[Story | Diagnostic]:
    """Each row as a story, called by the line that it begins on.

    >>> print(*read_table("date,toll\\n2016-12-11,3\\n", Config(), "tolls.csv", "tolls"))
    tolls.csv: the table has no column of texts (its columns: date, toll) (no-text). Name the column of the articles text.
    """
    first = text.split("\n", 1)[0]
    csv.field_size_limit(RECORD_LIMIT)
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    records: list[tuple[int, dict[str, str]]] = []
    try:
        names = [fields.key(name) for name in next(reader, [])]
        if TEXTS.isdisjoint(names):
            columns = ", ".join(filter(None, names[:6]))
            return [Diagnostic(where=where, code="no-text", message=f"the table has no column of texts (its columns: {columns})",
                               hint="Name the column of the articles text.")]  # fmt: skip
        begins = reader.line_num + 1
        for cells in reader:
            if said := {
                name: cell for name, cell in zip(names, cells, strict=False) if name and cell.strip()
            }:
                records.append((begins, said))
            begins = reader.line_num + 1
    except csv.Error as error:
        broken = Diagnostic(
            where=f"{where}:{reader.line_num}", code="bad-table", message=f"the rows from here on cannot be read: {error}",
            hint="Save the table as comma separated values again, or as JSON lines.",
        )  # fmt: skip
        return [*read_records(records, config, where, id), broken]
    if not records:
        return [
            Diagnostic(
                where=where,
                code="empty-file",
                message="there is no row in the table",
                hint="Fill it or remove it.",
            )
        ]
    return read_records(records, config, where, id)

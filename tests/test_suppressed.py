"""What a person suppressed stands in no file that goes out: no page, feed, export or list of changes."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from timeline.build import build, export, project
from timeline.publishing.exports import FORMATS

SEEDS = Path(__file__).parents[1] / "seeds"
DECISION = """
[[correction]]
article = "levant-wire/palmyra-falls"
exact = "the militants had overrun the northern districts on Wednesday morning"
suppress = true
"""
WORDS = (b"seizes Palmyra", b"overrun the northern districts", b"which captured Palmyra on Thursday")
"""The event's headline, and the words of two reports of it, the second within another statement."""


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    return tmp_path / "seeds"


def test_no_file_of_the_site_holds_it(sample: Path, tmp_path: Path) -> None:
    def made(out: str, since: Path | None = None) -> bytes:
        build(project([str(sample)], environ={}), tmp_path / out, since=since)
        return b"".join(path.read_bytes() for path in (tmp_path / out).rglob("*") if path.is_file())

    before = made("before")
    assert all(words in before for words in WORDS)
    with (sample / "corrections.toml").open("a") as file:
        file.write(DECISION)
    after = made("after", since=tmp_path / "before" / "timeline.json")
    assert not [words for words in WORDS if words in after]


@pytest.mark.parametrize("format_", FORMATS)
def test_no_export_holds_it(sample: Path, format_: str) -> None:
    def exported() -> bytes:
        _, chunks = export(project([str(sample)], environ={}), format_, [])
        data = b"".join(chunks)
        if not data.startswith(b"PK"):
            return data.replace(b"\r\n ", b"")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b"".join(map(archive.read, archive.namelist()))

    assert any(words in exported() for words in WORDS)
    with (sample / "corrections.toml").open("a") as file:
        file.write(DECISION)
    assert not [words for words in WORDS if words in exported()]

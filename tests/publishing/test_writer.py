"""A folder gets a site, keeps what did not change, and loses only what was written to it before."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from timeline.errors import OutputError
from timeline.publishing import write
from timeline.publishing.writer import nameless, put

SITE = [("index.html", b"one"), ("events/a/index.html", b"two"), ("feed.xml", b"three")]


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_second_writing_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert write(SITE, out).written == 3
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    again = write(SITE, out)
    assert (again.written, again.unchanged, again.removed) == (0, 3, 0)
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_only_what_changed_is_written_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write(SITE, out)
    done = write([("index.html", b"new"), ("feed.xml", b"three")], out)
    assert (done.written, done.unchanged, done.removed) == (1, 1, 1)
    assert names(out) == {"index.html", "feed.xml", ".timeline-manifest.json"}
    assert not (out / "events").exists()


def test_what_others_put_there_since_stays(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write(SITE, out)
    (out / "CNAME").write_text("example.org")
    (out / "events" / "note.txt").write_text("mine")
    write([("index.html", b"one")], out)
    assert names(out) == {"index.html", "CNAME", "events/note.txt", ".timeline-manifest.json"}


def test_a_file_becomes_a_folder_and_back(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write([("a", b"file")], out)
    write([("a/index.html", b"page")], out)
    assert names(out) == {"a/index.html", ".timeline-manifest.json"}
    write([("a", b"file")], out)
    assert names(out) == {"a", ".timeline-manifest.json"}


@pytest.mark.parametrize("linked", [True, False])
def test_what_is_in_an_open_file_is_published_as_it_is(
    linked: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    if not linked:  # as where no file can be without a name
        monkeypatch.setattr(os, "link", no_link)
    for said in (b"large", b"larger"):
        with nameless(tmp_path) as file:
            file.write(said)
            file.flush()
            write([("timeline.json", file)], out, keep=linked)
        assert (out / "timeline.json").read_bytes() == said
        assert (out / "timeline.json").stat().st_mode & 0o777 == 0o644
    assert names(out) == {"timeline.json", ".timeline-manifest.json"}


def no_link(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "no")


def code(fault: pytest.ExceptionInfo[OutputError]) -> str:
    return fault.value.diagnostics[0].code


def test_a_folder_that_is_not_ours_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError) as fault:
        write(SITE, tmp_path)
    assert code(fault) == "output-foreign"
    assert names(tmp_path) == {"thesis.txt"}


@pytest.mark.parametrize("place", ["/", "~"])
def test_roots_and_homes_are_refused(place: str) -> None:
    with pytest.raises(OutputError) as fault:
        write(SITE, Path(place).expanduser())
    assert code(fault) == "output-refused"


def test_the_input_is_never_the_output(tmp_path: Path) -> None:
    articles = tmp_path / "project" / "articles"
    articles.mkdir(parents=True)
    for out in (articles, articles.parent):
        with pytest.raises(OutputError) as fault:
            write(SITE, out, inputs=[articles])
        assert code(fault) == "output-refused"
    assert write(SITE, tmp_path / "project" / "site", inputs=[articles]).written == 3


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "site").symlink_to(elsewhere)
    with pytest.raises(OutputError) as fault:
        write(SITE, tmp_path / "site")
    assert code(fault) == "output-symlink"
    out = tmp_path / "out"
    write([("index.html", b"one")], out)
    (out / "events").symlink_to(elsewhere)
    with pytest.raises(OutputError):
        write(SITE, out)
    assert not any(elsewhere.iterdir())


def test_a_manifest_cannot_name_what_lies_outside(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write(SITE, out)
    precious = tmp_path / "precious.txt"
    precious.write_text("x")
    (out / ".timeline-manifest.json").write_text(
        f'{{"files": {{"../precious.txt": "", "{precious}": "", "index.html": ""}}}}'
    )
    write([("feed.xml", b"three")], out)
    assert precious.exists()
    assert not (out / "index.html").exists()


def test_a_broken_manifest_stops_the_build(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write(SITE, out)
    (out / ".timeline-manifest.json").write_text("{")
    with pytest.raises(OutputError) as fault:
        write([("index.html", b"x")], out)
    assert code(fault) == "output-manifest"


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "a\\b", "", ".timeline-manifest.json", "a//b"])
def test_a_page_cannot_stand_outside(path: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError) as fault:
        write([(path, b"x")], tmp_path / "site")
    assert code(fault) == "output-path"
    assert names(tmp_path) == set()


def test_two_pages_cannot_share_a_path(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as fault:
        write([("a", b"1"), ("a", b"2")], tmp_path / "site")
    assert code(fault) == "output-twice"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(OutputError) as fault:
        write(SITE, tmp_path / "locked" / "site")
    assert code(fault) == "output-unwritable"


def test_one_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "events.jsonl"
    target.write_text("the last one")
    target.chmod(0o640)

    def broken() -> Iterator[bytes]:
        yield b"half of "
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left") as caught:
        put(target, broken())
    assert caught.value.filename == str(target)
    assert [path.name for path in tmp_path.iterdir()] == ["events.jsonl"]
    assert target.read_text() == "the last one"
    put(target, [b"the ", b"next"])
    assert (target.read_text(), target.stat().st_mode & 0o777) == ("the next", 0o640)


def test_one_file_is_written_through_a_link_and_into_a_device(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target = tmp_path / "there" / "events.jsonl"
    target.write_text("the last one")
    (tmp_path / "link").symlink_to(target)
    put(tmp_path / "link", [b"the next"])
    assert (tmp_path / "link").is_symlink()
    assert target.read_text() == "the next"
    put(Path(os.devnull), [b"lost"])
    with pytest.raises(OSError, match="No space left"):
        put(Path("/dev/full"), [b"x" * 100_000])

"""Folders, archives, patterns, ``dates.csv``, standard input: what is found, in which order, and what is passed over."""

from __future__ import annotations

import gzip
import importlib
import io
import os
import zipfile
from pathlib import Path

import pytest

from tests.reading.samples import PROSE, RECORD, SAMPLES, TITLE
from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.reading import Source, read, walk
from timeline.reading.source import FILE_LIMIT, RECORD_LIMIT

module = importlib.import_module("timeline.reading.unpack")

TEXT = f"{TITLE}\n\n{PROSE}\n"


def tree(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def found(root: Path, config: Config | None = None) -> tuple[list[Source], list[Diagnostic]]:
    items = list(walk([root], config or Config()))
    return [item for item in items if isinstance(item, Source)], [
        item for item in items if isinstance(item, Diagnostic)
    ]


def paths(root: Path, config: Config | None = None) -> list[str]:
    return [source.path for source in found(root, config)[0]]


def test_nested_folders_in_a_fixed_order_and_ids_from_the_path(tmp_path: Path) -> None:
    tree(
        tmp_path,
        {"b.txt": "b", "a/z.md": "z", "a/2016/x.html": "x", "A.txt": "A", "posts/bridge/index.md": "i"},
    )
    sources, findings = found(tmp_path)
    assert [(source.path, source.id) for source in sources] == [
        ("A.txt", "A"), ("b.txt", "b"), ("a/z.md", "a/z"), ("a/2016/x.html", "a/2016/x"), ("posts/bridge/index.md", "posts/bridge"),
    ]  # fmt: skip
    assert findings == []


def test_the_same_output_wherever_the_folder_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files: dict[str, str | bytes] = {"a.txt": "a", "b/c.txt": "c"}
    one, other = tree(tmp_path / "one", files), tree(tmp_path / "far" / "other", files)
    monkeypatch.chdir(one)
    seen = [
        [(s.path, s.id, s.data) for s in found(root)[0]]
        for root in (one, other, Path(), Path("../far/other"))
    ]
    assert seen[0] == seen[1] == seen[2] == seen[3]


def test_two_files_of_one_name_get_two_ids(tmp_path: Path) -> None:
    tree(tmp_path, {"a.md": "a", "a.txt": "a"})
    assert [source.id for source in found(tmp_path)[0]] == ["a", "a-txt"]


def test_several_roots_are_told_apart_by_their_names(tmp_path: Path) -> None:
    tree(tmp_path, {"wire/1.txt": "x", "blog/1.txt": "x"})
    sources = [
        item for item in walk([tmp_path / "wire", tmp_path / "blog"], Config()) if isinstance(item, Source)
    ]
    assert [source.id for source in sources] == ["wire/1", "blog/1"]


@pytest.mark.parametrize(
    ("asked", "roots", "ids"),
    [
        (["wire/sub"], ["wire"], ["sub/1", "sub/2"]),
        (["wire/sub/1.txt", "wire/3.txt"], ["wire"], ["sub/1", "3"]),
        (["wire/sub/1.txt"], ["wire", "blog"], ["wire/sub/1"]),
        (["wire"], ["wire", "blog"], ["wire/3", "wire/sub/1", "wire/sub/2"]),
        (["wire/sub"], ["."], ["wire/sub/1", "wire/sub/2"]),
        (["other"], ["wire"], ["4"]),
        (["other/4.txt", "wire/3.txt"], ["wire/3.txt"], ["4", "3"]),
    ],
)
def test_a_part_of_a_project_is_called_as_in_the_whole(
    tmp_path: Path, asked: list[str], roots: list[str], ids: list[str]
) -> None:
    tree(tmp_path, {"wire/sub/1.txt": "x", "wire/sub/2.txt": "x", "wire/sub/no.txt": "x", "wire/3.txt": "x", "blog/1.txt": "x"})  # fmt: skip
    tree(
        tmp_path,
        {"other/4.txt": "x", "wire/dates.csv": "path,date\nsub/1.txt,2016-12-11\n3.txt,2016-12-12\n"},
    )
    given, whole = ([tmp_path / name for name in names] for names in (asked, roots))
    items = list(walk(given, Config(exclude=("/sub/no.txt", "/wire/sub/no.txt")), roots=[*map(str, whole)]))
    assert [item.id for item in items if isinstance(item, Source)] == ids
    dated = [item for item in items if isinstance(item, Source) and item.id.endswith("sub/1") and item.row]
    assert len(dated) == sum(name.endswith("sub/1") for name in ids)


def test_what_is_no_article_is_passed_over_and_counted(tmp_path: Path) -> None:
    tree(
        tmp_path,
        {
            "a.txt": "a",
            "x.png": b"\x89PNG",
            "y.png": b"\x89PNG",
            "s.css": "",
            "README.md": "",
            ".hidden": "",
            "b.txt~": "",
            "node_modules/x.md": "x",
            "timeline.toml": "",
            ".git/x.txt": "",
        },
    )
    sources, findings = found(tmp_path)
    assert [source.path for source in sources] == ["a.txt"]
    assert [(finding.code, finding.level) for finding in findings] == [("not-articles", "note")]
    assert "2 png, 1 css, 1 md" in findings[0].message


@pytest.mark.parametrize(
    ("exclude", "left"),
    [
        (("*.md",), ["a.txt", "drafts/c.txt"]),
        (("drafts/",), ["a.txt", "b.md"]),
        (("/a.txt",), ["b.md", "drafts/c.txt", "drafts/d.md"]),
        (("drafts/*", "!drafts/c.txt"), ["a.txt", "b.md", "drafts/c.txt"]),
        (("**/d.*",), ["a.txt", "b.md", "drafts/c.txt"]),
        (("articles/drafts/",), ["a.txt", "b.md"]),
    ],
)
def test_patterns_as_git_reads_them(tmp_path: Path, exclude: tuple[str, ...], left: list[str]) -> None:
    root = tree(tmp_path / "articles", {"a.txt": "a", "b.md": "b", "drafts/c.txt": "c", "drafts/d.md": "d"})
    assert paths(root, Config(exclude=exclude)) == left


def test_jekyll_and_hugo_folders_as_they_are(tmp_path: Path) -> None:
    jekyll = tree(
        tmp_path / "j",
        {
            "_config.yml": "",
            "_posts/2016-12-11-a.md": "a",
            "_layouts/x.html": "x",
            "_includes/y.html": "y",
            "_site/a.html": "a",
            "_drafts/d.md": "d",
        },
    )
    hugo = tree(
        tmp_path / "h",
        {
            "hugo.toml": "",
            "content/posts/a.md": "a",
            "layouts/x.html": "x",
            "public/a.html": "a",
            "archetypes/default.md": "x",
        },
    )
    assert paths(jekyll) == ["_drafts/d.md", "_posts/2016-12-11-a.md"]
    assert paths(hugo) == ["content/posts/a.md"]


def test_a_mailbox_holds_many_mails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FILE_LIMIT", 4000)
    mail = SAMPLES["mail.eml"].decode()
    quoted = mail + "\n>From then on nobody crossed.\n"
    box = f"From jane Sun Dec 11 20:54:00 2016\n{quoted}\nFrom x\n{'x' * 5000}\n\nFrom y\n{mail}".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("in/old.mbox", box)
    tree(tmp_path, {"wire.mbox": box, "sent.mbox/mbox": box, "box.mbox.gz": gzip.compress(box), "mail.zip": packed.getvalue()})  # fmt: skip
    sources, findings = found(tmp_path)
    assert [(source.path, source.id) for source in sources] == [
        (f"{path}/{number}.eml", f"{name}/{number}")
        for path, name in (
            ("box.mbox.gz", "box"), ("mail.zip/in/old.mbox", "mail/in/old"), ("wire.mbox", "wire"), ("sent.mbox/mbox", "sent.mbox/mbox"),
        )
        for number in (1, 3)
    ]  # fmt: skip
    assert {(finding.where, finding.code) for finding in findings} >= {("wire.mbox/2.eml", "too-large")}
    [article] = read(sources[0], Config()).articles
    assert (article.title, article.byline) == (TITLE, "Jane Doe")
    assert article.text.endswith("\nFrom then on nobody crossed.")


def test_compressed_files_and_archives(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2016/one.txt", TEXT)
        archive.writestr("lines.jsonl", RECORD + "\n" + RECORD)
        archive.writestr("../../escape.txt", TEXT)
        archive.writestr("__MACOSX/x.txt", TEXT)
        archive.writestr("picture.png", b"\x89PNG")
        archive.writestr("inner.zip", b"PK\x03\x04")
    tree(
        tmp_path,
        {
            "wire.zip": packed.getvalue(),
            "a.txt.gz": gzip.compress(TEXT.encode()),
            "l.jsonl.gz": gzip.compress(RECORD.encode()),
            "page.html.gz": gzip.compress(SAMPLES["page.html"]),
        },
    )
    sources, findings = found(tmp_path)
    assert [(source.path, source.id) for source in sources] == [
        ("a.txt.gz", "a"), ("l.jsonl.gz:1", "l:1"), ("page.html.gz", "page"),
        ("wire.zip/escape.txt", "wire/escape"), ("wire.zip/2016/one.txt", "wire/2016/one"),
        ("wire.zip/lines.jsonl:1", "wire/lines:1"), ("wire.zip/lines.jsonl:2", "wire/lines:2"),
    ]  # fmt: skip
    assert [(finding.where, finding.code) for finding in findings] == [
        ("wire.zip/inner.zip", "unreadable-file")
    ]
    assert read(sources[2], Config()).articles[0].title == TITLE


def test_a_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("x", TEXT)
        archive.writestr("one.txt", TEXT)
    # The name is cut to nothing in the central directory, as a damaged download has it.
    data = packed.getvalue()
    at = data.index(b"PK\x01\x02")
    nameless = data[:at] + data[at : at + 28] + b"\0\0" + data[at + 30 : at + 46] + data[at + 47 :]
    end = nameless.rindex(b"PK\x05\x06") + 12
    size = int.from_bytes(nameless[end : end + 4], "little") - 1
    nameless = nameless[:end] + size.to_bytes(4, "little") + nameless[end + 4 :]
    sources, findings = found(tree(tmp_path, {"wire.zip": nameless}))
    assert ([source.path for source in sources], findings) == (["wire.zip/one.txt"], [])


def test_a_damaged_member_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", TEXT * 50)
    data = bytearray(packed.getvalue())
    data[50:70] = b"\xff" * 20
    with zipfile.ZipFile(packed := io.BytesIO(bytes(data)), "a") as archive:
        archive.writestr("b.txt", TEXT)
    sources, findings = found(tree(tmp_path, {"wire.zip": packed.getvalue()}))
    assert [source.path for source in sources] == ["wire.zip/b.txt"]
    assert [(finding.where, finding.code) for finding in findings] == [("wire.zip/a.txt", "unreadable-file")]


def test_bombs_stay_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FILE_LIMIT", 1000)
    monkeypatch.setattr(module, "ARCHIVE_LIMIT", 3000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"a" * 2000)
        archive.writestr("b.txt", b"b" * 500)
        archive.writestr("c.txt", b"c" * 2000)
    tree(
        tmp_path,
        {"b.zip": packed.getvalue(), "a.txt.gz": gzip.compress(b"a" * 100_000), "big.txt": b"a" * 1001},
    )
    sources, findings = found(tmp_path)
    assert [source.path for source in sources] == ["b.zip/b.txt"]
    assert [(finding.where, finding.code) for finding in findings] == [
        ("a.txt.gz", "too-large"), ("b.zip/a.txt", "too-large"), ("b.zip", "too-large"), ("big.txt", "too-large"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt.gz", b"no gzip"),
        ("a.txt.gz", gzip.compress(TEXT.encode())[:-9]),
        ("a.jsonl.gz", gzip.compress((RECORD + "\n").encode() * 50)[:-20]),
        ("a.zip", b"no zip"),
        ("a.zip", b"PK\x03\x04" + b"\x00" * 30),
    ],
)
def test_damaged_archives_are_named(tmp_path: Path, name: str, data: bytes) -> None:
    _, findings = found(tree(tmp_path, {name: data}))
    assert [(finding.where, finding.code) for finding in findings] == [(name, "unreadable-file")]


def test_nothing_outside_of_the_folder_is_read(tmp_path: Path) -> None:
    root = tree(tmp_path / "in", {"a.txt": "a", "sub/b.txt": "b"})
    tree(tmp_path / "out", {"secret.txt": "s"})
    (root / "link.txt").symlink_to(tmp_path / "out" / "secret.txt")
    (root / "folder").symlink_to(tmp_path / "out")
    (root / "loop").symlink_to(root)
    (root / "inside.txt").symlink_to(root / "sub" / "b.txt")
    sources, findings = found(root)
    assert [source.path for source in sources] == ["a.txt", "inside.txt", "sub/b.txt"]
    assert sorted((finding.where, finding.code) for finding in findings) == [
        ("folder", "outside-folder"), ("link.txt", "outside-folder"), ("loop", "outside-folder"),
    ]  # fmt: skip


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    tree(tmp_path, {"a.txt": "a"})
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    sources, findings = found(tmp_path)
    assert [source.path for source in sources] == ["a.txt"]
    assert [(finding.where, finding.code) for finding in findings] == [
        ("gone.txt", "unreadable-file"),
        ("pipe.txt", "unreadable-file"),
    ]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    (finding,) = walk([tmp_path / "none"], Config())
    assert isinstance(finding, Diagnostic)
    assert (finding.code, finding.level) == ("not-found", "error")


# --- JSON lines and standard input ------------------------------------------------------------------------


def test_lines_are_streamed_and_a_monstrous_one_is_passed_over(tmp_path: Path) -> None:
    line = RECORD.encode() + b"\n"
    tree(tmp_path, {"a.jsonl": line + b'{"text": "' + b"x" * (RECORD_LIMIT + 10) + b'"}\n\n' + line})
    sources, findings = found(tmp_path)
    assert [source.path for source in sources] == ["a.jsonl:1", "a.jsonl:4"]
    assert [(finding.where, finding.code) for finding in findings] == [("a.jsonl:2", "too-large")]


def test_lines_are_not_held(tmp_path: Path) -> None:
    """The first article is there before the last line is: a reader that holds the file would wait for ever."""
    read_end, write_end = os.pipe()
    with os.fdopen(read_end, "rb") as stream:
        os.write(write_end, RECORD.encode() + b"\n" + RECORD.encode() + b"\n")
        first = next(walk(["-"], Config(), stdin=stream))
        os.close(write_end)
    assert isinstance(first, Source)
    assert (first.path, first.line) == ("-:1", 1)


@pytest.mark.parametrize(
    ("data", "expected"),
    [(TEXT.encode(), ["-"]), (b"\n" + RECORD.encode() + b"\n" + RECORD.encode(), ["-:1", "-:2"])],
)
def test_standard_input(data: bytes, expected: list[str]) -> None:
    sources = [item for item in walk(["-"], Config(), stdin=io.BytesIO(data)) if isinstance(item, Source)]
    assert [source.path for source in sources] == expected


def test_standard_input_has_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FILE_LIMIT", 100)
    (finding,) = walk(["-"], Config(), stdin=io.BytesIO(b"line\n" * 100))
    assert isinstance(finding, Diagnostic)
    assert finding.code == "too-large"


# --- dates.csv --------------------------------------------------------------------------------------------


def test_dates_csv_speaks_for_its_folder_and_those_below(tmp_path: Path) -> None:
    rows = "path,date,zone,source\na.txt,2016-12-11,Asia/Amman,Courier\nsub/b.txt,2016-12-12,,\nsub/c.txt,2016-12-13,,\n"
    tree(
        tmp_path,
        {
            "dates.csv": rows,
            "a.txt": TEXT,
            "sub/b.txt": TEXT,
            "sub/c.txt": TEXT,
            "sub/dates.csv": "file;date\nc.txt;2017-01-01\n",
        },
    )
    sources, findings = found(tmp_path)
    articles = {source.path: read(source, Config()).articles[0] for source in sources}
    said = {path: article.anchor.moment.earliest for path, article in articles.items() if article.anchor}
    assert said == {"a.txt": "2016-12-11", "sub/b.txt": "2016-12-12", "sub/c.txt": "2017-01-01"}
    anchor = articles["a.txt"].anchor
    assert anchor
    assert (anchor.evidence.source, anchor.zone, articles["a.txt"].source) == (
        "dates.csv",
        "Asia/Amman",
        "Courier",
    )
    assert [(finding.where, finding.line) for finding in findings] == [("dates.csv", 4)]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("name,when\na.txt,2016-12-11\n", "columns path and date"),
        ("path,date\nb.txt,2016-12-11\na.txt,2016-12-11\n", "no article file “b.txt”"),
        ("path,date\na.txt,2016-12-11\na.txt,2016-12-12\n", "second row"),
        ("path,date\na.txt,2016-12-11\n,2016-12-12\n", "without path or date"),
    ],
)
def test_faults_of_dates_csv_are_named_with_their_line(tmp_path: Path, rows: str, says: str) -> None:
    _, findings = found(tree(tmp_path, {"dates.csv": rows, "a.txt": TEXT}))
    assert [(finding.where, finding.code) for finding in findings] == [("dates.csv", "dates-csv")]
    assert says in findings[0].message
    assert findings[0].line


def test_dates_csv_beside_a_single_file(tmp_path: Path) -> None:
    tree(tmp_path, {"dates.csv": "path,date\na.txt,2016-12-11\n", "a.txt": TEXT})
    (source,) = walk([tmp_path / "a.txt"], Config())
    assert isinstance(source, Source)
    assert source.row is not None


# --- sizes ------------------------------------------------------------------------------------------------


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(FILE_LIMIT + 1)
    sources, findings = found(tmp_path)
    assert sources == []
    assert [finding.code for finding in findings] == ["too-large"]

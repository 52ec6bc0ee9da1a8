"""Everything that takes bytes from outside, each as a function of bytes that must return, whatever they are.

A target may refuse its input with the errors it documents. Any other exception, or an answer that does not hold
together, is a fault. ``SEEDS`` are sound inputs that mutation starts from.
"""

from __future__ import annotations

import atexit
import io
import json
import shutil
import sqlite3
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from tests.reading.samples import SAMPLES, TEXT, docx, pdf
from tests.reading.test_never_crashes import holds_together
from timeline import config
from timeline.build import comparing
from timeline.build.documents import tag_documents
from timeline.build.extraction import Unit
from timeline.build.gathering import _known, encoded
from timeline.build.projects import project
from timeline.build.sharing import Shared
from timeline.chronology.blocks import KEYS, entries, put
from timeline.chronology.chronicle import chronicle
from timeline.chronology.corrections import parse_corrections
from timeline.chronology.diff import as_json, as_markdown, as_text, changes
from timeline.chronology.extract import extract
from timeline.chronology.ledger import Ledger, replay
from timeline.chronology.reconcile import reconcile, resolve, sides
from timeline.config import Config
from timeline.errors import ConfigError, CorrectionsError, Diagnostic, InputError, OutputError
from timeline.model import ArticleDigest
from timeline.publishing.writer import MANIFEST, write
from timeline.reading import Source, read, walk
from timeline.store import FILE_NAME, Store
from timeline.temporal import tag
from timeline.temporal.edtf import parse_edtf
from timeline.temporal.evaluation import evaluate, predictor, read_gold

Target = Callable[[bytes], None]

_FOLDER = Path(tempfile.mkdtemp(prefix="timeline-fuzz-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)


def _told(findings: tuple[Diagnostic, ...]) -> None:
    for finding in findings:
        assert finding.code
        assert finding.message
        assert finding.hint
        str(finding)


def reader(name: str, data: bytes) -> None:
    """One file under one name: articles that hold together, or findings."""
    reading = read(
        Source(path=name, data=data, id="x", line=1 if name.endswith(".jsonl") else None), Config()
    )
    assert reading.articles or reading.diagnostics
    _told(reading.diagnostics)
    for article in reading.articles:
        holds_together(article)


def packed(name: str, data: bytes) -> None:
    """An archive, walked and read."""
    path = _FOLDER / name
    path.write_bytes(data)
    for found in walk([path], Config()):
        if isinstance(found, Source):
            read(found, Config())
        else:
            _told((found,))


def sidecar(data: bytes) -> None:
    """``dates.csv`` beside an article."""
    folder = _FOLDER / "dated"
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_text(TEXT)
    (folder / "dates.csv").write_bytes(data)
    assert any(isinstance(found, Source) for found in walk([folder], Config()))


def settings(data: bytes) -> None:
    """``timeline.toml``, and each of its lines as ``--set`` and as a variable of the environment."""
    path = _FOLDER / "timeline.toml"
    path.write_bytes(data)
    lines = data.decode("utf-8", "replace").replace("\0", "").splitlines()
    given = {f"TIMELINE_{k.strip().upper()}": v for k, eq, v in (line.partition("=") for line in lines) if eq}
    for load in (
        partial(config.load, path),
        partial(config.load, settings=lines),
        partial(config.load, environ=given),
    ):
        try:
            load()
        except ConfigError as fault:
            assert fault.diagnostics
            _told(fault.diagnostics)


def _sample() -> tuple[ArticleDigest, ...]:
    made = []
    for article in read(Source(path="a.txt", data=TEXT.encode(), id="a"), Config()).articles:
        found = tuple(tag(article.text, "2016-12-11"))
        made.append(ArticleDigest(article=article, resolutions=found, mentions=extract(article, found)))
    return tuple(made)


_DIGESTS = _sample()


def decisions(data: bytes) -> None:
    """``corrections.toml``: refused with its faults, or applied; then changed, and merged with itself."""
    try:
        found = parse_corrections(data)
    except CorrectionsError as fault:
        assert fault.diagnostics
        _told(fault.diagnostics)
        with suppress(UnicodeDecodeError, CorrectionsError):
            sides(data.decode())
            resolve(data.decode(), "x")
        return
    for digest in _DIGESTS:
        found.article(digest.article)
    _told(chronicle(_DIGESTS, found, Config()).diagnostics)
    text = data.decode("utf-8-sig")
    changed = put(text, "correction", {"article": "a", "exact": "on Sunday"}, {"keep": True})
    parse_corrections(changed.encode())
    for table in KEYS:
        assert len(entries(changed, table)) >= len(entries(text, table))
    with suppress(CorrectionsError):
        reconcile("", text, changed)


def journal(data: bytes) -> None:
    """The journal of decisions, as a crash or a hand left it."""
    ledger = Ledger(_FOLDER / "corrections.toml")
    ledger.path.unlink(missing_ok=True)
    ledger.journal.write_bytes(data)
    try:
        ledger.undo()
        ledger.decide([("correction", {"article": "a", "exact": "on Sunday"}, {"keep": True})])
    except CorrectionsError as fault:
        _told(fault.diagnostics)
        return
    assert "on Sunday" in ledger.path.read_text()
    replay(ledger.history())


def cache(data: bytes) -> None:
    """The cache's file."""
    folder = _FOLDER / "cache"
    folder.mkdir(exist_ok=True)
    for old in folder.glob(f"{FILE_NAME.split('.')[0]}*"):
        old.unlink()
    (folder / FILE_NAME).write_bytes(data)
    store = Store(folder)
    store.get(b"k" * 20)
    store.put(b"n" * 20, b"new")
    store.close()
    _told(tuple(store.notes))


def cached(data: bytes) -> None:
    """A value of the cache: used only where it is whole."""
    _known(data, Shared())


def manifest(data: bytes) -> None:
    """The list of what was built in the output folder, changed by others."""
    out = _FOLDER / "site"
    write([("index.html", b"one")], out)
    (out / MANIFEST).write_bytes(data)
    try:
        write([("index.html", b"two")], out)
    except OutputError as fault:
        _told(fault.diagnostics)
        (out / MANIFEST).unlink()
        (out / "index.html").unlink()
    assert (_FOLDER / "timeline.toml").parent.is_dir(), "nothing outside the folder was removed"


def gold(name: str, data: bytes) -> None:
    """Gold annotations, scored."""
    path = _FOLDER / name
    path.write_bytes(data)
    try:
        report = evaluate(read_gold(path), predictor())
    except InputError as fault:
        _told(fault.diagnostics)
        return
    json.dumps(report.as_dict())


def records(data: bytes) -> None:
    """JSON lines for ``tag``."""
    found = project((), environ={})
    for tagged in tag_documents(["-"], found, jsonl=True, stdin=io.BytesIO(data)):
        _told(tagged.diagnostics)


def exported(data: bytes) -> None:
    """An export for ``diff``."""
    path = _FOLDER / "x.jsonl"
    path.write_bytes(data)
    found = comparing._exported(path)
    if found is not None:
        told = changes(found, found[::-1])
        as_json(told), as_text(told), as_markdown(told)


def phrases(data: bytes) -> None:
    """The engine on any text."""
    text = data.decode("utf-8", "replace")
    end = 0
    for found in tag(text, "2016-12-11"):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        end = found.end
        if found.edtf:
            parse_edtf(found.edtf)


def edtf(data: bytes) -> None:
    """EDTF: an interval, or a ValueError."""
    with suppress(ValueError):
        parse_edtf(data.decode("utf-8", "replace"))


# --- sound inputs -----------------------------------------------------------------------------------------


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b/page.html", SAMPLES["page.html"])
    return out.getvalue()


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo("a.txt")
        member.size = len(TEXT.encode())
        archive.addfile(member, io.BytesIO(TEXT.encode()))
    return out.getvalue()


def _cache() -> bytes:
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name))
        store.put(b"k" * 20, b"value")
        store.close()
        connection = sqlite3.connect(Path(name) / FILE_NAME)
        connection.execute("pragma wal_checkpoint(truncate)")
        connection.close()
        return (Path(name) / FILE_NAME).read_bytes()


def _unit() -> bytes:
    return encoded(Unit(digests=_DIGESTS))


def _journal() -> bytes:
    with tempfile.TemporaryDirectory() as name:
        ledger = Ledger(Path(name) / "corrections.toml")
        ledger.decide([("correction", {"article": "a", "exact": "x"}, {"value": "2016"})])
        ledger.decide([("event", {"id": "e"}, {"headline": "H", "date": "2016"})])
        ledger.undo()
        return ledger.journal.read_bytes()


_CORRECTIONS = b"""# ours
[[correction]]
article = "a"
exact = "The ferry ran again on Sunday"
value = "2016-12-11"   # by phone
headline = "The ferry runs"
merge = [{exact = "Repairs were promised last winter"}, {id = "x"}]
after = {exact = "nobody had come"}
because = "harbour log"
on = 2026-03-01

[[event]]
id = "e"
headline = "Opened"
date = "../1871~"

[[article]]
id = "a"
date = "2016-12-11T20:54"
zone = "Asia/Damascus"
genre = "news"
"""
_CONFIG = b"""title = "A"
base_url = "https://x.example/"
zone = "Asia/Damascus"
articles = ["a"]
search = false
embargo = "2017-03-01T06:00+01:00"
date_order = "DMY"
[check]
no-date = "error"
[[sources]]
name = "S"
paths = ["a/"]
"""
_TIMEML = b"""<?xml version="1.0"?><TimeML><DOCID>a</DOCID><DCT><TIMEX3 tid="t0" type="DATE" value="2016-12-11"
functionInDocument="CREATION_TIME">11 December</TIMEX3></DCT><TEXT>They <EVENT eid="e1">left</EVENT> on
<TIMEX3 tid="t1" type="DATE" value="2016-12-08">Thursday</TIMEX3>.</TEXT></TimeML>"""
_GOLD = b'{"id":"a","text":"They left on Thursday.","dct":"2016-12-11","timexes":[{"start":13,"end":21,"text":"Thursday","type":"DATE","value":"2016-12-08"}]}\n'
_EXPORT = b'{"id":"a","headline":"H","edtf":"2016","score":0.5,"aliases":["b"],"review":{"state":"accepted","by":"x"},"mentions":[{"id":"m","article":"a","timex":{"text":"Sunday"}}]}\n{"id":"c","headline":"I","mentions":[]}\n'
_WORDS = b"On Sunday, late last year, two days before 3 May 2017 at 18:20, every Monday of the 1990s, since March; by the end of Q3."

TARGETS: Mapping[str, tuple[Target, tuple[bytes, ...], int]] = {
    # name: (target, sound inputs, its part of a million)
    **{f"read {name}": (partial(reader, name), (data,), 15_000) for name, data in SAMPLES.items()},
    "read x.docx": (partial(reader, "x.docx"), (docx(),), 5_000),
    "read x.pdf": (partial(reader, "x.pdf"), (pdf([["A line of text."], ["Another."]]),), 5_000),
    "read unknown": (partial(reader, "noending"), tuple(SAMPLES.values()), 20_000),
    "x.zip": (partial(packed, "x.zip"), (_zip(),), 20_000),
    "x.tar": (partial(packed, "x.tar"), (_tar(),), 15_000),
    "dates.csv": (sidecar, (b"path,date,zone,source\na.txt,2016-12-11,Asia/Damascus,S\n",), 25_000),
    "timeline.toml": (settings, (_CONFIG,), 100_000),
    "corrections.toml": (decisions, (_CORRECTIONS, b'<<<<<<< a\n[[event]]\nid="a"\n=======\nid="b"\n>>>>>>> b\n'), 100_000),
    "journal": (journal, (_journal(),), 25_000),
    "cache": (cache, (_cache(),), 10_000),
    "cached": (cached, (_unit(),), 75_000),
    "manifest": (manifest, (b'{"files":{"index.html":"x"}}',), 25_000),
    "gold.tml": (partial(gold, "gold.tml"), (_TIMEML,), 75_000),
    "gold.jsonl": (partial(gold, "gold.jsonl"), (_GOLD,), 75_000),
    "tag": (records, (_GOLD,), 50_000),
    "diff": (exported, (_EXPORT,), 75_000),
    "phrases": (phrases, (_WORDS,), 50_000),
    "edtf": (edtf, (b"2016-12-11/2017~", b"../1984?", b"-0100-21", b"156X-12-25"), 50_000),
}  # fmt: skip

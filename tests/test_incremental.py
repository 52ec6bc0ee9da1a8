"""The law: an incremental build gives the bytes of a clean one, whatever happened before."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from timeline.build import Means, build, gathering, project, tell, unchanged
from timeline.build.sharing import Shared
from timeline.errors import TimelineError, WorkersError
from timeline.publishing.render import shipped

DECISIONS = (
    "suppress = true",
    "drop = true",
    "keep = true",
    "pin = true",
    'headline = "The port office"',
    "withdraw = true",
    "split = true",
    'value = "2016-12-11"',
    'kind = "planned"',
    'asserted_by = "the port at Tarn"',
    "merge = [THAT]",
    "after = THAT",
    "before = THAT",
)
PLACES = ("Corvale", "Dunmere", "Hest", "Tarn")
DAYS = ("Sunday", "Thursday", "March", "last year", "two weeks ago", "11 December 2016")
WORDS = st.tuples(
    st.sampled_from(PLACES), st.sampled_from(DAYS), st.sampled_from(("bridge", "port", "tower"))
)


def sentence(words):
    place, day, thing = words
    return f"The {thing} at {place} was closed {'on' if day.endswith('day') or day[0].isdigit() else 'in' if day == 'March' else ''} {day}, officials said.".replace(
        "  ", " "
    )


def article(name, words, stamp="2016-12-12"):
    text = " ".join(map(sentence, words))
    if name.endswith(".jsonl"):
        return json.dumps({"id": name[:-6], "date": stamp, "title": f"News of {name}", "text": text}) + "\n"
    return f"---\ntitle: News of {name}\ndate: {stamp}\n---\n{text}\n"


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


class Edits(RuleBasedStateMachine):
    """Somebody works on a project; now and then it is built."""

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp())
        self.articles = self.folder / "articles"
        self.articles.mkdir()
        self.decided = {}
        self.out = self.folder / "site"
        (self.folder / "timeline.toml").write_text('title = "T"\n')
        (self.articles / "first.md").write_text(article("first.md", [("Hest", "Sunday", "bridge")]))

    def teardown(self):
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    names = st.sampled_from(["a.md", "b.md", "sub/c.md", "d.jsonl"])

    @rule(
        name=names,
        words=st.lists(WORDS, min_size=1, max_size=3),
        stamp=st.sampled_from(["2016-12-12", "2017-01-03"]),
    )
    def write(self, name, words, stamp):
        path = self.articles / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(article(name, words, stamp))

    @rule(name=names)
    def delete(self, name):
        (self.articles / name).unlink(missing_ok=True)

    @rule(name=names, other=names)
    def rename(self, name, other):
        if (self.articles / name).exists() and name.endswith(".md") and other.endswith(".md"):
            (self.articles / other).parent.mkdir(exist_ok=True)
            (self.articles / name).rename(self.articles / other)

    @rule(title=st.sampled_from(["T", "U"]), order=st.sampled_from(["DMY", "MDY"]), full=st.booleans())
    def configure(self, title, order, full):
        (self.folder / "timeline.toml").write_text(
            f'title = "{title}"\ndate_order = "{order}"\nfull_text = {str(full).lower()}\n'
        )

    @rule(
        name=st.sampled_from(["first", "a", "b"]), stamp=st.sampled_from(["2016-12-19", "2015-01-01", None])
    )
    def correct(self, name, stamp):
        text = f'[[article]]\nid = "{name}"\ndate = "{stamp}"\nbecause = "the archive"\n' if stamp else ""
        self.decided["article"] = text
        self.write_decisions()

    @rule(which=st.integers(0, 30), other=st.integers(0, 30), how=st.sampled_from(DECISIONS))
    def decide(self, which, other, how):
        """Somebody decides about a statement."""
        try:
            told = tell(project([str(self.folder)])).chronology
        except TimelineError:
            return
        said = [mention for event in (*told.events, *told.undated) for mention in event.mentions]
        if not said:
            return
        one, second = said[which % len(said)], said[other % len(said)]
        named = f'{{article = "{second.article}", exact = "{second.quote}"}}'
        self.decided[which % 3] = (
            f'[[correction]]\narticle = "{one.article}"\nexact = "{one.quote}"\n{how.replace("THAT", named)}\nbecause = "a call"\n'
        )
        self.write_decisions()

    @rule()
    def take_back(self):
        """Somebody thinks better of everything."""
        self.decided.clear()
        self.write_decisions()

    def write_decisions(self):
        (self.folder / "corrections.toml").write_text("\n".join(self.decided.values()))

    @rule(word=st.sampled_from(["", "one", "two"]), searched=st.booleans())
    def dress(self, word, searched):
        """A project's own template, with the contexts as they were; the search may pass its pages over."""
        theme = self.folder / "templates"
        shutil.rmtree(theme, ignore_errors=True)
        if word:
            theme.mkdir()
            page = (shipped() / "article.html").read_text()
            page = page if searched else page.replace(" data-pagefind-body", "")
            (theme / "article.html").write_text(page.replace("<article ", f"<article data-look={word} "))

    @rule(which=st.integers(0, 40), how=st.sampled_from(["gone", "other"]))
    def meddle(self, which, how):
        """Somebody changes or removes a page of the site itself."""
        pages = sorted(self.out.rglob("*.html")) if self.out.exists() else []
        if pages:
            page = pages[which % len(pages)]
            page.unlink() if how == "gone" else page.write_bytes(page.read_bytes()[::-1])

    @rule(damage=st.sampled_from(["cut", "delete", "garbage"]))
    def damage_the_cache(self, damage):
        cache = self.folder / ".timeline-cache" / "extraction.sqlite3"
        if cache.exists():
            if damage == "delete":
                shutil.rmtree(cache.parent)
            elif damage == "cut":
                cache.write_bytes(cache.read_bytes()[: cache.stat().st_size // 2])
            else:
                cache.write_bytes(b"garbage" * 1000)

    @rule()
    def upgrade(self):
        gathering.program.cache_clear()
        real = gathering.program
        gathering.program = unchanged.program = lambda whole=False: b"another program"
        try:
            self.build_and_compare()
        finally:
            gathering.program = unchanged.program = real

    @rule()
    def build_and_compare(self):
        what = project([str(self.folder)])
        clean = self.folder / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        build(what, self.out, means=Means(cache=self.folder / ".timeline-cache"))
        build(what, clean)
        assert tree(self.out) == tree(clean)
        shutil.rmtree(clean)

    @precondition(lambda self: hasattr(self, "out") and self.out.exists())
    @rule()
    def build_twice(self):
        self.build_and_compare()
        before = {path: path.stat().st_mtime_ns for path in self.out.rglob("*")}
        build(project([str(self.folder)]), self.out, means=Means(cache=self.folder / ".timeline-cache"))
        assert before == {path: path.stat().st_mtime_ns for path in self.out.rglob("*")}

    @invariant()
    def nothing_of_ours_lies_among_the_articles(self):
        if hasattr(self, "articles"):
            assert not list(self.articles.rglob(".*"))


@pytest.mark.timeout(600)
class TestEdits(Edits.TestCase):
    settings = settings(
        max_examples=4, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
    )


@pytest.mark.soak
class TestManyEdits(Edits.TestCase):
    settings = settings(
        max_examples=300, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
    )


# --- processes --------------------------------------------------------------------------------------------


@pytest.fixture
def archive(tmp_path):
    """Enough for several batches."""
    folder = tmp_path / "archive"
    folder.mkdir()
    filler = (
        "The plain lay quiet, and the road along the river remained open to carts and lorries alike. " * 40
    )
    for number in range(160):
        words = [(PLACES[number % 4], DAYS[number % 6], "port")]
        (folder / f"{number:03}.md").write_text(
            article(f"{number:03}.md", words).rstrip() + f"\n\n{filler}\n"
        )
    return folder


def told(folder, **means):
    return tell(project([str(folder)]), means=Means(**means))


def test_the_number_of_processes_changes_nothing(archive):
    assert told(archive, jobs=1) == told(archive, jobs=3)


def test_the_cache_changes_nothing(archive, tmp_path):
    plain = told(archive)
    assert told(archive, cache=tmp_path / "cache", jobs=2) == plain
    assert told(archive, cache=tmp_path / "cache") == plain


def test_what_is_in_the_cache_is_not_made_again(archive, tmp_path, monkeypatch):
    told(archive, cache=tmp_path / "cache")
    made = []
    real = gathering.extract
    monkeypatch.setattr(
        gathering, "extract", lambda source, *rest: made.append(source.path) or real(source, *rest)
    )
    (archive / "007.md").write_text(article("007.md", [("Tarn", "Sunday", "tower")]))
    told(archive, cache=tmp_path / "cache")
    assert made == ["007.md"]


@pytest.mark.parametrize("change", ["title", "deck", "full_text", "noindex"])
def test_settings_that_reading_does_not_see_keep_the_cache(archive, tmp_path, monkeypatch, change):
    told(archive, cache=tmp_path / "cache")
    monkeypatch.setattr(gathering, "extract", None)  # calling it would fail
    value = "true" if change in ("full_text", "noindex") else "Other"
    tell(project([str(archive)], settings=[f"{change}={value}"]), means=Means(cache=tmp_path / "cache"))


def test_settings_that_reading_sees_do_not(archive, tmp_path):
    told(archive, cache=tmp_path / "cache")
    with_zone = project([str(archive)], settings=["zone=Asia/Damascus"])
    assert tell(with_zone, means=Means(cache=tmp_path / "cache")) == tell(with_zone)


def _pool(archive, jobs, monkeypatch):
    """Workers that are forked from here, so that what is patched here is patched there."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from timeline.chronology import Corrections

    config = project([str(archive)]).config

    def forked(self, jobs):
        setup = (gathering._ENCODER.encode(config), gathering._ENCODER.encode(Corrections()))
        context = multiprocessing.get_context("fork")
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=gathering._prepare, initargs=setup)

    monkeypatch.setattr(gathering._Workers, "_new_pool", forked)
    return gathering._Workers(config, Corrections(), jobs)


def _units(workers, archive):
    from timeline.reading import walk

    batch = gathering._Batch()
    for source in walk([str(archive)], project([str(archive)]).config):
        batch.add(source)
    workers._started = 5
    workers.start(batch)
    units = [gathering.decoded(value, Shared()) for value in workers.result(batch)]
    workers.close()
    return units


def test_a_process_that_dies_is_replaced_and_who_kills_it_is_named(archive, monkeypatch):
    """A poisoned article kills whichever process reads it; all others are read all the same."""
    real = gathering.extract

    def extract(source, *rest):
        if source.path == "150.md":
            os.kill(os.getpid(), signal.SIGKILL)
        return real(source, *rest)

    monkeypatch.setattr(gathering, "extract", extract)
    units = _units(_pool(archive, 2, monkeypatch), archive)
    assert [(finding.code, finding.where) for unit in units for finding in unit.found] == [
        ("worker-died", "150.md")
    ]
    assert sum(len(unit.digests) for unit in units) == 159


def _of_session(leader):
    """The processes of a session that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                state, _, _, session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
                if session == str(leader) and state != "Z":
                    found.append(int(entry.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="sessions are read from /proc")
def test_a_build_that_is_killed_leaves_no_process_behind(tmp_path):
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(900):
        day = f"{number % 28 + 1:02}"
        (articles / f"{number}.md").write_text(
            f"---\ndate: 2016-12-{day}\n---\n# Story {number}\n\n"
            + f"The dam at place {number} broke on Monday. In May {number} people had left it. " * 30
        )
    command = [sys.executable, "-m", "timeline", "build", str(articles), "-o", str(tmp_path / "site"), "-j2", "--no-cache", "-q"]  # fmt: skip
    build = subprocess.Popen(command, start_new_session=True)
    try:
        deadline = time.monotonic() + 60
        while len(_of_session(build.pid)) < 5 and build.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)  # the build, what tracks and forks for it, and two that read
        assert build.poll() is None
        build.kill()
        build.wait()
        while (left := _of_session(build.pid)) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not left
    finally:
        for pid in _of_session(build.pid):
            os.kill(pid, signal.SIGKILL)


def test_processes_that_cannot_start_are_given_up_at_once(archive, monkeypatch):
    """A script without a guard starts itself again in each process, which then ends: no article is to blame."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    started = []

    def ending(self, jobs):
        started.append(jobs)
        context = multiprocessing.get_context("fork")
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=os._exit, initargs=(1,))

    workers = _pool(archive, 2, monkeypatch)
    monkeypatch.setattr(gathering._Workers, "_new_pool", ending)
    with pytest.raises(WorkersError, match="no process can be started"):
        _units(workers, archive)
    assert started == [2, 1, 1]


def test_a_killed_process_is_retried_once(archive, monkeypatch, tmp_path):
    """Something else kills a process (the system, short of memory): nothing is lost and nobody is blamed."""
    real = gathering.extract

    def extract(source, *rest):
        if source.path == "150.md" and not (tmp_path / "killed").exists():
            (tmp_path / "killed").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return real(source, *rest)

    monkeypatch.setattr(gathering, "extract", extract)
    units = _units(_pool(archive, 2, monkeypatch), archive)
    assert [finding for unit in units for finding in unit.found] == []
    assert sum(len(unit.digests) for unit in units) == 160


def test_nothing_at_all_is_an_error(tmp_path):
    with pytest.raises(TimelineError, match="no article was found"):
        tell(project([str(tmp_path)]))


def test_a_build_says_once_that_its_cache_was_damaged(tmp_path):
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "a.txt").write_text(
        "Bridge shut\n\n11 December 2016\n\nThe bridge shut on Friday, the mayor said.\n"
    )
    cache = tmp_path / "cache"

    def said():
        made = build(project([str(tmp_path / "wire")]), tmp_path / "site", means=Means(cache=cache))
        return [finding.code for finding in made.diagnostics if finding.code.startswith("cache")]

    assert said() == []
    (cache / "extraction.sqlite3").write_bytes(b"garbage")
    assert said() == ["cache-set-aside"]
    assert said() == []


@pytest.mark.parametrize("held", [32_000_000, 100])
def test_a_build_reads_its_input_once_where_that_is_little(archive, tmp_path, monkeypatch, held):
    walking = sys.modules["timeline.reading.walk"]
    read = []
    real = walking.sources
    monkeypatch.setattr(unchanged, "HELD", held)
    monkeypatch.setattr(walking, "sources", lambda file, *rest: read.append(file) or real(file, *rest))
    what = project([str(archive)], settings=["search=false"])
    build(what, tmp_path / "site", means=Means(cache=tmp_path / "cache"))
    assert len(read) == (160 if held > 100 else 320)
    build(what, tmp_path / "clean")
    assert tree(tmp_path / "site") == tree(tmp_path / "clean")


class _Looking:
    """Somebody who looks at how far each stage is."""

    looks = True

    def __init__(self):
        self.stages = {}

    def stage(self, label, total=None):
        self.stages[label] = [total, 0]

    def advance(self, amount=1):
        next(reversed(self.stages.values()))[1] += amount


def test_what_lies_ahead_is_what_is_read(archive, tmp_path):
    (archive / "notes.draft").write_text("Nothing that is read.")
    watcher = _Looking()
    what = project([str(archive)], settings=["search=false", "exclude=*.draft"])
    build(what, tmp_path / "site", means=Means(cache=tmp_path / "cache", watcher=watcher))
    size = sum(path.stat().st_size for path in archive.glob("*.md"))
    assert watcher.stages["Reading"] == [size, size]

"""A build renders what is made from something else than before, and nothing else; what stands must be what was written."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from timeline.build import Means, build, project, unchanged
from timeline.publishing import entries, processes, search, shared
from timeline.publishing.exports import timelinejs
from timeline.publishing.render import Theme

NOTE = "{title}\n\n{day} December 2016\n\nThe {what} was closed on Thursday, the port office said. It had opened in March.\n"


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    for day, what in enumerate(("harbour", "bridge", "mill", "market", "quarry"), 9):
        (folder / f"{what}.txt").write_text(NOTE.format(title=f"News of the {what}", day=day, what=what))
    return folder


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    render = Theme.render

    def counting(self: Theme, template: str, context: object) -> bytes:
        names.append(template)
        return render(self, template, context)  # type: ignore[arg-type]

    monkeypatch.setattr(Theme, "render", counting)
    return names


def made(wire: Path, out: str, *, cached: bool = True, theme: Path | None = None) -> dict[str, bytes]:
    top = wire.parent
    given = project(
        [str(wire)], settings=("search=false", *((f"theme={theme}",) if theme else ())), environ={}
    )
    build(given, top / out, means=Means(cache=top / "cache" if cached else None))
    return {
        path.relative_to(top / out).as_posix(): path.read_bytes()
        for path in sorted((top / out).rglob("*"))
        if path.is_file()
    }


def test_an_edit_renders_the_pages_that_it_touches(wire: Path, rendered: list[str]) -> None:
    made(wire, "out")
    whole = len(rendered)
    rendered.clear()
    (wire / "mill.txt").write_text(NOTE.format(title="News of the mill", day=11, what="old mill"))
    assert made(wire, "out") == made(wire, "clean", cached=False)
    rendered.clear()
    (wire / "mill.txt").write_text(NOTE.format(title="News of the mill", day=11, what="new mill"))
    made(wire, "out")
    assert 0 < rendered.count("article.html") < 5
    assert len(rendered) < whole


def test_the_page_of_an_event_does_not_count_the_events_of_its_topics(
    wire: Path, rendered: list[str]
) -> None:
    """Else each event that is added to a topic would change the page of every other one."""
    told = "---\ntitle: The {what}\ndate: {day}\ntags: [ports]\n---\n\nThe {what} was closed today, the office said.\n"
    for number in range(8):
        (wire / f"port{number}.md").write_text(
            told.format(what=f"port of {number}", day=f"2016-11-0{number + 1}")
        )
    made(wire, "out")
    whole = rendered.count("event.html")
    rendered.clear()
    (wire / "quay.md").write_text(told.format(what="old quay", day="2016-10-01"))
    assert made(wire, "out") == made(wire, "clean", cached=False)
    rendered.clear()
    (wire / "quay.md").write_text(
        told.format(what="old quay", day="2016-10-02") + "The mole was opened in May 2015.\n"
    )
    after = made(wire, "out")
    assert b"tags/ports/" in after["tags/index.html"]
    assert rendered.count("event.html") < whole / 2


def test_an_upgrade_takes_nothing_over_from_what_it_wrote_before(
    wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even a piece of an export."""
    whole, plain = unchanged.program, timelinejs.escape
    with monkeypatch.context() as former:
        former.setattr(unchanged, "program", lambda whole=False: b"a former program")
        former.setattr(timelinejs, "escape", lambda words: plain(words).upper())
        shouted = made(wire, "out")["timelinejs.json"]
    assert unchanged.program is whole
    assert made(wire, "out") == made(wire, "clean", cached=False)
    assert b"HARBOUR" in shouted


@pytest.mark.parametrize("how", ["changed", "gone", "a link"])
def test_a_page_that_somebody_touched_is_made_again(wire: Path, how: str) -> None:
    before = made(wire, "out")
    page = wire.parent / "out" / "articles" / "harbour" / "index.html"
    assert page.exists()
    size = page.stat().st_size
    page.unlink()
    if how == "changed":
        page.write_bytes(b"x" * size)
    elif how == "a link":
        page.symlink_to(wire / "harbour.txt")
    (wire / "mill.txt").write_text((wire / "mill.txt").read_text() + "\n")
    after = made(wire, "out")
    assert after["articles/harbour/index.html"] == before["articles/harbour/index.html"]


def test_what_is_forgotten_is_made_again_and_the_same(wire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made(wire, "out", cached=False)
    monkeypatch.setattr(entries, "HELD", 1)
    monkeypatch.setattr(shared, "HELD", 1)
    assert made(wire, "clean", cached=False) == whole


def test_another_look_is_rendered_anew(wire: Path, rendered: list[str]) -> None:
    theme = wire.parent / "theme"
    theme.mkdir()
    (theme / "404.html").write_text("<p>gone</p>")
    made(wire, "out", theme=theme)
    (theme / "404.html").write_text("<p>nothing</p>")
    assert made(wire, "out", theme=theme)["404.html"] == b"<p>nothing</p>"


def test_the_search_index_is_made_again_for_what_is_searched_alone(
    wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def published(out: str, cache: str | None = "cache") -> dict[str, bytes]:
        build(
            project([str(wire)], environ={}),
            wire.parent / out,
            means=Means(cache=cache and wire.parent / cache),
        )
        files = (path for path in (wire.parent / out).rglob("*") if path.is_file())
        return {path.relative_to(wire.parent / out).as_posix(): path.read_bytes() for path in files}

    published("out")
    runs: list[Path] = []
    run = search._run
    monkeypatch.setattr(search, "_run", lambda root: (runs.append(root), run(root)))
    (wire / "empty.txt").write_text("")  # the page about the site says so
    after = published("out")
    assert not runs
    assert after == published("clean", None)
    runs.clear()
    (wire / "mill.txt").write_text(NOTE.format(title="News of the mill", day=11, what="old mill"))
    after = published("out")
    assert len(runs) == 1
    assert after == published("clean", None)
    (wire / "quarry.txt").unlink()
    assert published("out") == published("clean", None)


def test_what_a_killed_process_leaves_undone_is_done_here() -> None:
    here = os.getpid()

    def work(number: int) -> bytes:
        if number == 5 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return bytes([number])

    assert sorted(processes.each(30, work, jobs=2)) == [bytes([number]) for number in range(30)]


def test_a_fault_in_a_process_is_told_here() -> None:
    def work(number: int) -> bytes:
        if number == 7:
            raise ValueError("the seventh")
        return bytes([number])

    with pytest.raises(ValueError, match="the seventh"):
        list(processes.each(30, work, jobs=2))


EDITS = {
    "another article's title": lambda wire: _rewrite(wire / "mill.txt", "News of the mill", "Word of the mill"),
    "another date": lambda wire: _rewrite(wire / "mill.txt", "on Thursday", "on Wednesday"),
    "a date the article is dated by": lambda wire: _rewrite(wire / "mill.txt", "11 December", "8 December"),
    "one more report of an event": lambda wire: (wire / "other.txt").write_text((wire / "mill.txt").read_text() + "It was old.\n"),
    "an article gone": lambda wire: (wire / "mill.txt").unlink(),
    "a decision": lambda wire: (wire / "corrections.toml").write_text(
        '[[correction]]\narticle = "mill"\nexact = "on Thursday"\nvalue = "2016-12-01"\nbecause = "the port\'s log"\n'
    ),
    "words that nobody may read": lambda wire: (wire / "corrections.toml").write_text(
        '[[correction]]\narticle = "mill"\nexact = "on Thursday"\nsuppress = true\nbecause = "a court\'s order"\n'
    ),
    "a story that a later version tells": lambda wire: (wire / "mill-2.txt").write_text(
        (wire / "mill.txt").read_text().replace("News", "UPDATE 2-News") + "It was old.\n"
    ),
    "another article by the same name": lambda wire: ((wire / "more").mkdir(), shutil.copy(wire / "mill.txt", wire / "more" / "mill.md")),
    "an article that its source corrects": lambda wire: (wire / "news.txt").write_text(
        "News of the port\n\n20 December 2016\n\nThe quarry was closed on Thursday, the port office said. The mill burned on Friday.\n"
    ),
}  # fmt: skip


def _rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


@pytest.mark.parametrize("edit", EDITS)
def test_after_any_edit_the_site_is_what_a_clean_build_makes(wire: Path, edit: str) -> None:
    made(wire, "out")
    EDITS[edit](wire)
    assert made(wire, "out") == made(wire, "clean", cached=False)


def test_where_ranks_and_addresses_shift_the_site_is_what_a_clean_build_makes(tmp_path: Path) -> None:
    """Without one of its articles the sample ranks others higher, gives others pages of their own, tags others."""
    shutil.copytree(Path(__file__).parent.parent / "seeds", tmp_path / "seeds")
    sample = project([str(tmp_path / "seeds")], settings=("search=false",), environ={})

    def pages(out: str, cache: Path | None) -> dict[str, bytes]:
        build(sample, tmp_path / out, means=Means(cache=cache))
        files = (path for path in sorted((tmp_path / out).rglob("*")) if path.is_file())
        return {path.relative_to(tmp_path / out).as_posix(): path.read_bytes() for path in files}

    pages("out", tmp_path / "cache")
    articles = sorted(path for path in (tmp_path / "seeds" / "articles").rglob("*") if path.is_file())
    for gone in articles[:: len(articles) // 3]:
        gone.unlink()
        assert pages("out", tmp_path / "cache") == pages("clean", None)

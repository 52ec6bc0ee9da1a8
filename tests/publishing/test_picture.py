"""The picture for those who link to the site: the same everywhere, and nothing that its fonts cannot set."""

from __future__ import annotations

import struct
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from tests.publishing.extremes import EXTREMES
from timeline.config import Config
from timeline.publishing import picture, planned, site
from timeline.publishing.render import shipped

pytest.importorskip("resvg_py")
BASE = "https://example.org/"


def painted(name: str) -> bytes | None:
    chronology, digests, config = EXTREMES[name]()
    for path, make in planned(chronology, digests, replace(config, base_url=BASE)):
        if path == picture.PATH:
            return make()
    return None


@pytest.mark.parametrize("name", ["harbour", "arabic", "one", "lengths", "ages", "planned"])
def test_it_is_of_the_size_that_is_asked_for(name: str) -> None:
    data = painted(name)
    assert data and data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (1200, 630)
    assert data == painted(name)


def test_words_that_the_font_lacks_are_left_out_and_nothing_at_all_is_no_picture() -> None:
    assert picture.lines("العبارة والعاصفة", 72, 2) == ()
    chronology, digests, config = EXTREMES["nothing"]()
    files = site(chronology, digests, replace(config, base_url=BASE, search=False, title="العبارة"))
    assert picture.PATH not in dict(files)


def test_a_title_is_words_and_not_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[bytes] = []
    monkeypatch.setattr(picture, "painted", lambda svg, folders: drawn.append(svg) or b"")
    chronology, digests, config = EXTREMES["harbour"]()
    title = "</text><image href='x'/> & so on"
    for path, make in planned(chronology, digests, replace(config, base_url=BASE, title=title)):
        if path == picture.PATH:
            make()
    names = {element.tag.rpartition("}")[2] for element in ET.fromstring(drawn[0]).iter()}
    assert names == {"svg", "rect", "text", "path"}


def test_a_theme_draws_its_own(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "opengraph.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><rect width="9" height="9"/></svg>'
    )
    chronology, digests, config = EXTREMES["harbour"]()
    config = replace(config, base_url=BASE)
    made = dict(planned(chronology, digests, config, theme=tmp_path))
    assert made[picture.PATH]() != painted("harbour")


def test_a_build_says_that_the_painter_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from timeline.build import _left_out

    monkeypatch.setattr(picture, "available", lambda: False)
    assert "picture-left-out" in {finding.code for finding in _left_out(Config(base_url=BASE))}
    assert "picture-left-out" not in {finding.code for finding in _left_out(Config())}


def test_the_fonts_have_every_letter_that_is_set() -> None:
    assert sorted(path.name for path in (shipped() / "picture").glob("*.ttf")) == [
        "source-serif-4-regular.ttf",
        "source-serif-4-semibold.ttf",
    ]

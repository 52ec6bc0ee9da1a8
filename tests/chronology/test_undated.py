"""What cannot be dated is kept and listed, with the reason."""

from __future__ import annotations

from timeline.chronology import extract
from timeline.model import Article
from timeline.temporal import Tagger


def test_a_relative_time_in_an_article_without_a_date_gives_an_undated_mention() -> None:
    text = "The army left on Sunday. In May 2015 it had come."
    article = Article(id="a", path="a.txt", title="", text=text, blocks=())
    left, came = extract(article, Tagger().tag(text))
    assert (left.quote, left.when, left.edtf) == ("The army left on Sunday", None, None)
    assert "not known" in " ".join(left.why)
    assert came.edtf == "2015-05"

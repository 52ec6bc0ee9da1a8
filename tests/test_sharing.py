"""What articles have in common is held once, and changes nothing of what is read."""

from timeline.build.extraction import Means, extract, extract_all
from timeline.chronology import Corrections
from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.reading import walk

TEXT = "The bridge at {}\n\n2016-12-11\n\nThe bridge at {} fell on Monday, police said. It will be rebuilt in May.\n"


def test_what_two_articles_say_alike_is_held_once_and_equal_to_what_was_extracted(tmp_path):
    for name in ("Hest", "Tarn"):
        (tmp_path / f"{name}.txt").write_text(TEXT.format(name, name))
    one, two = extract_all([str(tmp_path)], Config(), Corrections(), Means())
    made = [
        extract(source, Config(), Corrections()).digests[0]
        for source in walk([str(tmp_path)], Config())
        if not isinstance(source, Diagnostic)
    ]
    assert [one, two] == made
    assert one.mentions
    for mention in (*one.mentions, *two.mentions):
        assert any(mention.timex is resolution for resolution in (*one.resolutions, *two.resolutions))
    for first, second in zip(one.mentions, two.mentions, strict=True):
        assert first.why is second.why
        assert first.when is second.when

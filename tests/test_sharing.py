"""What articles have in common is held once, and changes nothing of what is read."""

import msgspec

from timeline.build.extraction import Means, Unit, decoded, encoded, extract, extract_all
from timeline.build.sharing import Shared
from timeline.chronology import Corrections
from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.reading import walk

TEXT = "The bridge at {}\n\n2016-12-11\n\nThe bridge at {} fell on Monday, police said. It will be rebuilt in May.\n"


def test_what_two_articles_say_alike_is_held_once_and_equal_to_what_was_extracted(tmp_path):
    for name in ("Hest", "Tarn"):
        (tmp_path / f"{name}.txt").write_text(TEXT.format(name, name))
    one, two = (sealed.open() for sealed in extract_all([str(tmp_path)], Config(), Corrections(), Means()))
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


def test_what_is_kept_of_a_digest_is_all_of_it(tmp_path):
    """Also where a mention has words or an expression that its article does not have."""
    (tmp_path / "a.txt").write_text(TEXT.format("Hest", "Hest"))
    [source] = walk([str(tmp_path)], Config())
    [made] = extract(source, Config(), Corrections()).digests
    first, *rest = made.mentions
    assert first.timex is not None
    odd = msgspec.structs.replace(
        first, quote="other words", timex=msgspec.structs.replace(first.timex, rule="other")
    )
    for digest in (
        made,
        msgspec.structs.replace(made, mentions=(odd, *rest)),
        msgspec.structs.replace(made, mentions=()),
    ):
        [sealed] = decoded(encoded(Unit(digests=(digest,))), Shared()).digests
        assert sealed.bare == msgspec.structs.replace(digest, mentions=())
        assert sealed.open() == digest
        assert sealed.open() is sealed.open()

"""What articles have in common is held once, and changes nothing of what is read."""

import msgspec
import pytest

from timeline.build import gathering, project, tell
from timeline.build.extraction import Unit, extract, tagger
from timeline.build.gathering import Means, Memory, decoded, encoded, extract_all
from timeline.build.sharing import Shared
from timeline.chronology import Corrections, suppressed, weighed
from timeline.chronology.corrections import parse_corrections
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
    of_one = {mention.timex.start: mention.timex for mention in one.mentions if mention.timex}
    for mention in one.mentions:
        assert mention.timex is None or mention.timex is of_one[mention.timex.start]
    for first, second in zip(one.resolutions, two.resolutions, strict=True):
        assert (first.start, first.why) == (second.start, second.why)
        assert first.why is second.why and first.interval is second.interval
    for first, second in zip(one.mentions, two.mentions, strict=True):
        assert first.why is second.why
        assert first.when is second.when


def test_what_is_kept_of_a_digest_is_all_of_it(tmp_path):
    """Also where a mention has words, an expression, reasons or a date that its article does not have."""
    (tmp_path / "a.txt").write_text(TEXT.format("Hest", "Hest"))
    [source] = walk([str(tmp_path)], Config())
    [made] = extract(source, Config(), Corrections()).digests
    first, *rest = made.mentions
    assert first.timex is not None
    odd = msgspec.structs.replace(
        first, quote="other words", timex=msgspec.structs.replace(first.timex, rule="other")
    )
    said = first.timex.why
    others = (
        odd,
        msgspec.structs.replace(first, why=(*said, "and more")),
        msgspec.structs.replace(first, why=said[1:]),
        msgspec.structs.replace(first, why=()),
        msgspec.structs.replace(first, when=None, edtf=None),
        msgspec.structs.replace(first, edtf="2016-12"),
        msgspec.structs.replace(first, timex=None),
    )
    for digest in (
        made,
        *(msgspec.structs.replace(made, mentions=(other, *rest)) for other in others),
        msgspec.structs.replace(made, mentions=()),
    ):
        [sealed] = decoded(encoded(Unit(digests=(digest,))), Shared()).digests
        assert sealed.bare == msgspec.structs.replace(digest, mentions=())
        assert sealed.open() == digest
        assert sealed.open() is sealed.open()


def test_a_digest_has_its_mark_only_while_it_is_as_it_was_read(tmp_path):
    """What pages are made from is told by it: a text that was blacked out under an old mark would stay on its page."""
    file = tmp_path / "a.txt"
    file.write_text(TEXT.format("Hest", "Hest"))

    def read():
        [source] = walk([str(tmp_path)], Config())
        return extract(source, Config(), Corrections()).digests[0]

    made = read()
    assert made.mark == read().mark != b""
    decided = f'[[correction]]\nid = "{made.mentions[0].id}"\nsuppress = true\n'
    [hidden] = suppressed([made], parse_corrections(decided.encode()))
    assert hidden.article.text != made.article.text
    assert hidden.mark == b""
    file.write_text(TEXT.format("Hest", "Tarn"))
    assert read().mark != made.mark


def test_an_earlier_version_of_a_story_counts_and_is_known_without_being_looked_at_again(tmp_path):
    """It names the days that it named, though its weights were not made from its text again; and who stands for it is
    a part of what it is known by."""
    for number, day in enumerate(("2016-12-11", "2016-12-12")):
        text = TEXT.format("Hest", "Hest").replace("2016-12-11", day)
        (tmp_path / f"{number}.txt").write_text("UPDATE 1-" * number + text)
    earlier, later = tell(project([str(tmp_path)])).digests
    assert (earlier.article.superseded_by, later.article.superseded_by) == ("1", None)
    assert earlier.mentions == ()
    assert earlier.weighed == weighed(earlier)
    [made, _] = (sealed.bare for sealed in extract_all([str(tmp_path)], Config(), Corrections(), Means()))
    assert earlier.mark not in (made.mark, b"")


def test_who_read_much_forgets_what_the_texts_said_and_reads_the_same_again(tmp_path, monkeypatch):
    for name in ("Hest", "Tarn"):
        (tmp_path / f"{name}.txt").write_text(TEXT.format(name, name))

    def read(means):
        return [sealed.open() for sealed in extract_all([str(tmp_path)], Config(), Corrections(), means)]

    little = read(Means())
    assert tagger.cache_info().currsize > 0
    monkeypatch.setattr(gathering, "MUCH", 100)
    assert read(Means()) == little
    assert tagger.cache_info().currsize == 0
    assert read(Means(memory=Memory())) == little, "who builds again and again goes on remembering"
    assert tagger.cache_info().currsize > 0


def test_where_there_is_much_reading_forgets_also_where_little_was_new(
    tmp_path, tmp_path_factory, monkeypatch
):
    text = TEXT.format("Hest", "Hest")
    for name in ("Hest", "Tarn"):
        (tmp_path / f"{name}.txt").write_text(text)
    cached = Means(cache=tmp_path_factory.mktemp("cache"))

    def read():
        return list(extract_all([str(tmp_path)], Config(), Corrections(), cached))

    read()
    assert tagger.cache_info().currsize > 0
    (tmp_path / "Hest.txt").write_text(f"{text}\n")
    monkeypatch.setattr(gathering, "MUCH", len(text) + 1)
    read()
    assert tagger.cache_info().currsize == 0


@pytest.mark.parametrize(
    "places", [lambda old: [-1, *old[1:]], lambda old: old[1:], lambda old: [*old, 1, 2], lambda old: []]
)
def test_what_a_cache_says_of_places_that_cannot_be_is_not_believed(tmp_path, places):
    (tmp_path / "a.txt").write_text(TEXT.format("Hest", "Hest"))
    [source] = walk([str(tmp_path)], Config())
    digests, found, decisions = msgspec.msgpack.decode(encoded(extract(source, Config(), Corrections())))
    assert gathering._known(msgspec.msgpack.encode((digests, found, decisions)), Shared()) is not None
    [[bare, old, *rest]] = digests
    value = msgspec.msgpack.encode(([[bare, places(old), *rest]], found, decisions))
    assert gathering._known(value, Shared()) is None


def test_what_is_put_away_comes_back_whole_also_at_the_end_of_a_page(monkeypatch):
    monkeypatch.setattr("timeline.build.sharing._PAGE", 4096)
    told = [bytes([number]) * size for number, size in enumerate([1, 4095, 1, 4096, 4097, 0, 2000, 2096, 1])]
    shared = Shared()
    kept = [shared.put_away(data) for data in told]
    assert [each() for each in kept] == told

"""The language of an article: its own word for it, else its little words, else the project's."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline import reading, temporal
from timeline.config import Config
from timeline.reading.language import _little_words, language_of
from timeline.reading.source import Source

ENGLISH = "The ferry ran again on Sunday, two hours late, with forty people aboard."
OTHERS = {
    "de": "Die Fähre fuhr am Sonntag wieder, mit zwei Stunden Verspätung und vierzig Leuten an Bord. Der Kapitän war in Eile.",
    "fr": "Le bac a repris dimanche, avec deux heures de retard et quarante personnes à bord. On ne sait pas si la grue est prête.",
    "es": "El ferry volvió a salir el domingo, con dos horas de retraso y cuarenta personas a bordo. No se sabe si la grúa es nueva.",
    "nl": "De veerboot voer zondag weer, met twee uur vertraging en veertig mensen aan boord. De kapitein is ziek en het was te laat.",
    "da": "Færgen sejlede igen søndag, to timer forsinket, med fyrre mennesker om bord. Det er for sent at gå til havnen, men de har tid.",
    "it": "Il traghetto è ripartito domenica, con due ore di ritardo e quaranta persone a bordo. Non si sa se la gru sia a posto.",
    "pl": "Prom popłynął znowu w niedzielę, z dwugodzinnym opóźnieniem. To nie jest koniec, bo most i tak jest zamknięty.",
}
SCRIPTS = {
    "und-Arab": "عادت العبارة إلى العمل يوم الأحد بعد تأخير دام ساعتين.",
    "und-Cyrl": "Паром снова пошёл в воскресенье, с опозданием на два часа (BBC).",
    "und-Grek": "Το πλοίο απέπλευσε ξανά την Κυριακή, με δύο ώρες καθυστέρηση.",
    "und-Hebr": "המעבורת הפליגה שוב ביום ראשון, באיחור של שעתיים.",
    "und-Hani": "渡轮周日恢复运营，晚点两小时，船上有四十人。",
    "und-Jpan": "フェリーは日曜日に2時間遅れで運航を再開した。",
    "und-Kore": "여객선은 일요일 두 시간 늦게 다시 운항했다.",
    "und-Deva": "नौका रविवार को दो घंटे की देरी से फिर चली।",
    "und-Thai": "เรือเฟอร์รี่กลับมาวิ่งอีกครั้งในวันอาทิตย์",
}


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Bridge falls. Nobody was hurt, the mayor said.",
        "BERLIN: Chancellor Anna Adler met the envoy of Norway on Sunday and flew to Köln.",
        f"Die Fähre fährt\n\n{ENGLISH} {ENGLISH}",
    ],
)
@pytest.mark.parametrize("project", ["de", "ar"])
def test_an_english_text_is_english_whatever_the_pages_speak(text: str, project: str) -> None:
    assert language_of(text, project) == "en"


@pytest.mark.parametrize("lang", OTHERS)
def test_any_other_text_has_the_language_of_the_project(lang: str) -> None:
    assert language_of(OTHERS[lang], "de") == "de"
    assert language_of(f"{OTHERS[lang]} „Yes, it is“, sagte er.", "fr") == "fr"


@pytest.mark.parametrize("tag", SCRIPTS)
@pytest.mark.parametrize("project", ["en", "de"])
def test_a_text_in_other_letters_is_not_in_the_language_of_the_project(tag: str, project: str) -> None:
    assert language_of(SCRIPTS[tag], project) == tag


def test_a_text_in_the_letters_of_the_project_is_in_its_language() -> None:
    assert language_of(SCRIPTS["und-Arab"], "ar") == "ar"


def test_names_in_other_letters_leave_a_text_in_its_language() -> None:
    assert language_of(f"Москва (Moscow) and القاهرة (Cairo): {ENGLISH}", "en") == "en"


def test_a_text_without_words_has_the_language_of_the_project() -> None:
    assert language_of("12.12.2016 – 15:30", "de") == "de"


@pytest.mark.parametrize(
    ("head", "project", "lang"),
    [("", "de", "en"), ("lang: fr\n", "de", "fr"), ("", "en", "en"), ("", "en-GB", "en"), ("lang: en-US\n", "ar", "en")],
)  # fmt: skip
def test_what_an_article_says_of_its_language_counts_first(head: str, project: str, lang: str) -> None:
    source = Source(path="a.md", id="a", data=f"---\ndate: 2016-12-11\n{head}---\n{ENGLISH}\n".encode())
    [article] = reading.read(source, Config(language=project)).articles
    assert article.lang == lang


def test_every_language_with_a_grammar_has_its_little_words() -> None:
    languages = Path(temporal.__file__).parent / "languages"
    assert set(_little_words()) == {folder.name for folder in languages.iterdir() if (folder / "lexicon.toml").is_file()}  # fmt: skip

"""``timeline config`` and the four places that a value can come from."""

from __future__ import annotations

import json
import tomllib

import pytest

from timeline.config import DESCRIPTIONS, Config, load
from timeline.errors import ConfigError


def test_every_value_has_an_origin_in_order_of_precedence(run, tmp_path, monkeypatch):
    (tmp_path / "timeline.toml").write_text('title = "File"\ndeck = "File"\nrights = "File"\n')
    monkeypatch.setenv("TIMELINE_TITLE", "Environment")
    monkeypatch.setenv("TIMELINE_DECK", "Environment")
    result = run("config", tmp_path, "--set", "title=Option", "--format", "json")
    shown = json.loads(result.stdout)
    assert shown["title"] == {"value": "Option", "origin": "--set title"}
    assert shown["deck"] == {"value": "Environment", "origin": "$TIMELINE_DECK"}
    assert shown["rights"] == {"value": "File", "origin": "timeline.toml"}
    assert shown["language"] == {"value": "en", "origin": "default"}


def test_the_text_form_is_toml_that_gives_the_same_configuration(run, tmp_path):
    source = 'title = "A \\"b\\" \\\\ \\u00e9"\nfull_text = true\n[[sources]]\nname = "X"\npaths = ["a/*", "b"]\n[check]\nno-date = "error"\n'
    (tmp_path / "timeline.toml").write_text(source)
    shown = run("config", tmp_path).stdout
    again = tmp_path / "again.toml"
    again.write_text(shown)
    assert load(again).config == load(tmp_path / "timeline.toml").config
    assert tomllib.loads(shown)["sources"] == [{"name": "X", "paths": ["a/*", "b"]}]


def test_every_setting_is_explained(run):
    shown = run("config", "-v").stdout
    assert set(DESCRIPTIONS) == set(Config.__struct_fields__)
    assert all(f"\n# {description}" in shown for description in DESCRIPTIONS.values())
    assert "DMY, MDY or YMD" in shown


FAULTS = [
    ('titel = "x"', "t.toml:1: unknown key 'titel' (config). Did you mean 'title'?"),
    ("full_text = 1", "t.toml:1: full_text: expected true or false, got a number (config). "),
    ('date_order = "DYM"', "t.toml:1: date_order: 'DYM' is none of DMY, MDY, YMD (config). "),
    ('\nzone = "Mars/Base"', "t.toml:2: zone: no time zone is called 'Mars/Base' (config). "),
    ('base_url = "example.org"', "t.toml:1: base_url: 'example.org' is no web address; it begins with https:// or http:// (config). "),
    ('language = "xx-bad"', "t.toml:1: language: the pages do not speak 'xx-bad'; they speak ar, de, en, es, fr (config). "),
    ('language = "german"', "t.toml:1: language: the pages do not speak 'german'; did you mean 'de'? (config). "),
    ('language = "français"', "t.toml:1: language: the pages do not speak 'français'; did you mean 'fr'? (config). "),
    ('language = "en-nonsense-"', "t.toml:1: language: 'en-nonsense-' is no language code; did you mean 'en'? (config). "),
    ("[[sources]]\nnam = 'x'", "t.toml:1: a source has no name (config). Add name = \"…\" to this [[sources]] table.\nt.toml:2: unknown key 'sources.nam' (config). Did you mean 'sources.name'?"),
    ("[[sources]]\nurl = 'x'", "t.toml:1: a source has no name (config). "),
    ("articles = 'a'", "t.toml:1: articles: expected a list, got text (config). "),
    ("[check]\nno-date = 'loud'", "t.toml:2: check: 'loud' is none of error, warning, note, ignore (config). "),
    ("title = x", "t.toml:1: this is not TOML: "),
    ("url = 1\n[[sources]]\nname = 'x'\n\nzone = 'Mars'", "t.toml:1: unknown key 'url' (config). "),
    ("[[sources]]\nname = 'x'\n\nzone = 'Mars'", "t.toml:4: sources.zone: no time zone is called 'Mars' (config). "),
    ("[[sources]]\nname = 'x'\n[[sources]]\nname = 'y'\nurl = 'y.example'", "t.toml:5: sources.url: 'y.example' is no web address"),
    ("[[sources]]\nname = 1", "t.toml:2: sources.name: expected text, got a number (config). "),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FAULTS, ids=[text for text, _ in FAULTS])
def test_a_fault_says_where_what_and_how_to_mend_it(tmp_path, text, expected):
    (tmp_path / "t.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "t.toml")
    assert str(caught.value).startswith(expected)


def test_all_faults_of_all_places_come_at_once(tmp_path):
    (tmp_path / "t.toml").write_text('titel = "x"\nfull_text = "yes"\n')
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "t.toml", environ={"TIMELINE_NOINDEX": "perhaps"}, settings=["foo=1", "bar"])
    assert [d.where for d in caught.value.diagnostics] == [
        "t.toml",
        "t.toml",
        "$TIMELINE_NOINDEX",
        "--set foo",
        "--set bar",
    ]


@pytest.mark.parametrize(
    ("setting", "key", "value"),
    [
        ("title=2016", "title", "2016"),
        ("full_text=true", "full_text", True),
        ("base-url=https://example.org/", "base_url", "https://example.org/"),
        ("exclude=a/*,b", "exclude", ("a/*", "b")),
        ('exclude=["a,b"]', "exclude", ("a,b",)),
        ("check.no-date=error", "check", {"no-date": "error"}),
    ],
)
def test_values_given_as_text(setting, key, value):
    assert getattr(load(settings=[setting]).config, key) == value


def test_foreign_variables_are_no_fault():
    assert load(environ={"TIMELINE_CACHE_HOME": "x"}).config == Config()


def test_variables_that_look_like_ours_are_not_passed_over_in_silence(run, tmp_path, monkeypatch):
    found = load(environ={"TIMELINE_TITEL": "x", "TIMELINE_REVIEWER": "me", "OTHER": "x"}).findings
    assert [(one.where, one.code, one.hint) for one in found] == [
        ("$TIMELINE_TITEL", "unknown-variable", "Did you mean 'title'?")
    ]
    (tmp_path / "a.txt").write_text("A\n\n11 December 2016\n\nIt fell on Sunday.\n")
    monkeypatch.setenv("TIMELINE_TITEL", "x")
    assert "$TIMELINE_TITEL" in run("export", tmp_path).stderr


def test_every_fault_of_the_levels_and_sources_is_told_at_its_line(tmp_path):
    text = "[[sources]]\nname = 'A'\nzone = 'Mars'\nurl = 'x'\n[check]\nno-dat = 'error'\nno-date = 'loud'\n"
    (tmp_path / "t.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "t.toml")
    assert [d.line for d in caught.value.diagnostics] == [3, 4, 6, 7]


def test_a_mark_of_the_byte_order_is_no_fault(tmp_path):
    (tmp_path / "t.toml").write_bytes(b'\xef\xbb\xbftitle = "A"\r\n')
    assert load(tmp_path / "t.toml").config.title == "A"


def test_dates_beside_the_folder_of_articles_are_told_of(run, tmp_path):
    (tmp_path / "timeline.toml").write_text("")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/a.txt").write_text("A bridge\n\nIt fell on Sunday.\n")
    (tmp_path / "dates.csv").write_text("path,date\narticles/a.txt,2016-12-11\n")
    assert "dates.csv: it dates nothing" in run("export", tmp_path).stderr
    (tmp_path / "dates.csv").rename(tmp_path / "articles/dates.csv")
    assert "it dates nothing" not in run("export", tmp_path).stderr


def test_not_utf_8(tmp_path):
    (tmp_path / "t.toml").write_bytes(b'title = "\xff"')
    with pytest.raises(ConfigError, match="not UTF-8"):
        load(tmp_path / "t.toml")


def test_an_embargo_that_is_no_date_is_a_fault(run):
    result = run("config", "--set", "embargo=soon")
    assert result.exit_code == 1
    assert "'soon' is no ISO 8601 date" in result.stderr
    assert run("config", "--set", "embargo=2017-03-01T06:00+01:00").exit_code == 0


def test_folders_that_are_not_there_are_told_beside_other_faults(tmp_path):
    file = tmp_path / "t.toml"
    file.write_text('titel = "x"\ntheme = "look"\narticles = ["wire", "post"]\n')
    (tmp_path / "wire").mkdir()
    with pytest.raises(ConfigError) as caught:
        load(file)
    told = [(one.line, one.code) for one in caught.value.diagnostics]
    assert told == [(1, "config"), (2, "theme-missing"), (3, "not-found")]
    file.write_text('theme = "look"\n')
    assert load(file).config.theme == "look"  # `timeline theme copy` makes it


def test_decisions_that_are_named_and_not_there_are_missed(tmp_path):
    file = tmp_path / "t.toml"
    file.write_text('title = "x"\ncorrections = "decided.toml"\n')
    (told,) = load(file).findings
    assert (told.where, told.line, told.code, told.level) == ("t.toml", 2, "corrections-missing", "warning")
    assert load(file, settings=["corrections=none.toml"]).findings == ()
    (tmp_path / "decided.toml").write_text("")
    assert load(file).findings == ()
    file.write_text("")
    assert load(file).findings == ()

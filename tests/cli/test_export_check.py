"""``timeline export`` and ``timeline check`` over small folders of articles."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import jsonschema
import pytest

from timeline.publishing.exports import FORMATS

SCHEMAS = Path(__file__).parents[2] / "docs/schema"
SCHEMA = json.loads((SCHEMAS / "event.schema.json").read_text())
SARIF = json.loads((Path(__file__).parents[1] / "schemas/sarif-2.1.0-rtm.5.json").read_text())
NOTE = "Harbour closed\n\nSunday 11 December 2016\n\nThe harbour was closed on Thursday, the port office said. Fishermen had blocked it in March.\n"


@pytest.fixture
def folder(tmp_path):
    articles = tmp_path / "wire"
    articles.mkdir()
    (articles / "one.txt").write_text(NOTE)
    (articles / "two.jsonl").write_text(
        json.dumps(
            {"id": "gull-2", "date": "2016-12-12", "title": "Bridge", "text": "The bridge fell on Monday."}
        )
        + "\n"
    )
    return articles


def test_export_keeps_to_its_schema(run, folder):
    result = run("export", folder)
    assert result.exit_code == 0
    records = [json.loads(line) for line in result.stdout.splitlines()]
    for record in records:
        jsonschema.validate(record, SCHEMA, cls=jsonschema.Draft202012Validator)
    dated = [record for record in records if record["edtf"]]
    assert records[: len(dated)] == dated, "undated ones come last"
    assert {"2016-03", "2016-12-08", "2016-12-12"} <= {record["edtf"] for record in dated}
    assert [m["article"] for r in records for m in r["mentions"] if r["edtf"] == "2016-12-12"] == ["gull-2"]


def test_records_offsets_are_those_of_the_text_as_given(run):
    text = "Ärger 😀 am Kai.\n\n The bridge fell on Monday. It rose on Tuesday.  "
    given = json.dumps({"id": "x", "date": "2016-12-14", "text": text})
    result = run("export", "-", input=given)
    mentions = [m for line in result.stdout.splitlines() for m in json.loads(line)["mentions"]]
    assert mentions
    for mention in mentions:
        assert text[mention["start"] : mention["end"]] == mention["quote"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_to_a_file(run, folder, tmp_path, name):
    out = tmp_path / f"out{FORMATS[name].suffix}"
    result = run("export", folder, "--format", name, "-o", out)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert out.stat().st_size > 0


def test_what_a_format_cannot_carry_is_counted(run, folder):
    result = run("export", folder, "--format", "ics")
    assert "Not carried by ics: 1 event: a date coarser than a day." in result.stderr


def test_sqlite_through_a_pipe_is_whole(run, folder, tmp_path):
    result = run("export", folder, "--format", "sqlite")
    (tmp_path / "x.db").write_bytes(result.stdout_bytes)
    connection = sqlite3.connect(tmp_path / "x.db")
    assert connection.execute("select count(*) from articles").fetchone() == (2,)
    connection.close()


def dates(result):
    assert result.exit_code == 0, result.stderr
    return [record["edtf"] for record in map(json.loads, result.stdout.splitlines()) if record["edtf"]]


def test_as_of_a_day_only_what_was_published_until_then_is_told(run, folder, tmp_path):
    (folder / "later.txt").write_text(
        "Bridge\n\nThursday 15 December 2016\n\nThe bridge reopened on Wednesday.\n"
    )
    (folder / "undated.txt").write_text("The tower fell on 3 May 2011.\n")
    (folder / "corrections.toml").write_text(
        '[[correction]]\narticle = "later"\nexact = "reopened"\nkind = "planned"\nbecause = "seen"\n\n'
        '[[event]]\nid = "x"\nheadline = "Added by hand"\ndate = "2016-12-01"\nbecause = "known"\n'
    )
    (folder / "timeline.toml").write_text('articles = ["."]\ncorrections = "corrections.toml"\n')
    assert dates(run("export", folder)) == [
        "2011-05-03",
        "2016-03",
        "2016-12-01",
        "2016-12-08",
        "2016-12-12",
        "2016-12-14",
    ]
    result = run("export", folder, "--as-of", "2016-12-12")
    assert dates(result) == ["2016-03", "2016-12-08", "2016-12-12"]
    assert "stale" not in result.stderr
    assert dates(run("export", folder, "--as-of", "2016-12-11")) == ["2016-03", "2016-12-08"]
    out = tmp_path / "site"
    assert run("build", folder, "-o", out).exit_code == 0
    assert run("build", folder, "-o", out, "--as-of", "2016-12-12").exit_code == 0
    assert "reopened" not in (out / "index.html").read_text()


def test_as_of_a_day_a_later_version_has_not_replaced_its_story(run, folder):
    for number, (day, words) in enumerate(
        [("2016-12-13", "Two boats sank on Monday"), ("2016-12-15", "Three boats sank on Monday")]
    ):
        record = {"id": f"boats-{number}", "date": day, "title": "Boats sink off Tesk" if not number else "UPDATE 1-Boats sink off Tesk",
                  "source": "Wire", "text": f"{words}, the port office said. Nobody was hurt, it said."}  # fmt: skip
        (folder / f"boats{number}.json").write_text(json.dumps(record))
    assert "Two boats" in run("export", folder, "--as-of", "2016-12-14").stdout
    now = run("export", folder).stdout
    assert "Three boats" in now and "Two boats" not in now


def test_as_of_a_day_before_all_articles_or_no_day_is_an_error(run, folder):
    result = run("export", folder, "--as-of", "2001-01-01")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no article was published by 2001-01-01" in result.stderr
    assert run("export", folder, "--as-of", "last week").exit_code == 2


def test_nothing_to_read_is_an_error(run, tmp_path):
    result = run("export", tmp_path)
    assert result.exit_code == 1
    assert "no article was found here" in result.stderr
    assert result.stdout == ""


# --- check ------------------------------------------------------------------------------------------------


@pytest.fixture
def troubled(folder):
    (folder / "empty.txt").write_text("")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (folder / "undated.txt").write_text("A note\n\nThe bridge was closed on Sunday.\n")
    return folder


def test_check_finds_all_problems_at_once(run, troubled):
    result = run("check", troubled)
    assert result.exit_code == 0
    for name in ("empty.txt", "picture.txt", "undated.txt"):
        assert name in result.stdout


def test_check_strict_fails_on_warnings(run, troubled, tmp_path):
    assert run("check", troubled, "--strict").exit_code == 1


def test_levels_are_the_projects_to_set(run, troubled):
    assert run("check", troubled, "--set", "check.empty-file=error").exit_code == 1
    assert "empty.txt" not in run("check", troubled, "--set", "check.empty-file=ignore").stdout


def test_check_as_json(run, troubled):
    told = json.loads(run("check", troubled, "--format", "json").stdout)
    schema = json.loads((SCHEMAS / "check.schema.json").read_text())
    jsonschema.validate(told, schema, cls=jsonschema.Draft202012Validator)
    findings = told["findings"]
    assert told["version"] == 1
    assert told["counts"]["warning"] == sum(finding["level"] == "warning" for finding in findings)
    assert {"where", "line", "column", "code", "level", "message", "hint"} == set(findings[0])
    assert "empty.txt" in [finding["where"] for finding in findings]


def test_check_as_github_annotations(run, troubled, monkeypatch):
    monkeypatch.chdir(troubled)
    (troubled / "a,b:c%.txt").write_text("")
    lines = run("check", troubled, "--format", "github").stdout.splitlines()
    assert lines
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    assert any("file=a%2Cb%3Ac%25.txt" in line for line in lines)


def test_check_as_sarif(run, troubled, monkeypatch):
    monkeypatch.chdir(troubled)
    (troubled / "two.jsonl").write_text("broken\n")
    log = json.loads(run("check", troubled, "--format", "sarif").stdout)
    jsonschema.validate(log, SARIF, cls=jsonschema.Draft4Validator)
    log["runs"][0]["results"][0]["levl"] = "error"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, SARIF, cls=jsonschema.Draft4Validator)
    assert log["version"] == "2.1.0"
    results = log["runs"][0]["results"]
    rules = {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in results} == rules
    places = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results]
    assert "empty.txt" in places


def test_a_host_is_told_the_path_from_the_current_folder(run, tmp_path, monkeypatch):
    (tmp_path / "project" / "articles" / "sub").mkdir(parents=True)
    (tmp_path / "project" / "timeline.toml").write_text('title = "T"\n')
    (tmp_path / "project" / "articles" / "sub" / "a.txt").write_text("A\n\nIt was closed on Sunday.\n")
    (tmp_path / "project" / "corrections.toml").write_text('[[correction]]\nid = "gone"\ndrop = true\n')
    monkeypatch.chdir(tmp_path)
    told = run("check", "project", "--format", "github").stdout
    assert "file=project/articles/sub/a.txt," in told
    assert "file=project/corrections.toml,line=1," in told


def test_drafts_and_embargoes_stay_out_until_somebody_says_otherwise(run, tmp_path):
    (tmp_path / "draft.md").write_text(
        "---\ntitle: D\ndate: 2016-12-11\ndraft: true\n---\nThe bridge fell on Sunday.\n"
    )
    (tmp_path / "held.md").write_text(
        "---\ntitle: H\ndate: 2016-12-11\nembargo: 2016-12-20T06:00+01:00\n---\nThe tower fell on Sunday.\n"
    )

    def articles(*options):
        lines = run("export", tmp_path, *options).stdout.splitlines()
        return {mention["article"] for line in lines for mention in json.loads(line)["mentions"]}

    assert articles() == set()
    assert articles("--set", "drafts=true") == {"draft"}
    assert articles("--now", "2016-12-20T05:30+01:00") == set()
    assert articles("--now", "2016-12-20T05:00Z") == {"held"}


# --- verify -----------------------------------------------------------------------------------------------


def test_verify_finds_two_builds_equal(run, folder):
    result = run("verify", folder)
    assert result.exit_code == 0, result.stderr
    assert "byte for byte" in result.stderr


def test_verify_names_what_differs(run, folder, monkeypatch):
    from timeline.build import verify

    real, number = verify._tree, iter((1, 2))

    def tree(path):
        return real(path) | {"index.html": str(next(number)).encode()}

    monkeypatch.setattr(verify, "_tree", tree)
    result = run("verify", folder)
    assert result.exit_code == 1
    assert result.stdout == "differs: index.html\n"


def test_verify_needs_what_can_be_read_twice(run):
    result = run("verify", "-", input=NOTE)
    assert result.exit_code == 1
    assert "cannot be read twice" in result.stderr


def test_annotations_name_the_line_of_a_record(run, folder, monkeypatch):
    monkeypatch.chdir(folder)
    (folder / "two.jsonl").write_text(
        '{"id": "a", "date": "2016-12-12", "text": "It fell on Monday."}\nbroken\n'
    )
    assert (
        "::warning file=two.jsonl,line=2,title=bad-json::"
        in run("check", folder, "--format", "github").stdout
    )
    (result,) = json.loads(run("check", folder, "--format", "sarif").stdout)["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "two.jsonl"}, "region": {"startLine": 2}}


def test_a_folder_of_articles_with_a_configuration_beside_them_is_read(run, folder):
    (folder / "timeline.toml").write_text('title = "Harbour"\n')
    assert run("export", folder).stdout.count('"2016-12-12"')
    (folder / "timeline.toml").write_text('articles = ["elsewhere"]\n')
    result = run("build", folder, "-o", folder.parent / "out")
    assert result.exit_code == 1
    assert "elsewhere: there is no such file or folder (not-found)" in result.stderr
    assert not (folder.parent / "out").exists()


@pytest.mark.parametrize("format_", sorted(FORMATS.keys() - {"sqlite", "timeml"}))
def test_other_peoples_words_are_capped_in_headline_and_quotation(run, format_):
    long = ", ".join(f"with word{number} given" for number in range(90))
    text = f"On Sunday the army, {long}, took the town of Arden. It rained on Monday."
    given = json.dumps({"id": "x", "date": "2016-12-11", "text": text})
    capped = run("export", "-", "--format", format_, input=given).stdout.replace("\n ", "")
    assert "word70" not in capped
    whole = run("export", "-", "--format", format_, "--set", "full_text=true", input=given).stdout
    assert "word70" in whole.replace("\n ", "").replace("\r", "")


def test_strict_fails_on_warnings_and_writes_all_the_same(run):
    undated = json.dumps({"id": "x", "text": "It fell on Monday."})
    for command in ("export", "tag"):
        loose, strict = run(command, "-", input=undated), run(command, "-", "--strict", input=undated)
        assert (loose.exit_code, strict.exit_code) == (0, 1)
        assert loose.stdout == strict.stdout != ""


def test_why_nothing_can_be_checked_is_told_in_the_format_that_was_asked_for(run, tmp_path):
    (tmp_path / "a.txt").write_text("")
    found = run("check", tmp_path, "--format", "json")
    assert found.exit_code == 1
    codes = [one["code"] for one in json.loads(found.stdout)["findings"]]
    assert codes == ["empty-file", "no-articles"]
    (tmp_path / "a.txt").write_text("A\n\n11 December 2016\n\nIt fell on Sunday.\n")
    (tmp_path / "corrections.toml").write_text("[[correction]]\n")
    (tmp_path / "timeline.toml").write_text("")
    found = run("check", tmp_path, "--format", "github")
    assert found.exit_code == 1
    assert found.stdout.startswith("::error file=")


def test_what_is_found_of_the_project_is_checked_as_well(run, monkeypatch):
    monkeypatch.setenv("TIMELINE_TITEL", "x")
    Path("articles").mkdir()
    Path("articles/one.txt").write_text(NOTE)
    Path("timeline.toml").write_text("")
    Path("dates.csv").write_text("path,date\n")
    told = run("check", "--format", "json")
    assert {one["code"] for one in json.loads(told.stdout)["findings"]} == {"unknown-variable", "dates-csv"}
    assert told.stderr == ""
    assert "2 warnings" in run("check").stdout
    for command in ("check", "build", "export"):
        assert (run(command).exit_code, run(command, "--strict").exit_code) == (0, 1)
    Path("timeline.toml").write_text("[check]\nunknown-variable = 'ignore'\ndates-csv = 'error'\n")
    told = run("check")
    assert (told.exit_code, "1 error" in told.stdout, "TITEL" in told.output) == (1, True, False)


@pytest.mark.parametrize(
    "base", ["https://example.org/harbour/", "https://example.org/a/b", "https://example.org"]
)
def test_a_site_below_a_path_has_no_dead_links(run, folder, base):
    told = run("check", folder, "--set", f"base_url={base}")
    assert (told.exit_code, told.stdout) == (0, "No problem found.\n")


def test_below_alone_asks_for_the_review(run, folder):
    assert run("check", folder, "--no-pages").exit_code == 0
    sure = run("check", folder, "--no-pages", "--below", "0.99")
    assert (sure.exit_code, "unreviewed" in sure.stdout) == (1, True)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"timeline.toml": 'titel = "x"\n'}, "config"),
        ({"timeline.toml": "", "templates/index.html": "{{ nonsense }}"}, "theme"),
        ({"timeline.toml": "", "corrections.toml": "[[correction]]\n"}, "corrections-invalid"),
    ],
)
def test_what_keeps_a_project_from_being_checked_is_a_finding_in_every_format(run, folder, files, code):
    for name, text in ({"articles/one.txt": NOTE} | files).items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text)
    told = run("check", "--format", "json")
    assert told.exit_code == 1
    assert code in {one["code"] for one in json.loads(told.stdout)["findings"]}
    assert f"title={code}" in run("check", "--format", "github").stdout


def test_a_link_that_leads_nowhere_is_told_beside_its_own_place(run, folder, monkeypatch):
    (folder / "gone.txt").symlink_to("nowhere.txt")
    monkeypatch.chdir(folder.parent)
    told = run("check", "wire", "--format", "github").stdout
    assert "::warning file=wire/gone.txt,title=unreadable-file::" in told

"""``timeline init``: what it makes builds at once, and nothing that is there is touched."""

from __future__ import annotations

import subprocess
import sys

import pytest

from timeline.config import load


def built(run, folder):
    result = run("build", folder, "-o", folder / "site", "--strict")
    assert result.exit_code == 0, result.stderr
    return result.stderr


def test_a_new_project_builds_at_once_without_a_warning(run, tmp_path):
    folder = tmp_path / "harbour-dispute"
    result = run("init", folder)
    assert result.exit_code == 0
    made = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert made == [".gitignore", "articles/first-steps.md", "corrections.toml", "timeline.toml"]
    assert f"timeline build {folder}" in result.stderr
    assert "from 1 article" in built(run, folder)
    config = load(folder / "timeline.toml").config
    assert (config.title, config.articles) == ("Harbour dispute", ("articles",))


def test_nothing_is_written_over(run, tmp_path):
    (tmp_path / "timeline.toml").write_text("title = 'Mine'\n")
    result = run("init", tmp_path)
    assert result.exit_code == 1
    assert "timeline.toml here already" in result.stderr
    assert (tmp_path / "timeline.toml").read_text() == "title = 'Mine'\n"


def test_other_files_stay_as_they_are(run, tmp_path):
    (tmp_path / ".gitignore").write_text("mine\n")
    (tmp_path / "corrections.toml").write_text("# mine\n")
    assert run("init", tmp_path).exit_code == 0
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
    assert (tmp_path / "corrections.toml").read_text() == "# mine\n"


def test_a_folder_of_articles(run, tmp_path):
    (tmp_path / "2016-12-11-harbour.txt").write_text(
        "Harbour closed\n\nSunday 11 December 2016\n\nThe harbour was closed on Sunday.\n"
    )
    run("init", tmp_path)
    assert "from 1 article" in built(run, tmp_path)
    assert "from 1 article" in built(run, tmp_path)  # and its own site is not read


def test_a_folder_with_articles_of_its_own_keeps_their_ids(run, tmp_path, monkeypatch):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/harbour.md").write_text(
        "---\ndate: 2016-12-11\n---\nThe harbour was closed on Sunday.\n"
    )
    monkeypatch.chdir(tmp_path)
    before = run("export").stdout
    told = run("init", ".")
    assert "The articles are the files in articles/" in told.stderr
    assert run("export").stdout == before


def test_a_jekyll_site(run, tmp_path):
    (tmp_path / "_config.yml").write_text(
        "title: The Gull\ndescription: News from the quay\nurl: https://gull.example\nbaseurl: /news\n"
        "timezone: Europe/Lisbon\nauthor: {name: A. N.}\nlang: en-GB\n"
    )
    posts = tmp_path / "_posts"
    posts.mkdir()
    (posts / "2016-12-11-harbour.md").write_text(
        "---\nlayout: post\ntitle: Harbour closed\n---\nThe harbour was closed on Sunday.\n"
    )
    run("init", tmp_path)
    config = load(tmp_path / "timeline.toml").config
    assert (config.title, config.deck, config.base_url) == (
        "The Gull",
        "News from the quay",
        "https://gull.example/news/",
    )
    assert (config.zone, config.author, config.language, config.articles) == (
        "Europe/Lisbon",
        "A. N.",
        "en-GB",
        ("_posts",),
    )
    assert "from 1 article" in built(run, tmp_path)


HUGO = {
    "hugo.toml": 'title = "Quay"\nbaseURL = "https://quay.example/"\nlanguageCode = "en-gb"\n[params]\ndescription = "From the quay"\n',
    "config.yaml": "title: Quay\nbaseURL: https://quay.example/\nlanguageCode: en-gb\nparams: {description: From the quay}\n",
    "hugo.json": '{"title": "Quay", "baseURL": "https://quay.example/", "languageCode": "en-gb", "params": {"description": "From the quay"}}',
}


@pytest.mark.parametrize("name", HUGO)
def test_a_hugo_site(run, tmp_path, name):
    (tmp_path / name).write_text(HUGO[name])
    post = tmp_path / "content" / "posts" / "harbour" / "index.md"
    post.parent.mkdir(parents=True)
    post.write_text(
        '+++\ntitle = "Harbour closed"\ndate = 2016-12-11T20:54:00+01:00\n+++\nThe harbour was closed on Sunday.\n'
    )
    run("init", tmp_path, "--from", "hugo")
    config = load(tmp_path / "timeline.toml").config
    assert (config.title, config.deck, config.base_url, config.language) == (
        "Quay",
        "From the quay",
        "https://quay.example/",
        "en-gb",
    )
    assert "from 1 article" in built(run, tmp_path)


def test_settings_that_are_not_ours_become_comments(run, tmp_path):
    (tmp_path / "_config.yml").write_text("title: 'A \"b\" \\ c'\nurl: ftp://x\ntimezone: Nowhere/Town\n")
    (tmp_path / "_posts").mkdir()
    assert run("init", tmp_path).exit_code == 0
    config = load(tmp_path / "timeline.toml").config
    assert (config.title, config.base_url, config.zone) == ('A "b" \\ c', None, None)


@pytest.mark.parametrize(("origin", "said"), [("jekyll", "no jekyll site"), ("hugo", "no hugo site")])
def test_the_wrong_kind_is_told(run, tmp_path, origin, said):
    result = run("init", tmp_path, "--from", origin)
    assert result.exit_code == 1
    assert said in result.stderr


def test_a_broken_site_is_told(run, tmp_path):
    (tmp_path / "_config.yml").write_text("title: [")
    (tmp_path / "_posts").mkdir()
    result = run("init", tmp_path)
    assert result.exit_code == 1
    assert "cannot be read" in result.stderr


def test_the_workflow_keeps_to_its_schema(run, tmp_path):
    run("init", tmp_path, "--ci", "github")
    workflow = tmp_path / ".github" / "workflows" / "timeline.yml"
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-workflows",
        str(workflow),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_project_gets_its_workflow_later(run, tmp_path):
    folder = tmp_path / "p"
    run("init", folder)
    before = (folder / "timeline.toml").read_bytes()
    assert run("init", folder, "--ci", "github").exit_code == 0
    assert (folder / ".github/workflows/timeline.yml").is_file()
    assert (folder / "timeline.toml").read_bytes() == before
    assert run("init", folder, "--ci", "github").exit_code == 1


def test_the_first_article_tells_events_and_its_remark_none(run, tmp_path):
    run("init", tmp_path / "p")
    told = run("export", tmp_path / "p", "--format", "csv").stdout
    assert "The bridge at Pellworth reopened" in told
    assert "told from" not in told

"""``timeline init``: the files of a new project, or of one around articles that are there already.

What is made builds at once and explains itself. Nothing that exists is written over.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from timeline.errors import Diagnostic, OutputError

Origin = Literal["new", "folder", "jekyll", "hugo", "project"]
_WORKFLOW_PATH = ".github/workflows/timeline.yml"
_HUGO = (
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
)


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """What a project's configuration begins with."""

    origin: Origin
    articles: tuple[str, ...]
    exclude: tuple[str, ...] = ()
    title: str | None = None
    deck: str | None = None
    base_url: str | None = None
    language: str | None = None
    zone: str | None = None
    author: str | None = None


def scaffold(folder: Path, origin: Origin | None = None, *, ci: bool = False) -> tuple[Start, list[Path]]:
    """Write the files of a project into ``folder``; what it is made from is seen from what lies there.

    Returns what was found and the files that were made; a project that is there already gets its workflow and nothing
    else. Raises :class:`OutputError` where there is a ``timeline.toml`` already and no workflow to add, or nothing of
    the kind that ``origin`` names.
    """
    if (folder / "timeline.toml").exists():
        if ci and not (folder / _WORKFLOW_PATH).exists():
            start = Start(origin="project", articles=())
            return start, _made(folder, {_WORKFLOW_PATH: workflow()})
        raise OutputError(
            _fault(
                folder,
                "project-exists",
                "there is a timeline.toml here already",
                "Edit it, or choose another folder.",
            )
        )
    start = {"new": _new, "folder": _folder, "jekyll": _jekyll, "hugo": _hugo}[origin or _seen(folder)](
        folder
    )
    files = {"timeline.toml": _configuration(start), "corrections.toml": _CORRECTIONS}
    if start.origin == "new":
        files["articles/first-steps.md"] = _FIRST
    if not (folder / ".gitignore").exists():
        files[".gitignore"] = (
            "/site/\n/.timeline-cache/\n/.published/\n.corrections.journal\n.corrections.lock\n"
        )
    if ci:
        files[_WORKFLOW_PATH] = workflow()
    return start, _made(folder, files)


def _made(folder: Path, files: Mapping[str, str]) -> list[Path]:
    """The files that were written: those that were not there."""
    made = []
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
        except FileExistsError:
            continue
        made.append(path)
    return made


def workflow() -> str:
    """The workflow that builds, checks and publishes a project."""
    return _WORKFLOW


def _seen(folder: Path) -> Origin:
    if (folder / "_config.yml").exists() and (folder / "_posts").is_dir():
        return "jekyll"
    if (folder / "content").is_dir() and _first(folder, _HUGO):
        return "hugo"
    return (
        "folder"
        if folder.is_dir() and any(p for p in folder.iterdir() if not p.name.startswith("."))
        else "new"
    )


def _new(folder: Path) -> Start:
    name = re.sub(r"[-_]+", " ", folder.resolve().name).strip()
    return Start(origin="new", articles=("articles",), title=name[:1].upper() + name[1:] or None)


def _folder(folder: Path) -> Start:
    if not folder.is_dir():
        raise OutputError(
            _fault(folder, "project-missing", "there is no such folder", "Name the folder of your articles.")
        )
    new = _new(folder)
    if (folder / "articles").is_dir():  # what a build of the folder reads before there is a configuration
        return msgspec.structs.replace(new, origin="folder")
    return msgspec.structs.replace(new, origin="folder", articles=(".",), exclude=("/site/",))


def _jekyll(folder: Path) -> Start:
    site = _mapping(folder, ("_config.yml", "_config.yaml"), "jekyll")
    author = site.get("author")
    url, base = _text(site.get("url")), _text(site.get("baseurl")) or ""
    return Start(
        origin="jekyll",
        articles=tuple(name for name in ("_posts", "_drafts") if (folder / name).is_dir()) or (".",),
        title=_text(site.get("title")),
        deck=_text(site.get("description") or site.get("tagline")),
        base_url=f"{url.rstrip('/')}/{base.strip('/')}".rstrip("/") + "/" if url else None,
        language=_text(site.get("lang")),
        zone=_text(site.get("timezone")),
        author=_text(author.get("name") if isinstance(author, dict) else author),
    )


def _hugo(folder: Path) -> Start:
    site = _mapping(folder, _HUGO, "hugo")
    parameters = site.get("params")
    parameters = parameters if isinstance(parameters, dict) else {}
    author = parameters.get("author") or site.get("author")
    return Start(
        origin="hugo",
        articles=("content",),
        title=_text(site.get("title")),
        deck=_text(parameters.get("description") or parameters.get("subtitle")),
        base_url=_text(site.get("baseURL") or site.get("baseurl")),
        language=_text(site.get("languageCode") or site.get("defaultContentLanguage")),
        zone=_text(site.get("timeZone")),
        author=_text(author.get("name") if isinstance(author, dict) else author),
    )


def _mapping(folder: Path, names: tuple[str, ...], kind: str) -> dict[str, Any]:
    """The settings of the other generator, whatever language they are written in."""
    import yaml

    path = _first(folder, names)
    if path is None:
        raise OutputError(_fault(folder, "project-missing", f"there is no {names[0]} here, so this is no {kind} site",
                                 "Leave --from out: what lies in the folder decides."))  # fmt: skip
    data = path.read_bytes()
    try:
        if path.suffix == ".toml":
            found: object = tomllib.loads(data.decode())
        elif path.suffix == ".json":
            found = json.loads(data)
        else:
            found = yaml.safe_load(data)
    except (ValueError, yaml.YAMLError) as error:
        line = str(error).splitlines()[0]
        raise OutputError(
            _fault(path, "project-missing", f"it cannot be read: {line}", "Mend it, or use --from folder.")
        ) from None
    return found if isinstance(found, dict) else {}


def _first(folder: Path, names: tuple[str, ...]) -> Path | None:
    return next((folder / name for name in names if (folder / name).is_file()), None)


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _fault(where: Path, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(where=str(where), code=code, message=message, hint=hint, level="error")


def _configuration(start: Start) -> str:
    """``timeline.toml`` with every key that matters, and those that are not used yet as comments."""
    from timeline.config import Config, load_text

    known = msgspec.to_builtins(start)
    lines = ["# The project's configuration. Every key is optional; `timeline config` shows all of them.", ""]
    for key, comment, example in _KEYS:
        value = known.get(key) or None
        lines.append(f"# {comment}")
        lines.append(f"{key} = {_toml(value)}" if value else f"# {key} = {_toml(example)}")
        lines.append("")
    text = "\n".join(lines) + _SOURCES
    # What another generator allows (a language, an address) need not be what we do.
    for key in ("base_url", "language", "zone"):
        if known.get(key) and load_text(f"{key} = {_toml(known[key])}\n") is None:
            text = text.replace(f"\n{key} = ", f"\n# {key} = ")
    assert isinstance(load_text(text), Config)
    return text


def _toml(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


_KEYS: tuple[tuple[str, str, Any], ...] = (
    ("title", "The name of the timeline, at the head of every page.", "The harbour dispute"),
    (
        "deck",
        "One or two sentences on what it is about.",
        "From the first strike to the reopening of the port.",
    ),
    ("articles", "What to read: folders, files or archives, relative to this file.", ["articles"]),
    ("exclude", "What to leave out, as in .gitignore.", ["drafts/", "*.bak"]),
    (
        "base_url",
        "Where it will be published; only feeds and canonical links need it.",
        "https://example.org/timeline/",
    ),
    ("language", "The language of the pages: en, de, fr, es or ar. Articles say their own.", "en"),
    ("zone", "The time zone of articles that name none.", "Europe/Lisbon"),
    ("date_order", "How 11/12/2016 is read: DMY or MDY.", "DMY"),
    ("author", "Who publishes it.", "The Gull"),
    ("rights", "Under which terms; printed at the foot of every page.", "CC BY 4.0"),
    ("full_text", "Whole articles instead of quotations. Only for texts that are yours.", False),
)
_SOURCES = """# What is known of each source. `paths` are folders below the articles.
# [[sources]]
# name = "The Gull"
# url = "https://gull.example/"
# rights = "quoted by permission"
# zone = "Europe/Lisbon"
# paths = ["gull"]

# How much each finding of `timeline check` weighs (docs/diagnostics.md): error, warning, note or ignore.
# [check]
# no-date = "error"
"""
_CORRECTIONS = """# Your decisions about the chronology. They survive every rebuild; `timeline check` tells of those that no longer fit.
# `timeline review` writes them for you; docs/corrections.md describes every kind.
#
# [[correction]]
# article = "first-steps"
# exact = "The bridge reopened on Monday"
# value = "2017-03-06"
# because = "the port office's own log"
"""
_FIRST = """---
title: The bridge at Pellworth reopens
date: 2017-03-09
source: The Gull
tags: [bridge]
---

The bridge at Pellworth reopened on Monday, eleven months after a barge struck its second pier, the town council said.
Repairs had begun in October and were to have been finished by Christmas.

The barge broke loose in the storm of 4 April 2016. Nobody was hurt. The council says that the last scaffolding will be
taken down next week.

(This article is invented. Its head says when it was written, and every day in it is told from there. Run `timeline build`,
open site/index.html, and then put your own articles in its place.)
"""
_WORKFLOW = """# Builds the timeline on every push, and publishes it from the main branch.
name: Timeline
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
concurrency:
  group: timeline-${{ github.ref }}
  cancel-in-progress: true
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.11"
      - name: Install
        run: python -m pip install "${TIMELINE:?Say in the variable TIMELINE of this repository where it is installed from}"
        env:
          # A wheel, an address of one, or git+https://…: the package index has another program of this name.
          TIMELINE: ${{ vars.TIMELINE }}
      - uses: actions/cache@v4
        with:
          # What was read, and the last publication, with which the next is compared.
          path: |
            .timeline-cache
            .published
          key: timeline-${{ github.sha }}
          restore-keys: timeline-
      - name: Check
        run: timeline check --format github
      - name: What this does to the chronology
        if: github.event_name == 'pull_request'
        run: |
          git fetch --quiet --depth=1 origin "$BASE"
          timeline diff FETCH_HEAD . --format markdown >> "$GITHUB_STEP_SUMMARY"
        env:
          BASE: ${{ github.base_ref }}
      - name: Build
        run: |
          if [ -f .published/timeline.json ]; then
            timeline build -o site --since .published/timeline.json
          else
            timeline build -o site
          fi
      - name: Remember what is published
        if: github.ref == 'refs/heads/main'
        run: mkdir -p .published && cp site/timeline.json .published/
      - uses: actions/upload-pages-artifact@v3
        with:
          path: site
  publish:
    if: github.ref == 'refs/heads/main'
    needs: build
    runs-on: ubuntu-latest
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{ steps.deploy.outputs.page_url }}
    steps:
      - id: deploy
        uses: actions/deploy-pages@v4
"""

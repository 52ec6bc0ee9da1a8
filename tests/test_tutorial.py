"""The tutorial does what it says: its commands are run, and print what it shows ("…" stands for anything)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from timeline.chronology import extract
from timeline.config import Config
from timeline.reading import Source, read
from timeline.temporal import Tagger

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps() -> list[tuple[str, str]]:
    """Each command with the output that is shown below it."""
    found: list[tuple[str, str]] = []
    for block in BLOCK.findall((ROOT / "docs/tutorial.md").read_text("utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], ""))
            elif line.startswith("> "):
                command, shown = found[-1]
                found[-1] = (f"{command}\n{line[2:]}", shown)
            else:
                command, shown = found[-1]
                found[-1] = (command, f"{shown}{line}\n")
    return found


def says(shown: str, printed: str) -> bool:
    pattern = ".*".join(re.escape(part) for part in shown.strip().split("…"))
    return re.fullmatch(pattern, printed.strip(), re.DOTALL) is not None


def test_the_tutorial_runs(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    environ = {
        **os.environ,
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "NO_COLOR": "1",
    }
    ran = steps()
    assert len(ran) > 10
    for command, shown in ran:
        done = subprocess.run(
            ["sh", "-c", command],
            check=False,
            cwd=tmp_path,
            env=environ,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, f"$ {command}\n{done.stdout}{done.stderr}"
        printed = done.stdout + done.stderr
        assert not shown or says(shown, printed), f"$ {command}\n{printed}\ninstead of\n{shown}"


def test_the_sentence_of_the_readme_makes_three_events() -> None:
    text = " ".join((ROOT / "README.md").read_text("utf-8").split())
    said = re.search(r'"(The army lost [^"]*)"', text)
    assert said
    story = f"Army loses city\n\nSunday 11 December 2016\n\n{said[1]}.\n"
    (article,) = read(Source(path="a.txt", data=story.encode(), id="a"), Config()).articles
    mentions = extract(article, Tagger().tag(article.text, article.anchor))
    assert {(mention.edtf, mention.kind) for mention in mentions} == {
        ("2016-03", "happened"),
        ("2016-12-11", "happened"),
        ("2016-12-12/2016-12-18", "conditional"),
    }

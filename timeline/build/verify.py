"""Two builds of one input, in worlds that differ in everything that must not matter."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import msgspec

from timeline.build.documents import STDIN
from timeline.build.projects import Project
from timeline.errors import Diagnostic, InputError, TimelineError

_WORLDS = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "Pacific/Pago_Pago", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242"},
)


class Compared(msgspec.Struct, frozen=True):
    """How many files there are in either build, and which of them differ."""

    files: int
    differing: tuple[str, ...]


def verify(
    project: Project, *, now: str | None = None, config_file: str | None = None, settings: Iterable[str] = ()
) -> Compared:
    """Build twice and compare.

    Raises :class:`InputError` for standard input, which cannot be read twice, and :class:`TimelineError` where a build
    fails.
    """
    if STDIN in project.articles:
        raise InputError(Diagnostic(where=STDIN, code="input-once", message="standard input cannot be read twice", level="error",
                                    hint="Save it to a file first."))  # fmt: skip
    given = [str(Path(path).resolve()) for path in project.articles]
    file = config_file or project.file
    options = ["--config", str(Path(file).resolve())] if file else []
    options += [part for setting in settings for part in ("--set", setting)] + (["--now", now] if now else [])
    with tempfile.TemporaryDirectory() as folder:
        for number, world in enumerate(_WORLDS):
            _build(given, Path(folder) / str(number), [*options, "--jobs", str(number + 1)], world)
        one, other = (_tree(Path(folder) / str(number)) for number in range(2))
    paths = sorted(one.keys() | other.keys())
    return Compared(len(paths), tuple(path for path in paths if one.get(path) != other.get(path)))


def _build(given: list[str], out: Path, options: list[str], world: dict[str, str]) -> None:
    home = out.with_name(f"home-{out.name}")
    home.mkdir()
    command = [
        sys.executable,
        "-m",
        "timeline",
        "build",
        *given,
        "-o",
        str(out),
        "--no-cache",
        "-q",
        *options,
    ]
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=home, env={**os.environ, **world}, capture_output=True, text=True, check=False
    )
    # else it was built, and something found that must not be published
    if done.returncode and not out.is_dir():
        raise TimelineError(Diagnostic(where="verify", code="verify-failed", message=f"a build failed: {done.stderr.strip()}", level="error",
                                       hint="Run `timeline build` and mend what it says."))  # fmt: skip


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }

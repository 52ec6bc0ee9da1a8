"""The group: lazy, complete, and one place for errors."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from timeline.cli import COMMANDS, main
from timeline.errors import ConfigError, CorrectionsError, Diagnostic

NAMES = [name for section in COMMANDS.values() for name in section]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_is_what_the_table_says(name, run):
    entry = next(section[name] for section in COMMANDS.values() if name in section)
    command = main.get_command(click.Context(main), name)
    assert command.name == name
    assert command.get_short_help_str(limit=200) == entry.help
    below = list(command.commands.values()) if isinstance(command, click.Group) else [command]
    for leaf in below:
        path = [name, leaf.name] if leaf is not command else [name]
        assert "--debug" in run(*path, "--help").output
        shown = run(*path, "--help").output
        assert shown.count(f"timeline {' '.join(path)}") > 1, f"no example shows how {path} is used"
        assert not [p.name for p in leaf.params if isinstance(p, click.Option) and not p.help]


def test_help_imports_nothing_heavy():
    code = (
        "import sys; sys.argv = ['timeline', '--help']\n"
        "from timeline.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'msgspec', 'rich', 'jinja2', 'lxml', 'dateparser', 'timeline.build', 'timeline.temporal.tagger'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_every_command_is_listed_with_its_line(run):
    output = run("--help").output
    for section, entries in COMMANDS.items():
        assert section in output
        for name, entry in entries.items():
            assert f"{name} " in output
            assert entry.help.split()[0] in output


@pytest.mark.parametrize(
    "args", [["nonsense"], ["build", "--nonsense"], ["build", "no-such-folder"], ["tag", "--dct", "Sunday"]]
)
def test_usage_errors_leave_with_2(run, args):
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_an_unknown_command_names_the_nearest(run):
    assert "Did you mean 'export'?" in run("exprot").stderr


def _failing(monkeypatch, error):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr("timeline.build.project", fail)


def test_an_error_lists_every_fault_and_leaves_with_1(run, monkeypatch):
    faults = [
        Diagnostic(where="timeline.toml", line=n, code="config", message=f"fault {n}", hint="Mend it.")
        for n in (1, 2)
    ]
    _failing(monkeypatch, ConfigError(faults))
    result = run("config")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "error: timeline.toml:1: fault 1 (config). Mend it.",
        "error: timeline.toml:2: fault 2 (config). Mend it.",
    ]


def test_a_fault_of_the_program_is_told_without_a_traceback(run, monkeypatch):
    _failing(monkeypatch, RuntimeError("surprise"))
    result = run("config")
    assert result.exit_code == 1
    assert "RuntimeError: surprise" in result.stderr
    assert "--debug" in result.stderr
    assert "Traceback" not in result.stderr


def test_debug_shows_the_traceback(run, monkeypatch):
    _failing(monkeypatch, RuntimeError("surprise"))
    assert isinstance(run("config", "--debug").exception, RuntimeError)


def test_a_reader_who_leaves_early_hears_no_complaint():
    command = f"{sys.executable} -m timeline --help | head -c 10; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_version(run):
    result = run("--version")
    assert result.output.startswith("timeline ")


def test_quiet_and_the_like_stand_before_the_command_or_behind_it(run, tmp_path):
    (tmp_path / "a.txt").write_text("A\n\nIt was closed on Sunday.\n")
    out = tmp_path.parent / f"{tmp_path.name}-out"
    for words in (("-q", "build", tmp_path, "-o", out), ("build", tmp_path, "-o", out, "-q")):
        result = run(*words)
        assert (result.exit_code, result.stderr) == (0, "")
    assert "no-date" in run("build", tmp_path, "-o", out, "--no-cache").stderr
    (tmp_path / "corrections.toml").write_text("[[")
    assert isinstance(run("--debug", "build", tmp_path, "-o", out).exception, CorrectionsError)
    assert isinstance(run("build", tmp_path, "-o", out).exception, SystemExit)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("timeline theme copy ev", ["event.html"]),
        ("timeline build --set la", ["language="]),
        ("timeline build --set check.no-d", ["check.no-date=", "check.no-dct="]),
        ("timeline review li", ["list", "li"]),  # articles may stand there, too
        ("timeline export --format js", ["json", "jsonl", "jsonld"]),
    ],
)
def test_a_shell_completes_names_and_keys(words, offered, monkeypatch, capfd):
    for name, value in (
        ("_TIMELINE_COMPLETE", "bash_complete"),
        ("COMP_WORDS", words),
        ("COMP_CWORD", str(words.count(" "))),
    ):
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        main()
    assert sorted(line.split(",")[1] for line in capfd.readouterr().out.split()) == sorted(offered)


def test_a_command_ends_without_a_search_through_what_it_made():
    """What is left goes with the process; looking for cycles in all of it took a tenth of a rebuild."""
    script = (
        "class Left:\n"
        "    def __init__(self): self.me = self\n"
        "    def __del__(self): print('found')\n"
        "import gc; gc.disable(); Left()\n"
        "from timeline.cli import main\n"
        "main(['--version'])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "timeline" in done.stdout
    assert "found" not in done.stdout

"""The sample site in git is what the program makes of the sample project, byte for byte."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from timeline.cli import main

ROOT = Path(__file__).parent.parent


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_committed_site_is_a_fresh_build(tmp_path):
    result = CliRunner().invoke(
        main, ["build", str(ROOT / "seeds"), "-o", str(tmp_path / "site"), "--no-cache"]
    )
    assert result.exit_code == 0, result.stderr
    fresh, committed = tree(tmp_path / "site"), tree(ROOT / "site")
    differing = sorted(
        path for path in fresh.keys() | committed.keys() if fresh.get(path) != committed.get(path)
    )
    assert differing == [], "run `make site`, look at what changed, and commit it"


def test_nothing_in_it_depends_on_the_programs_version():
    from timeline import __version__

    committed = tree(ROOT / "site")
    assert "build.json" not in committed
    named = [
        path
        for path, data in committed.items()
        if path.endswith(".html") and f"timeline {__version__}".encode() in data.lower()
    ]
    assert named == []


def test_check_finds_no_fault_in_the_sample():
    result = CliRunner().invoke(main, ["check", str(ROOT / "seeds"), "--no-cache"])
    assert result.exit_code == 0, result.stdout

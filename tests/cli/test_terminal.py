"""What is drawn on a terminal while a command works."""

from __future__ import annotations

import io

from rich.console import Console

from timeline.cli import terminal


def test_a_stage_of_unknown_length_is_not_measured_by_the_one_before(monkeypatch):
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(terminal, "console", lambda: Console(file=screen, force_terminal=True, width=80))
    with terminal.progress() as watcher:
        watcher.stage("Reading", 1000)
        watcher.advance(500)
        watcher._bar.refresh()
        assert "50%" in screen.getvalue()
        watcher.stage("Publishing")
        watcher.advance()
        before = len(screen.getvalue())
        watcher._bar.refresh()
    drawn = screen.getvalue()[before:]
    assert "Publishing" in drawn
    assert "%" not in drawn

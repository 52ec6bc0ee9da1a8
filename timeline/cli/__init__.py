"""The command line: one file a command."""

from __future__ import annotations


def main() -> None:
    """Run the ``timeline`` command."""
    raise SystemExit("timeline: no command is built yet")

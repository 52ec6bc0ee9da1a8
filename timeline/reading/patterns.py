"""Patterns over paths, as ``.gitignore`` writes them."""

from __future__ import annotations

from collections.abc import Iterable


class Patterns:
    """Patterns that are matched from the folder walked, and from the folders above it.

    So ``drafts/`` and ``articles/drafts/`` both work when ``articles`` of a project is walked.

    >>> Patterns(["articles/drafts/", "*.bak"], "home/project/articles").match("drafts/one.txt")
    True
    >>> Patterns(["drafts/", "!drafts/one.txt"], "").match("two.txt")
    False
    """

    def __init__(self, patterns: Iterable[str], above: str) -> None:
        lines = tuple(patterns)
        self._spec = None
        self._prefixes = [""]
        if lines:
            from pathspec import GitIgnoreSpec

            self._spec = GitIgnoreSpec.from_lines(lines)
            parts = above.split("/") if above else []
            self._prefixes += ["/".join(parts[i:]) + "/" for i in range(len(parts) - 1, -1, -1)]

    def match(self, path: str) -> bool:
        """Whether a path (with ``/`` at its end for a folder) is matched."""
        return self._spec is not None and any(
            self._spec.match_file(prefix + path) for prefix in self._prefixes
        )

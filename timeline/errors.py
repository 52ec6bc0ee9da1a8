"""What can go wrong, said so that a reader can mend it.

Two things are told apart. A *diagnostic* is a finding about the input: it is collected, never raised, and the
build goes on. An *error* ends what was asked for::

    TimelineError            what was asked for was not made (exit code 1)
    ├── ConfigError          timeline.toml, the environment or --set holds faults (all of them are listed)
    ├── CorrectionsError     corrections.toml cannot be read (all faults are listed)
    ├── InputError           nothing readable where articles were expected
    ├── LanguageDataError    a grammar or lexicon file is wrong: file, rule, key
    ├── ThemeError           a template cannot be rendered: file, line, name
    ├── OutputError          the output folder is refused, full or unwritable
    └── MissingExtraError    an optional extra is needed: which, and the command that installs it

Usage errors (exit code 2) belong to the command line alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

Level = Literal["error", "warning", "note"]


class Diagnostic(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One finding: where, what, how to fix it.

    ``where`` is a path or an article id as the user knows it, never an absolute path that the user did not
    type; ``code`` is permanent and documented in ``docs/diagnostics.md``; ``hint`` is an instruction.
    """

    where: str
    code: str
    message: str
    hint: str
    level: Level = "warning"
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.where, self.line, self.column) if part is not None)
        return f"{place}: {self.message} ({self.code}). {self.hint}"


CODES = frozenset(
    """
    after-report ambiguous bad-date bad-json bad-record bad-table bad-xml binary-file broken-file broken-html bug
    cache-set-aside cache-unusable cannot-write coarse-date config correction-duplicate correction-stale
    corrections-invalid corrections-missing damaged-file date-without-year dates-csv dead-link decision diff-unknown draft
    duplicate-anchor duplicate-article duplicate-id embargo empty-feed empty-file excerpt-only front-matter
    gold-empty gold-unreadable grammar-invalid impossible-date input-once io journal-broken lexicon-invalid
    missing-extra no-articles no-cache no-date no-dct no-grammar no-text no-workers not-articles not-found
    order-contradiction output-foreign output-manifest output-path output-refused output-symlink
    output-twice output-unwritable outside-folder page-furniture port-taken project-exists project-missing relative-stamp
    search-failed search-left-out several-articles split superseded theme theme-file theme-missing too-deep too-large
    too-slow unknown-genre unknown-variable unknown-xml unknown-zone unreadable-file unresolved unreviewed verify-failed
    weekday-mismatch withdrawn worker-died wrong-encoding
    """.split()  # noqa: SIM905 - a list in quotes, one a line, is no easier to read
)
"""Every code that a finding can have (docs/diagnostics.md)."""


class TimelineError(Exception):
    """Base of all errors that a user can meet; carries every fault found, not only the first."""

    def __init__(self, diagnostics: Diagnostic | Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = (
            (diagnostics,) if isinstance(diagnostics, Diagnostic) else tuple(diagnostics)
        )
        super().__init__("\n".join(map(str, self.diagnostics)))


class ConfigError(TimelineError):
    """The configuration holds faults."""


class CorrectionsError(TimelineError):
    """The corrections file cannot be used as it stands."""


class InputError(TimelineError):
    """There is nothing readable where articles were expected."""


class LanguageDataError(TimelineError):
    """A grammar or lexicon file is wrong."""


class ThemeError(TimelineError):
    """A template cannot be found or rendered."""


class OutputError(TimelineError):
    """The output cannot be written where it was asked for."""


class WorkersError(TimelineError):
    """No process can be started to share the work."""


class MissingExtraError(TimelineError):
    """An optional extra is needed for what was asked."""

"""A project: a configuration and the articles that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from timeline.config import Config, find, load
from timeline.errors import Diagnostic


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """A configuration and what it is about: the folder it speaks of and the articles to read."""

    root: Path
    config: Config
    origins: Mapping[str, str]
    articles: tuple[str, ...]
    file: Path | None = None
    findings: tuple[Diagnostic, ...] = ()
    """What the configuration passed over."""
    roots: tuple[str, ...] = ()
    """What the project reads where only some of it was named: from there articles have their ids."""

    @property
    def whole(self) -> bool:
        """Whether all that the project is about is read."""
        return not self.roots

    @property
    def corrections(self) -> Path:
        """The file of decisions, there or not."""
        return self.root / self.config.corrections

    @property
    def theme(self) -> Path | None:
        """The project's own templates: the configured folder, else ``templates/`` beside the configuration."""
        if self.config.theme:
            return self.root / self.config.theme
        own = self.root / "templates"
        return own if self.file and own.is_dir() else None


def project(
    articles: Sequence[str] = (),
    *,
    config_file: str | Path | None = None,
    settings: Iterable[str] = (),
    environ: Mapping[str, str] | None = None,
) -> Project:
    """The project that ``articles`` belong to.

    Its configuration is ``config_file``, else the nearest ``timeline.toml`` at or above the first of ``articles``
    (of the current folder, when there are none). Where ``articles`` is such a project's own folder, or empty, the
    configuration says what to read. Raises :class:`ConfigError` with every fault.
    """
    paths = [Path(given) for given in articles if given != "-"]
    start = paths[0] if paths else Path()
    file = Path(config_file) if config_file else find(start)
    loaded = load(file, environ=environ, settings=settings)
    folder = file.parent if file else start if start.is_dir() else start.parent
    own = file is not None and len(articles) == 1 and paths and paths[0].resolve() == folder.resolve()
    itself = not articles or own
    said = file is not None and loaded.origins["articles"] != "default"
    all_ = [str(folder / name) for name in loaded.config.articles] if said else [_usual(folder)]
    if itself:
        articles = all_
    return Project(
        root=folder, config=loaded.config, origins=loaded.origins, articles=tuple(articles), file=file,
        findings=(*loaded.findings, *_astray(folder, articles)),
        roots=() if itself or file is None else tuple(all_),
    )  # fmt: skip


def _astray(folder: Path, articles: Sequence[str]) -> Iterable[Diagnostic]:
    """A ``dates.csv`` beside the folders of articles, which speaks for the folder it lies in and so dates nothing."""
    below = [Path(name) for name in articles if folder.resolve() in Path(name).resolve().parents]
    folders = bool(below) and len(below) == len(articles) and all(map(Path.is_dir, below))
    if folders and (folder / "dates.csv").is_file():
        yield Diagnostic(where="dates.csv", code="dates-csv", message="it dates nothing: it lies beside the articles, not among them",
                         hint=f"Move it into {below[0].name}/; its paths count from there.")  # fmt: skip


def _usual(folder: Path) -> str:
    """Where articles lie when nobody says: in ``articles/``, else in the folder itself."""
    here = folder / "articles"
    return str(here if here.is_dir() else folder)

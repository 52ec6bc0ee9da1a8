"""What the commands of the local servers share."""

from __future__ import annotations

from timeline.errors import Diagnostic, MissingExtraError


def needed(command: str) -> None:
    """Raise :class:`MissingExtraError` unless the libraries of the local servers are installed."""
    from importlib.util import find_spec

    missing = [name for name in ("starlette", "uvicorn", "watchfiles") if find_spec(name) is None]
    if missing:
        raise MissingExtraError(
            Diagnostic(where=f"timeline {command}", code="missing-extra", level="error",
                       message=f"{' and '.join(missing)} not installed", hint="Install the extra: pip install 'timeline[review]'")
        )  # fmt: skip

"""The data files of a language: ``languages/<lang>/<name>.toml``."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file: every key must be there, and none else. It is called as its class is."""


def read(lang: str, name: str) -> dict[str, Any]:
    """What a file holds."""
    path = files("timeline.temporal").joinpath("languages", lang, f"{name}.toml")
    return tomllib.loads(path.read_text("utf-8"))


def fitted(data: object, into: type[T]) -> T:
    """Data in its frozen form, patterns compiled; a key too many or too few is refused."""
    return msgspec.convert(data, into, dec_hook=lambda _, said: re.compile(said))

"""``timeline.toml`` → :class:`Config`, every fault at once.

A value is looked for in this order: ``--set key=value``, environment (``TIMELINE_…``), ``timeline.toml``,
the default. Unknown keys are refused with the nearest known one.
"""

from __future__ import annotations

from typing import Literal

import msgspec

DateOrder = Literal["DMY", "MDY", "YMD"]


class SourceConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of one source of articles: matched by ``name``, by folder or by the host of its URL."""

    name: str
    url: str | None = None
    rights: str | None = None
    zone: str | None = None
    paths: tuple[str, ...] = ()


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that a project can say about itself; the defaults build any folder."""

    title: str = "Timeline"
    deck: str = ""
    base_url: str | None = None
    language: str = "en"
    zone: str | None = None
    date_order: DateOrder = "DMY"
    articles: tuple[str, ...] = ("articles",)
    exclude: tuple[str, ...] = ()
    sources: tuple[SourceConfig, ...] = ()
    author: str | None = None
    rights: str | None = None
    full_text: bool = False
    noindex: bool = False
    drafts: bool = False
    embargo: str | None = None
    theme: str | None = None
    corrections: str = "corrections.toml"
    check: dict[str, Literal["error", "warning", "note", "ignore"]] = msgspec.field(default_factory=dict)

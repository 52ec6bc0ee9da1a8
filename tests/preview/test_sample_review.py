"""The sample project is reviewed from beginning to end, by keyboard, while the server is killed at random moments."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.preview.conftest import Server, until
from timeline.chronology.corrections import parse_corrections
from timeline.chronology.ledger import Ledger, replay

Start = Callable[..., Server]

SEEDS = Path(__file__).parents[2] / "seeds"
KEYS = (("a",), ("x",), ("e", "last Friday", "Enter"), ("a",), ("h", "By hand", "Enter"), ("k", "2"), ("a",))
"""What is pressed for one event after the other; words of several letters are typed."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(SEEDS, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("corrections.toml"))
    return tmp_path


def press(page: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        if " " in key:
            until(page, "Boolean(document.querySelector('dialog[open]'))")
            page.keyboard.type(key)
        else:
            page.keyboard.press(key)


def decided(project: Path) -> int:
    """How many decisions the journal holds: after a crash the file may still have to be written from it."""
    text = replay(Ledger(project / "corrections.toml").history())
    return len(parse_corrections(text.encode()).decisions)


def settled(page: Any, asked: list[Any]) -> None:
    """Wait until everything that was posted is answered, or given up since the server is gone."""
    for _ in range(300):
        if not asked:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"still waiting for {asked}")


@pytest.mark.browser
@pytest.mark.timeout(400)
def test_a_whole_review_survives_kills_at_random_moments(start: Start, project: Path, page: Any) -> None:
    random, keys = Random(7), cycle(KEYS)
    confirmed: list[str] = []
    page.on(
        "response",
        lambda answer: (
            confirmed.append(answer.url) if answer.url.endswith("/-/decide") and answer.ok else None
        ),
    )
    asked: list[Any] = []
    page.on("request", lambda one: asked.append(one) if one.method == "POST" else None)
    for end in ("requestfinished", "requestfailed"):
        page.on(end, lambda one: asked.remove(one) if one in asked else None)
    server = start("review")
    page.goto(server.address)
    steps, kills = 0, {2, 5, 9, 12}
    while page.locator(".decision").count():
        assert steps < 60
        steps += 1
        here = page.evaluate("document.body.dataset.event")
        press(page, next(keys))
        if steps in kills:
            page.wait_for_timeout(random.uniform(0, 150))
            server.stop(signal.SIGKILL)
            settled(page, asked)
            assert len(confirmed) <= decided(project) <= len(confirmed) + 1, "what was confirmed is there"
            server = start("review")
            confirmed += ["written, not confirmed"] * (decided(project) - len(confirmed))
            page.goto(server.address)
        else:
            until(
                page,
                f"(document.body.dataset.event ?? '') !== '{here}' && !document.body.hasAttribute('aria-busy')",
            )
        assert decided(project) == len(confirmed)
    assert "Everything that needs you is decided" in page.inner_text("main")
    assert len(confirmed) >= 15
    ledger = Ledger(project / "corrections.toml")
    assert replay(ledger.history()) == ledger.path.read_text()
    for _ in confirmed:
        assert ledger.undo() is not None
    assert ledger.undo() is None
    assert decided(project) == 0

"""For every test: no cache but one of its own, and the same examples every time."""

from __future__ import annotations

import pytest
from hypothesis import settings

# A quick proof gives the same answer twice; `make soak` looks for new examples (--hypothesis-profile=soak).
settings.register_profile("quick", derandomize=True, deadline=None)
settings.register_profile("soak", derandomize=False, deadline=None, max_examples=2_000)
settings.load_profile("quick")


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))

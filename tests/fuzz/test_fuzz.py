"""Everything that takes bytes from outside, against thousands of inputs here and a million in ``make soak``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.run import blindly
from tests.fuzz.targets import TARGETS

SLOW = {"read x.docx", "read x.pdf", "cache", "x.zip"}


def test_the_parts_make_a_million() -> None:
    assert sum(part for _, _, part in TARGETS.values()) >= 1_000_000


@pytest.mark.parametrize("name", TARGETS)
def test_near_relations_of_sound_input(name: str) -> None:
    blindly(name, 30 if name in SLOW else 120, seed=4)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(TARGETS)), st.binary(max_size=120) | st.text(max_size=80).map(str.encode))
def test_anything_at_all(name: str, data: bytes) -> None:
    TARGETS[name][0](data)


@pytest.mark.soak
@pytest.mark.parametrize("name", TARGETS)
def test_a_million_inputs(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.run", name, str(TARGETS[name][2])],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]

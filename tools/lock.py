"""Lock every version with hashes for every platform: ``make lock``. Needs ``uv``, which it installs if missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Write ``requirements/run.txt`` (what a user gets) and ``requirements/dev.txt`` (what `make test` needs)."""
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "uv"], check=True)
    base = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11",
            "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header", "--quiet"]  # fmt: skip
    subprocess.run([*base, "-o", "requirements/run.txt"], check=True, cwd=ROOT)
    subprocess.run(
        [*base, "--all-extras", "--group", "dev", "-o", "requirements/dev.txt"], check=True, cwd=ROOT
    )


if __name__ == "__main__":
    main()

"""Make a virtual environment with the locked versions and this project in it: ``python tools/install.py .venv``."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(folder: str) -> None:
    """Create ``folder`` unless it is there, and install into it; quiet unless something fails."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this runs before anything has checked requires-python
        raise SystemExit(
            f"Timeline needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}."
        )
    python = Path(folder) / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    pip = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    print("Installing the locked versions (once; about a minute)…", file=sys.stderr, flush=True)
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements" / "dev.txt")], check=True)
    # The build backend is among the locked versions, so nothing else is fetched.
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], check=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else ".venv")

"""Standard streams that are closed, and Ctrl-C: what a shell, a job or a person does to a command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ARTICLE = (
    "A bridge\n\n11 December 2016\n\nThe bridge number %d fell on Sunday.\n" + "Nothing else is known.\n" * 60
)
TIMELINE = (sys.executable, "-m", "timeline")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of enough articles that processes are started."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(600):
        (folder / f"{number}.txt").write_text(ARTICLE % number)
    return folder


@pytest.mark.skipif(os.name != "posix", reason="closes streams by the shell")
@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("check {0} >&-", 1, "error: timeline: Bad file descriptor (io)"),
        ("build {0}/1.txt -o {1} --no-cache <&-", 0, "Built"),
        ("build {0}/1.txt -o {1} --no-cache <&- >&-", 0, "Built"),
        ("build - -o {1} --no-cache <&-", 1, "there is no text in it"),
        ("export {0}/1.txt --no-cache 2>&-", 0, ""),
    ],
)
def test_a_closed_stream_is_no_fault_of_the_program(articles, tmp_path, command, code, told):
    line = " ".join(TIMELINE) + " " + command.format(articles, tmp_path / "site")
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert told in done.stderr
    assert "fault of the program" not in done.stderr
    assert done.returncode == code


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for processes in /proc")
def test_ctrl_c_while_processes_start_gets_no_traceback(articles, tmp_path):
    command = [*TIMELINE, "build", str(articles), "-o", str(tmp_path / "site"), "--no-cache", "--jobs", "2"]
    for wait in (0.0, 0.1, 0.3, 0.6):
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
            while not _forkserver(running.pid):
                time.sleep(0.005)
            time.sleep(wait)
            os.killpg(running.pid, signal.SIGINT)
            told = running.communicate(timeout=60)[1]
        assert "Traceback" not in told
        assert (told.split(), running.returncode) == (
            ["Stopped."],
            130,
        ) or running.returncode == 0  # it was quicker


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
@pytest.mark.parametrize("command", ["tag -", "check -", "explain -"])
def test_ctrl_c_is_told_from_a_failure(command):
    line = [*TIMELINE, *command.split()]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        time.sleep(1.5)  # until it waits for its input
        running.send_signal(signal.SIGINT)
        told = running.communicate(timeout=60)[1]
    assert (told.split(), running.returncode) == (["Stopped."], 130)


def _forkserver(pid: int) -> bool:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return any(b"forkserver" in Path(f"/proc/{child}/cmdline").read_bytes() for child in children)


def test_no_process_imports_what_lies_in_the_current_folder(articles):
    """An archive that is read where it lies must not run: a child of Python's would look there for its modules first."""
    for name in ("msgspec", "signal", "threading", "timeline"):
        (articles / f"{name}.py").write_text(f"open({str(articles / 'ran')!r}, 'a').write(__name__)")
    command = [Path(sys.executable).parent / "timeline", "build", ".", "-o", "../site", "--no-cache", "-j2"]
    subprocess.run(command, cwd=articles, check=True, capture_output=True)
    subprocess.run([*command[:1], "verify", "1.txt"], cwd=articles, check=True, capture_output=True)
    assert not (articles / "ran").exists()

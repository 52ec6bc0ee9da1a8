"""Standard streams that are closed, and Ctrl-C: what a shell, a job or a person does to a command."""

from __future__ import annotations

import errno
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from timeline.build import pools
from timeline.cli import main

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
@pytest.mark.parametrize("wait", [0.1, 0.2, 0.3])
def test_processes_that_die_while_work_is_on_its_way_keep_nobody_waiting(articles, tmp_path, wait):
    """Ctrl-C ends the processes; the build itself is deaf to it, as under ``nohup``, and goes on without them."""
    command = [*TIMELINE, "build", str(articles), "-o", str(tmp_path / "site"), "--no-cache", "--jobs", "2"]
    deaf = ["sh", "-c", "trap '' INT; exec \"$@\"", "sh", *command]
    with subprocess.Popen(deaf, stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
        while not _forkserver(running.pid):
            time.sleep(0.005)
        time.sleep(wait)
        os.killpg(running.pid, signal.SIGINT)
        try:
            told = running.communicate(timeout=60)[1]
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            raise
    assert ("Traceback" in told, running.returncode) == (False, 0)


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
@pytest.mark.parametrize("command", ["tag -", "check -", "explain -"])
def test_ctrl_c_is_told_from_a_failure(command):
    line = [*TIMELINE, *command.split()]
    # Whoever runs this in the background has it ignored.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(
        line,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heard,  # noqa: PLW1509 - no threads yet
    ) as running:
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


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_standard_output_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Karsa, 11 December 2016\n\nThe bridge was closed on Sunday.\n", encoding="utf-8"
    )
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "timeline", "export", str(tmp_path), "--format", "csv", "-q"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("error: standard output: ")


def test_a_full_disk_is_not_told_as_a_full_standard_output(tmp_path, monkeypatch, capfd) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise OSError(
            errno.ENOSPC, os.strerror(errno.ENOSPC)
        )  # as a write to an open file does: without its name

    monkeypatch.setattr("timeline.build.build", full)
    with pytest.raises(SystemExit, match="1"):
        main(["build", str(tmp_path), "-o", str(tmp_path / "site")])
    assert capfd.readouterr().err.startswith("error: timeline: No space left")


@pytest.mark.skipif(os.name != "posix", reason="kills processes")
def test_half_a_result_of_a_dead_process_is_not_waited_for() -> None:
    pool = pools.new(1, "timeline.build.gathering", pools.begin, ())
    pools.asked(pool, os.getpid).result()
    [process] = pool._processes.values()
    os.write(pool._result_queue._writer.fileno(), struct.pack("!i", 1000) + b"half")
    process.kill()
    pools.let_go_of(pool)
    ending = threading.Thread(target=partial(pool.shutdown, wait=True, cancel_futures=True), daemon=True)
    ending.start()
    ending.join(20)
    assert not ending.is_alive()

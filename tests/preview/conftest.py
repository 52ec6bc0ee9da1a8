"""A real server in a process of its own, on loopback, over a small project."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tools.browser import find

ARTICLE = """The bridge at Orrin falls

Published: 2019-05-14T18:20
By: The Desk

ORRIN: The old bridge at Orrin fell on Monday, police said. Three people were hurt when the deck gave way.
Engineers had warned of cracks in March. The mayor will visit the site on Friday.
"""


def headers_of(answer: bytes) -> dict[str, str]:
    """The headers of an answer, their names in lower case."""
    lines = answer.split(b"\r\n\r\n", 1)[0].decode("latin-1").split("\r\n")[1:]
    return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


class Server:
    """A running ``timeline serve`` or ``review``."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port
        self.address = f"http://127.0.0.1:{port}"

    def raw(self, request: bytes, patience: float = 20) -> bytes:
        """What comes back for bytes as they are: no client normalises them."""
        answer = b""
        # A server may hang up on nonsense, or wait for the rest of it.
        with (
            socket.create_connection(("127.0.0.1", self.port), patience) as connection,
            suppress(TimeoutError, ConnectionError),
        ):
            connection.sendall(request)
            while chunk := connection.recv(65536):
                answer += chunk
        return answer

    def get(self, path: str, *headers: str, method: str = "GET", body: bytes = b"") -> bytes:
        """A request with the right ``Host``, and further header lines."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Connection: close", *headers]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        return self.raw("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    def stop(self, how: int = signal.SIGINT) -> int:
        """End the process and wait for it."""
        self.process.send_signal(how)
        return self.process.wait(20)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "bridge.txt").write_text(ARTICLE)
    (tmp_path / "timeline.toml").write_text('title = "Orrin"\nfull_text = true\n')
    return tmp_path


@pytest.fixture
def start(project: Path) -> Iterator[Callable[..., Server]]:
    running: list[Server] = []

    def begin(command: str, *options: str) -> Server:
        process = subprocess.Popen(
            [sys.executable, "-m", "timeline", command, str(project), "--jobs", "1", *options],
            stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        assert process.stderr
        said = ""
        while line := process.stderr.readline():
            said += line
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                running.append(Server(process, int(found[1])))
                return running[-1]
        raise AssertionError(f"the server did not start: {said}")

    yield begin
    for server in running:
        if server.process.poll() is None:
            server.stop(signal.SIGKILL)
        if server.process.stderr:
            server.process.stderr.close()


@pytest.fixture
def page() -> Iterator[Any]:
    chromium = find()
    if chromium is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI must have a Chromium: see tools/browser.py")
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-quic", "--disable-background-networking"],
        )
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        opened.set_default_timeout(15_000)
        opened.said = []
        opened.on(
            "console",
            lambda message: (
                opened.said.append(message.text) if message.type in ("error", "warning") else None
            ),
        )
        opened.on("pageerror", lambda error: opened.said.append(str(error)))
        yield opened
        browser.close()


def until(page: Any, script: str) -> None:
    """Wait for a script to be true; the page's policy forbids the usual way, which evaluates strings in it."""
    for _ in range(300):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {script}")


def told(page: Any) -> str:
    until(
        page,
        "Boolean(document.querySelector('.status')?.textContent) && !document.body.hasAttribute('aria-busy')",
    )
    words: str = page.inner_text(".status")
    page.evaluate("document.querySelector('.status').textContent = ''")
    return words

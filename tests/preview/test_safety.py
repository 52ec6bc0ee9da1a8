"""What a stranger can do to a running review: raw bytes over real sockets, since clients mend what they send."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.preview.conftest import Server, headers_of

Start = Callable[..., Server]

SECRET = "the-secret-of-this-test"


@pytest.fixture
def project(project: Path) -> Path:
    (project / ".env").write_text(SECRET)
    (project / "notes.txt").write_text(SECRET)
    (project / "articles" / ".draft.txt").write_text(
        f"A draft\n\nPublished: 2019-05-16\n\n{SECRET} fell on Monday.\n"
    )
    outside = project.parent / f"{project.name}-outside"
    outside.mkdir()
    (outside / "letter.txt").write_text(f"A letter\n\nPublished: 2019-05-16\n\n{SECRET} fell on Monday.\n")
    (project / "articles" / "way-out").symlink_to(outside)
    (project / "articles" / "letter.txt").symlink_to(outside / "letter.txt")
    return project


def token_of(server: Server) -> str:
    found = re.search(rb'data-token="([^"]+)"', server.get("/-/review/"))
    assert found
    return found[1].decode()


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


def hosts(port: int) -> list[tuple[bytes, int]]:
    """Requests under other names, and what each is answered."""
    right = b"127.0.0.1:%d" % port
    return [
        (b"GET /-/review/ HTTP/1.1\r\nHost: evil.example\r\n", 421),
        (b"GET /-/review/ HTTP/1.1\r\nHost: evil.example:%d\r\n" % port, 421),
        (b"GET /-/review/ HTTP/1.1\r\nHost: 127.0.0.1\r\n", 421),
        (b"GET /-/review/ HTTP/1.1\r\nHost: 127.0.0.1:%d.evil.example\r\n" % port, 421),
        (b"GET /-/review/ HTTP/1.1\r\nHost: %s, evil.example\r\n" % right, 421),
        (b"GET /-/review/ HTTP/1.1\r\nHost:\r\n", 421),
        (b"GET /-/review/ HTTP/1.1\r\n", 400),
        (b"GET /-/review/ HTTP/1.1\r\nHost: %s\r\nHost: evil.example\r\n" % right, 400),
        (b"GET /-/review/ HTTP/1.0\r\n", 421),
        (b"GET http://evil.example/-/review/ HTTP/1.1\r\nHost: evil.example\r\n", 421),
        (b"GET /-/review/ HTTP/1.1\r\nHost: [::ffff:127.0.0.1]:%d\r\n" % port, 421),
        (b"GET /-/review/ HTTP/1.1\r\nHost: 0.0.0.0:%d\r\n" % port, 421),
        (b"GET /-/review/ HTTP/1.1\r\nHost: 2130706433:%d\r\n" % port, 421),
    ]


def test_under_another_name_nothing_is_told(start: Start) -> None:
    server = start("review")
    token = token_of(server).encode()
    for request, wanted in hosts(server.port):
        answer = server.raw(request + b"Connection: close\r\n\r\n", patience=5)
        assert status(answer) == wanted, request
        assert token not in answer
        assert b"Orrin" not in answer


PATHS = [
    "/../notes.txt", "/..%2fnotes.txt", "/%2e%2e/notes.txt", "/%252e%252e/notes.txt", "/assets/..%5c..%5cnotes.txt", "/..\\notes.txt",
    "/.env", "/%2eenv", "/assets/../.env", "/notes.txt", "/articles/.draft.txt", "/articles/way-out/letter.txt", "/articles/letter.txt",
    "/corrections.toml", "/.corrections.journal", "/timeline.toml", "//notes.txt", "///etc/hostname", "/etc/hostname", "/-/..%2f..%2fnotes.txt",
    "/-/review/..%2f..%2f..%2fnotes.txt", "/-/review/%2e%2e%2f%2e%2e%2fnotes.txt", "/-/alike/../../notes.txt", "/%c0%ae%c0%ae/notes.txt",
    "/notes.txt%00.html", "/index.html/../../notes.txt", "/file:///etc/hostname", "/~/notes.txt", "/C:/notes.txt", "/.git/HEAD",
    "/articles/", "/assets/", "/events/", "/-/", "/", "*", "notes.txt",
]  # fmt: skip


@pytest.mark.parametrize("command", ["review", "serve"])
def test_no_path_leads_out_and_no_folder_is_listed(start: Start, command: str) -> None:
    server = start(command)
    for path in PATHS:
        for method in ("GET", "HEAD"):
            answer = server.get(path, method=method)
            assert status(answer) in (200, 307, 400, 404), path
            assert SECRET.encode() not in answer, path
            assert b"Index of" not in answer
    for path in (
        "/.env",
        "/notes.txt",
        "/corrections.toml",
        "/timeline.toml",
        "/assets/",
        "/articles/letter.txt",
    ):
        assert status(server.get(path)) == 404, path


def test_every_answer_carries_the_rules_of_the_page(start: Start) -> None:
    server = start("review")
    answers = {
        "page": server.get("/-/review/"),
        "site": server.get("/index.html"),
        "missing": server.get("/nothing"),
        "data": server.get("/-/queue"),
        "refused": server.get("/-/decide", method="POST", body=b"{}"),
        "method": server.get("/-/decide", method="PUT"),
        "name": server.raw(b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"),
    }
    for name, answer in answers.items():
        told = headers_of(answer)
        policy = dict(part.strip().partition(" ")[::2] for part in told["content-security-policy"].split(";"))
        assert policy["default-src"] == "'none'", name
        assert {policy["script-src"], policy["style-src"], policy["connect-src"]} == {"'self'"}, name
        assert {policy["frame-ancestors"], policy["base-uri"], policy["form-action"]} == {"'none'"}, name
        assert (told["x-content-type-options"], told["x-frame-options"]) == ("nosniff", "DENY"), name
        assert (told["cache-control"], told["referrer-policy"]) == ("no-store", "no-referrer"), name
        assert told["cross-origin-resource-policy"] == "same-origin", name
        assert not any(header.startswith("access-control") for header in told), name
    page = answers["page"].split(b"\r\n\r\n", 1)[1]
    assert not re.search(rb"<script(?![^>]*\bsrc=)|\son\w+=|style=|javascript:", page), "nothing inline"


def test_only_decisions_of_our_own_page_in_json_and_small(start: Start, project: Path) -> None:
    server = start("review")
    token = token_of(server)
    body = json.dumps({"action": "add", "value": "2019", "headline": "x"}).encode()
    head = f"POST /-/decide HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\nX-Timeline-Token: {token}\r\n"
    json_ = "Content-Type: application/json\r\n"

    def sent(more: str, tail: bytes) -> int:
        return status(server.raw(head.encode() + more.encode() + tail, patience=5))

    whole = b"Content-Length: %d\r\n\r\n" % len(body) + body
    large = b"%x\r\n" % 70_000 + b" " * 70_000 + b"\r\n0\r\n\r\n"
    assert sent(json_, b"Transfer-Encoding: chunked\r\n\r\n" + large) == 413
    assert sent(json_, b"Content-Length: 99999999\r\n\r\n" + b" " * 70_000) in (0, 413)
    assert sent(json_, b"Content-Length: 4\r\nContent-Length: 400\r\n\r\n" + body) == 400
    assert sent(json_, b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") in (0, 400)
    assert sent(json_, b"Content-Length: five\r\n\r\n" + body) == 400
    assert sent(json_, b"Content-Length: 0\r\n\r\n") == 400
    assert sent(json_, b"Content-Length: 400\r\n\r\n" + body) == 0, "half a body is no decision"
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonx",
    ):
        assert sent(f"Content-Type: {kind}\r\n", whole) == 415
    assert sent("", whole) == 415
    for stranger in (
        "Origin: http://evil.example",
        "Origin: null",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
    ):
        assert sent(f"{json_}{stranger}\r\n", whole) == 403
    assert sent(f"{json_}X-Timeline-Token: guess\r\n", whole) == 403, "two tokens"
    for method in ("GET", "HEAD"):
        assert status(server.get("/-/decide", method=method)) in (404, 405)
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert (
            status(
                server.get("/-/decide", json_.strip(), f"X-Timeline-Token: {token}", method=method, body=body)
            )
            == 405
        )
    assert not (project / "corrections.toml").exists()
    pipelined = b"POST /-/decide HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n\r\n" + head.encode()
    answer = server.raw(pipelined + json_.encode() + whole, patience=5)
    assert answer.startswith(b"HTTP/1.1 421"), "each request is judged by itself"
    assert sent(json_, whole) in (200, 409)
    assert (project / "corrections.toml").read_text().count("[[event]]") == 1


def test_the_token_of_one_run_is_none_of_the_next(start: Start, project: Path) -> None:
    first = start("review")
    token = token_of(first)
    first.stop()
    second = start("review")
    assert token_of(second) != token
    body = b'{"action":"add","value":"2019","headline":"x"}'
    told = second.get(
        "/-/decide", "Content-Type: application/json", f"X-Timeline-Token: {token}", method="POST", body=body
    )
    assert status(told) == 403
    assert not (project / "corrections.toml").exists()


def test_no_other_machine_reaches_it(start: Start) -> None:
    server = start("review")
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: it only asks which address would be used
            own = probe.getsockname()[0]
        except OSError:
            pytest.skip("this machine has no other address")
    if own.startswith("127."):
        pytest.skip("this machine has no other address")
    with pytest.raises(OSError, match=r"refused|timed out|unreachable"):
        socket.create_connection((own, server.port), 2)


def test_half_a_request_keeps_nobody_waiting(start: Start) -> None:
    server = start("review")
    waiting = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(30)]
    try:
        for one in waiting:
            one.sendall(b"GET / HTTP/1.1\r\nHost: 127")
        assert status(server.get("/-/review/")) == 200
    finally:
        for one in waiting:
            one.close()

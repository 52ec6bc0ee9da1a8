"""What may reach a local server, case by case."""

from __future__ import annotations

import pytest

from timeline.preview.guard import Guard, hosts_of

GOOD = {
    "host": "127.0.0.1:8000",
    "origin": "http://127.0.0.1:8000",
    "sec-fetch-site": "same-origin",
    "x-timeline-token": "secret",
    "content-type": "application/json",
}


async def nothing(*_: object) -> None:
    raise AssertionError


def refusal(method: str, headers: dict[str, str], token: str | None = "secret") -> int | None:
    guard = Guard(nothing, hosts=hosts_of("127.0.0.1", 8000), token=token)
    found = guard.refusal(method, [(name.encode(), value.encode()) for name, value in headers.items()])
    return found[0] if found else None


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_its_own_names_are_answered(host: str) -> None:
    assert refusal("GET", {"host": host}) is None


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "127.0.0.1",
        "127.0.0.1:80",
        "localhost.evil.example:8000",
        "",
        "0.0.0.0:8000",
    ],
)
def test_rebinding_is_refused(host: str) -> None:
    assert refusal("GET", {"host": host}) == 421


def test_two_hosts_are_refused() -> None:
    guard = Guard(nothing, hosts=hosts_of("127.0.0.1", 8000))
    assert guard.refusal("GET", [(b"host", b"127.0.0.1:8000"), (b"Host", b"evil.example")])


def test_our_own_page_may_write() -> None:
    assert refusal("POST", GOOD) is None
    without = {name: value for name, value in GOOD.items() if name not in ("origin", "sec-fetch-site")}
    assert refusal("POST", without) is None, "a program that knows the token"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "https://127.0.0.1:8000"}, 403),
        ({"origin": "http://127.0.0.1:8001"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"x-timeline-token": "wrong"}, 403),
        ({"x-timeline-token": ""}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
    ],
)
def test_other_pages_may_not_write(change: dict[str, str], status: int) -> None:
    assert refusal("POST", {**GOOD, **change}) == status


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get"])
def test_other_methods_are_refused(method: str) -> None:
    assert refusal(method, GOOD) == 405


def test_a_server_without_a_token_writes_nothing() -> None:
    assert refusal("POST", GOOD, token=None) == 405

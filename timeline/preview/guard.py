"""What may reach a local server: the first thing that every request meets.

A page of any other site that the same browser shows can send requests to loopback, and a name that is made to point
there later (DNS rebinding) passes for the same origin. So: only known ``Host`` names; writing only from our own pages
(``Origin``, ``Sec-Fetch-Site``), with the token of this run, as JSON, and never more than a small body.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Iterable, MutableMapping, Sequence
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_CAP = 64 * 1024
"""Bytes of a decision; the longest honest one is a few hundred."""

TOKEN_HEADER = "x-timeline-token"  # noqa: S105 - the name of a header, no secret

_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"content-security-policy", _POLICY),
)


def hosts_of(host: str, port: int) -> frozenset[str]:
    """The names by which a server on ``host`` may be called.

    >>> sorted(hosts_of("127.0.0.1", 8000))
    ['127.0.0.1:8000', '[::1]:8000', 'localhost:8000']
    """
    names = {"127.0.0.1", "localhost", "[::1]"}
    if host not in ("127.0.0.1", "localhost", "::1"):
        names.add(f"[{host}]" if ":" in host else host)
    return frozenset(f"{name}:{port}" for name in names)


def _headers(own: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of an answer with those that every answer carries; what does not say otherwise is not kept."""
    kept = any(name == b"cache-control" for name, _ in own)
    return [*own, *_HEADERS, *([] if kept else [(b"cache-control", b"no-store")])]


class Guard:
    """An ASGI application in front of another: refuses what has no business here, in one plain sentence each."""

    def __init__(self, app: App, *, hosts: Iterable[str], token: str | None = None) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or pass on, with the headers that every answer carries."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        refused = self.refusal(scope["method"], scope["headers"])

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": _headers(message["headers"])}
            await send(message)

        if refused:
            await _answer(sending, *refused)
            return
        if scope["method"] == "POST":
            body = await _body(receive)
            if body is None:
                await _answer(sending, 413, "A decision is smaller than that.")
                return
            receive = _once(body)
        await self.app(scope, receive, sending)

    def refusal(self, method: str, headers: Iterable[tuple[bytes, bytes]]) -> tuple[int, str] | None:
        """Why a request is refused (status and sentence), or ``None``."""
        given: dict[str, list[str]] = {}
        for name, value in headers:
            given.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))

        def one(name: str) -> str | None:
            values = given.get(name, [])
            return values[0] if len(values) == 1 else None

        if one("host") not in self.hosts:
            return 421, "This server answers only to its own address."
        if method in ("GET", "HEAD"):
            return None
        if method != "POST":
            return 405, "Only GET, HEAD and POST are understood here."
        if self.token is None:
            return 405, "Nothing can be written here."
        origin = one("origin")
        if ("origin" in given and origin not in {f"http://{host}" for host in self.hosts}) or given.get(
            "sec-fetch-site", ["same-origin"]
        ) != ["same-origin"]:
            return 403, "Decisions are taken from this server's own pages only."
        if not hmac.compare_digest((one(TOKEN_HEADER) or "").encode(), self.token.encode()):
            return 403, "The token is not that of this run: load the page again."
        if (one("content-type") or "").split(";")[0].strip().lower() != "application/json":
            return 415, "A decision is sent as application/json."
        return None


async def _answer(send: Send, status: int, sentence: str) -> None:
    body = f"{sentence}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _body(receive: Receive) -> bytes | None:
    """The whole body, or ``None`` where it is too large."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        chunk: bytes = message.get("body", b"")
        body += chunk
        if len(body) > BODY_CAP:
            return None
        if not message.get("more_body"):
            return body


def _once(body: bytes) -> Receive:
    waiting = [body]

    async def receive() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return {"type": "http.disconnect"}

    return receive

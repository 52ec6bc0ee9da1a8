"""The site, live: each request is answered from memory, and the browser is told when there is something new."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import AsyncIterator, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from timeline.errors import TimelineError
from timeline.preview.assets import LASTING, TYPES, asset, lasts, version
from timeline.preview.live import Live

_POLICY = b"default-src 'none'; "
_EMPTY = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not built yet</title></head>
<body><h1>Not built yet</h1><p>What stands in the way is shown below; mend it, save, and the page appears.</p></body></html>"""


@lru_cache(maxsize=1)
def _live() -> bytes:
    return (
        f'<link rel="stylesheet" href="/-/live.css?{version("live.css")}">'
        f'<script src="/-/live.js?{version("live.js")}" defer></script></head>'
    ).encode()


def with_live(page: bytes) -> bytes:
    """A page of the site with what keeps it fresh; the published page has neither.

    >>> with_live(b"<head></head>").count(b"/-/live.js")
    1
    """
    head, end, rest = page.partition(b"</head>")
    if b"connect-src" not in head:  # a theme's own policy
        head = head.replace(_POLICY, _POLICY + b"connect-src 'self'; ", 1)
    return head + (_live() if end else b"") + rest


def application(live: Live, more: Sequence[BaseRoute] = ()) -> Starlette:
    """The routes of the live site, behind those of ``more``."""

    async def page(request: Request) -> Response:
        path = request.path_params["path"]
        target = await run_in_threadpool(_of_folder, live, path)
        return RedirectResponse(f"/{target}", 307) if target else await _page(live, path)

    async def events(_: Request) -> Response:
        return StreamingResponse(_events(live), media_type="text/event-stream")

    async def own(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in ("live.js", "live.css", "review.js", "review.css"):
            return Response("There is no such file.\n", 404, media_type="text/plain")
        lasting = LASTING if request.url.query == version(name) else {}
        return Response(asset(name), headers={"content-type": TYPES[name.rpartition(".")[2]], **lasting})

    return Starlette(
        routes=[*more, Route("/-/events", events), Route("/-/{name}", own), Route("/{path:path}", page)]
    )


def _of_folder(live: Live, path: str) -> str | None:
    """The page that the site has for a folder, where it has no file of that name."""
    good = live.good
    target = f"{path.rstrip('/')}/index.html".lstrip("/")
    if not good or (path and path in good.pages):
        return None
    return target if target in good.pages else None


async def _page(live: Live, path: str) -> Response:
    try:
        data = await run_in_threadpool(live.page, path)
    except TimelineError:
        data = _EMPTY
    status = 200
    if data is None and live.good:
        status, data = 404, await run_in_threadpool(live.page, "404.html")
        path = "404.html"
    if data is None:
        status, data, path = 503, _EMPTY, "index.html"
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    if kind == "text/html":
        data = with_live(data)
    charset = (
        "; charset=utf-8" if kind.startswith("text/") or kind.endswith(("json", "xml", "javascript")) else ""
    )
    lasting = LASTING if status == 200 and lasts(path) else {}
    return Response(data, status, headers={"content-type": kind + charset, **lasting})


async def _events(live: Live) -> AsyncIterator[str]:
    """Server-sent events: the number of the build, what is wrong with it if it failed, else what it newly found."""
    async for number in live.news():
        told: Any = {"number": number, "faults": live.faults, "notes": live.notes}
        yield f"data: {json.dumps(msgspec.to_builtins(told))}\n\n"

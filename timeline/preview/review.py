"""``timeline review``: one decision at a time, in the browser; the live site beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from timeline.chronology.ledger import Ledger
from timeline.errors import TimelineError
from timeline.preview.decisions import Said
from timeline.preview.desk import Desk
from timeline.preview.live import Live
from timeline.preview.queue import Item
from timeline.preview.view import decision, row
from timeline.preview.when import read_date
from timeline.publishing.dates import Dates
from timeline.publishing.i18n import catalogue
from timeline.publishing.render import Theme

_LISTED = 200
"""Links below a decision; the rest is found by `/`."""

_STAYS = ("split", "pin", "add", "forget")
"""Decisions that leave something to be decided where they were taken."""


class _Words(msgspec.Struct, frozen=True):
    event: str
    words: str


class _Batch(msgspec.Struct, frozen=True):
    event: str
    ids: tuple[str, ...]
    action: Literal["accept", "merge"] = "accept"


class Review:
    """The routes of a review, over a live project."""

    def __init__(self, live: Live, token: str, by: str | None = None) -> None:
        assert live.good is not None
        self.live, self.token = live, token
        project = live.good.project
        self.desk = Desk(Ledger(Path(project.corrections)), live.good.told, by)
        self.dates = Dates("en")
        self.look = Theme(None, catalogue("en"))
        self.seen = live.good.number

    def routes(self) -> list[Route]:
        """All of it lives under ``/-/``; everything else is the site."""
        return [
            Route("/", self.start),
            Route("/-/review/", self.page),
            Route("/-/review/{event}", self.page),
            Route("/-/queue", self.queue),
            Route("/-/find", self.find),
            Route("/-/alike/{event}", self.alike),
            Route("/-/read", self.read, methods=["POST"]),
            Route("/-/decide", self.decide, methods=["POST"]),
            Route("/-/batch", self.batch, methods=["POST"]),
            Route("/-/undo", self.undo, methods=["POST"]),
        ]

    def fresh(self) -> Desk:
        """The desk, with the newest build."""
        good = self.live.good
        if good and good.number != self.seen:
            self.seen = good.number
            self.desk.take(good.told, good.begun)
        return self.desk

    async def start(self, _: Request) -> Response:
        """The address alone leads to the review."""
        return RedirectResponse("/-/review/", 307)

    async def page(self, request: Request) -> Response:
        """One decision: the one asked for, else the next that is open."""
        desk = self.fresh()
        wanted = request.path_params.get("event")
        if wanted in desk.settled:
            await self._rebuild()
            desk = self.fresh()
        item = desk.item(wanted) if wanted else desk.next()
        status = 404 if wanted and item is None else 200
        return self._page(item, status)

    def _page(self, item: Item | None, status: int = 200) -> Response:
        desk = self.desk
        listed = sorted(desk.queue, key=lambda one: one.decided or one.event.id in desk.settled)
        context: dict[str, Any] = {
            "token": self.token,
            "item": decision(desk, item, self.dates) if item else None,
            "next": following.event.id if item and (following := desk.next(item.event.id)) else "",
            "progress": desk.progress,
            "faults": self.live.faults,
            "missing": status == 404,
            "stale": desk.lost,
            "elsewhere": [
                d for d in desk.told.chronology.diagnostics if d.code == "correction-stale" and not d.line
            ],
            "small": sum(one.event.id not in desk.settled for one in desk.small),
            "first_small": next((one.event.id for one in desk.small if one.event.id not in desk.settled), ""),
            "queue": self._rows(listed),
            "smaller": self._rows(desk.small),
        }
        return Response(self.look.render("preview/review.html", context), status, media_type="text/html")

    def _rows(self, listed: Sequence[Item]) -> list[dict[str, Any]]:
        settled = self.desk.settled
        return [
            row(one, self.dates) | {"done": one.decided or one.event.id in settled}
            for one in listed[:_LISTED]
        ]

    async def queue(self, _: Request) -> Response:
        """The queue as data."""
        desk = self.fresh()
        return _json(
            {
                "progress": msgspec.to_builtins(desk.progress),
                "items": [row(item, self.dates) for item in desk.queue],
            }
        )

    async def find(self, request: Request) -> Response:
        """Events that fit some words."""
        words = request.query_params.get("q", "")[:200]
        return _json([row(item, self.dates) for item in self.fresh().find(words)])

    async def alike(self, request: Request) -> Response:
        """What a decision on all of the same words of the same source would be about."""
        desk = self.fresh()
        item = desk.item(request.path_params["event"])
        return _json([row(one, self.dates) for one in desk.alike(item)] if item else [])

    async def read(self, request: Request) -> Response:
        """What a date means that a person is writing."""
        given = await _given(request, _Words)
        if isinstance(given, Response):
            return given
        item = self.fresh().item(given.event)
        article = self.desk.articles.get(item.leading.article) if item and item.leading else None
        try:
            read = await run_in_threadpool(read_date, given.words, article)
        except TimelineError as error:
            # Half a word is no failure of the request: the browser would call it an error. Nor does it need a lesson.
            return _json({"faults": [{"message": error.diagnostics[0].message}]})
        from timeline.chronology.corrections import interval_of_edtf

        words = self.dates.when(interval_of_edtf(read.edtf), read.edtf).words
        asof = article.anchor.moment if article and article.anchor else None
        said = self.dates.when(asof, None).words if asof and read.why != ("as written",) else ""
        return _json({"edtf": read.edtf, "words": words, "as_of": said})

    async def decide(self, request: Request) -> Response:
        """Take one decision; what comes next: with ``?stay``, and where there is more to see, the same event as it is now."""
        given = await _given(request, Said)
        if isinstance(given, Response):
            return given
        stays = given.action in _STAYS or "stay" in request.query_params
        return await self._decided([given], given.event, stays=stays)

    async def batch(self, request: Request) -> Response:
        """Accept several at once, or merge several with one."""
        given = await _given(request, _Batch)
        if isinstance(given, Response):
            return given
        if given.action == "merge":
            many = [Said(action="merge", event=given.event, other=other) for other in given.ids]
        else:
            many = [Said(action="accept", event=event) for event in given.ids]
        return await self._decided(many, given.event)

    async def _decided(self, many: list[Said], after: str | None, *, stays: bool = False) -> Response:
        desk = self.fresh()
        event = desk.events.get(after or "")
        try:
            await run_in_threadpool(desk.decide_all, many)
        except TimelineError as error:
            return _refused(error)
        if stays:
            await self._rebuild()
            there = after and self.fresh().item(after)
            return _json({"next": f"/-/review/{after}" if there else "/-/review/"})
        following = desk.next(event.id if event else None)
        return _json({"next": f"/-/review/{following.event.id}" if following else "/-/review/"})

    async def undo(self, _: Request) -> Response:
        """Take the last step back, and show what it was about."""
        try:
            words = await run_in_threadpool(self.desk.undo)
        except TimelineError as error:
            return _refused(error)
        if words is None:
            return _json({"said": "There is nothing to take back."})
        await self._rebuild()
        desk = self.fresh()
        item = next(
            (one for one in desk.all if one.leading and " ".join(one.leading.quote.split()) == words), None
        )
        return _json({"next": f"/-/review/{item.event.id}" if item else "/-/review/", "said": "Taken back."})

    async def _rebuild(self) -> None:
        await asyncio.to_thread(self.live.rebuild)


async def _given(request: Request, kind: type[Any]) -> Any:
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except msgspec.DecodeError as error:
        return _json({"faults": [{"message": str(error), "hint": "Load the page again."}]}, 400)


def _refused(error: TimelineError) -> Response:
    return _json({"faults": msgspec.to_builtins(error.diagnostics)}, 409)


def _json(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")

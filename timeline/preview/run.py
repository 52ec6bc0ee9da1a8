"""Run a local server until it is told to stop: binding, announcing, watching, leaving nothing behind."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import Callable, Iterable
from typing import Any

from timeline.errors import Diagnostic, OutputError
from timeline.preview.guard import Guard, hosts_of
from timeline.preview.live import Live

FIRST_PORT = 8737


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address.

    >>> is_loopback("localhost"), is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def bind(host: str, port: int | None) -> socket.socket:
    """A listening socket: on ``port``, or on the first free one from 8737 on. Raises :class:`OutputError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    wanted: Iterable[int] = [port] if port is not None else [*range(FIRST_PORT, FIRST_PORT + 20), 0]
    fault: OSError | None = None
    for number in wanted:
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, number))
        except OSError as error:
            listening.close()
            fault = error
        else:
            listening.listen(128)
            return listening
    assert fault is not None
    raise OutputError(
        Diagnostic(where=f"{host}:{port}", code="port-taken", level="error", message=fault.strerror or str(fault),
                   hint="Choose another with --port, or leave --port away to get a free one.")
    ) from fault  # fmt: skip


def run(
    live: Live,
    app: Any,
    *,
    host: str,
    port: int | None,
    token: str | None = None,
    started: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve ``app`` behind the guard until interrupted; ``started`` is told the address once it answers."""
    import uvicorn

    listening = bind("127.0.0.1" if host == "localhost" else host, port)
    number = listening.getsockname()[1]
    name = f"[{host}]" if ":" in host else host
    guarded = Guard(app, hosts=hosts_of(host, number), token=token)
    server = uvicorn.Server(
        uvicorn.Config(guarded, log_level="critical", access_log=False, lifespan="off", server_header=False, date_header=False,
                       timeout_graceful_shutdown=1, h11_max_incomplete_event_size=16 * 1024, http="h11", ws="none")
    )  # fmt: skip

    async def everything() -> None:
        stop = asyncio.Event()
        watching = asyncio.create_task(live.watch(stop))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started and not serving.done():
            await asyncio.sleep(0.01)
        await asyncio.wait(
            [asyncio.create_task(live.watching.wait()), watching], return_when=asyncio.FIRST_COMPLETED
        )
        started(f"http://{name}:{number}/")
        try:
            await serving
        finally:
            stop.set()
            await asyncio.wait([watching], timeout=2)
            watching.cancel()

    # An interrupt is how a server is told that it is no longer needed.
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(everything())

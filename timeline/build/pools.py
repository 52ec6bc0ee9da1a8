"""Pools of processes: asked for where Ctrl-C waits, ended with the process that started them, let go of where they would hang."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def new(jobs: int, module: str, prepare: Callable[..., None], given: tuple[Any, ...]) -> ProcessPoolExecutor:
    """A pool whose processes have ``module`` loaded and begin with ``prepare(*given)``, which calls :func:`begin`."""
    # Never a plain fork: the progress bar has a thread, whose locks a child would inherit locked.
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload([module])
        with _undisturbed():
            _start_forkserver()
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=prepare, initargs=given)


def begin() -> None:
    """In a new process: it ends at Ctrl-C, which the one that started it tells of, and with that one."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits meanwhile: what processes come from would tell of a request that was broken off halfway."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[tuple[int, FrameType | None]] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: heard.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before if before is not None else signal.SIG_DFL)
    if heard and callable(before):
        before(*heard[0])


def asked(pool: ProcessPoolExecutor, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> Future[T]:
    """The work that one of the pool's processes is to do; whoever asks first has them started.

    A pool of which a process died is let go of at once, since work that is still on its way there would keep Python from
    ending.
    """
    with _undisturbed():
        future = pool.submit(work, *given, **named)
    future.add_done_callback(lambda done: _let_go_of_broken(pool, done))
    return future


def _let_go_of_broken(pool: ProcessPoolExecutor, done: Future[Any]) -> None:
    if not done.cancelled() and isinstance(done.exception(), BrokenProcessPool):
        let_go_of(pool)


def let_go_of(pool: ProcessPoolExecutor) -> None:
    """Close this process's ends of the pool's pipes that it does not use itself, so that nobody waits for the dead.

    Where Ctrl-C ends the processes, a batch may be on its way to them, and half of a result on its way back: Python before
    3.11.6 would wait for ever until the one is read, and any for the rest of the other, as long as somebody could write it.
    """
    for queue, end in (("_call_queue", "_reader"), ("_result_queue", "_writer")):
        pipe = getattr(getattr(pool, queue, None), end, None)
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _start_forkserver() -> None:
    """Start what the processes come from, and wait for it, so that Ctrl-C until then gets no traceback out of it.

    Python would import for it what lies in the current folder first; that may be an archive from anywhere.
    """
    from multiprocessing import get_context, resource_tracker
    from multiprocessing.forkserver import ensure_running

    safe = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        resource_tracker.ensure_running()  # first, since starting it lets Ctrl-C through again
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    finally:
        if safe is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = safe
    # Unlike the processes of a pool, this one needs nothing that ends with the process that starts it.
    first = get_context("forkserver").Process(target=_nothing)
    first.start()
    first.join()


def _nothing() -> None:
    """In a process: a sign that processes can be had now."""


def _end_with_parent() -> None:
    """In a process: nobody waits for it any more once the one that started it was killed."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

"""Independent pieces of work, done by as many processes as there are cores.

The processes are forked, so that what they work on need not be copied; the pieces are dealt out to them in turn. A child
only computes and writes to its own pipe: it touches no lock, neither one that another thread of its parent may have held
nor one that it could take with it when it is killed.
Where there is no fork, or only one job, the pieces are done here.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait

LEAST = 8
"""Fewer pieces are not worth a process: what a child touches of its parent's memory is copied first."""


def each(count: int, work: Callable[[int], bytes], jobs: int) -> Iterator[bytes]:
    """``work(0)`` to ``work(count - 1)``, as they are done, in whatever order.

    What a process that died or failed leaves undone is done here, so that an error is raised where it can be told.

    >>> sorted(each(20, lambda number: b"%d" % number, jobs=2), key=int) == [b"%d" % n for n in range(20)]
    True
    """
    left = set(range(count))
    gc.freeze()  # what is there already is no garbage, and a search through it in a child would copy it
    try:
        if jobs > 1 and count >= LEAST and "fork" in multiprocessing.get_all_start_methods():
            for number, made in _forked(count, work, jobs):
                left.discard(number)
                yield made
        for number in sorted(left):
            yield _done(work, number)
    finally:
        gc.unfreeze()


def _done(work: Callable[[int], bytes], number: int) -> bytes:
    """One piece; what it leaves in cycles is let go of at once."""
    made = work(number)
    gc.collect(0)
    return made


def _forked(count: int, work: Callable[[int], bytes], jobs: int) -> Iterator[tuple[int, bytes]]:
    context = multiprocessing.get_context("fork")
    pipes: list[Connection] = []
    children = []
    try:
        for first in range(min(jobs, count)):
            here, there = context.Pipe(duplex=False)
            mine = range(first, count, jobs)
            child = context.Process(target=_child, args=(mine, work, here, there), daemon=True)
            child.start()
            there.close()
            pipes.append(here)
            children.append(child)
        while pipes:
            for pipe in wait(pipes):
                assert isinstance(pipe, Connection)
                try:
                    number = int.from_bytes(pipe.recv_bytes(), "big")
                    yield number, pipe.recv_bytes()
                except (EOFError, OSError):
                    pipe.close()
                    pipes.remove(pipe)
    finally:
        for pipe in pipes:
            pipe.close()
        for child in children:
            child.terminate()
            child.join()


def _child(pieces: Iterable[int], work: Callable[[int], bytes], read: Connection, pipe: Connection) -> None:
    read.close()  # so that writing fails, and the child ends, once its parent is killed
    status = 1
    try:
        for number in pieces:
            made = _done(work, number)
            pipe.send_bytes(number.to_bytes(4, "big"))
            pipe.send_bytes(made)
        status = 0
    except BaseException:  # noqa: S110 - the parent does the piece again, and tells
        pass
    finally:
        pipe.close()
        os._exit(status)  # nothing of the parent's is cleaned up here

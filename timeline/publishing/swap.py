"""One folder in the place of another, in one step: whoever looks sees the old site or the new one, whole.

The new site grows in a folder beside the old one; what is unchanged is linked, not copied. Then the two change places. On
Linux that is one system call; elsewhere two renames, and a build that finds the first one done without the second
finishes it. A folder that cannot be swapped (a mount, a place beside which nothing may be made, one that holds other
people's files) is written in place, in an order that leaves no link without its page.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

_EXCHANGE = 2
_HERE = -100


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other build writes below ``folder``; the lock ends with the process, however it ends."""
    try:
        import fcntl
    except ImportError:  # where there is no such lock, builds at once are the user's to avoid
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def staging(out: Path) -> Path:
    """Where the new site grows."""
    return out.with_name(f".{out.name}.timeline-new")


def _aside(out: Path) -> Path:
    return out.with_name(f".{out.name}.timeline-old")


def mend(out: Path) -> None:
    """Put right what a build left that was killed: the site in its place, and nothing beside it."""
    if not out.exists() and _aside(out).is_dir():
        _aside(out).rename(out)
    for leftover in (staging(out), _aside(out)):
        if leftover.is_dir() and not leftover.is_symlink():
            shutil.rmtree(leftover)


def link(old: Path, new: Path, paths: Iterable[str]) -> None:
    """The same files in another folder: hard links, or copies where there are none."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        if folder not in folders:
            os.makedirs(f"{new}/{folder}", exist_ok=True)  # noqa: PTH103  thousands of paths as objects cost more
            folders.add(folder)
        try:
            os.link(f"{old}/{path}", f"{new}/{path}", follow_symlinks=False)
        except OSError as fault:
            if fault.errno not in (errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS):
                raise
            shutil.copy2(f"{old}/{path}", f"{new}/{path}")


def swap(new: Path, out: Path) -> None:
    """Put ``new`` in the place of ``out`` and remove what stood there."""
    if not out.exists():
        new.rename(out)
        return
    if _exchange(new, out):
        shutil.rmtree(new)
        return
    out.rename(_aside(out))
    new.rename(out)
    shutil.rmtree(_aside(out))


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, where the system can."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if renameat2 is None:
        return False
    done = renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    if done == 0:
        return True
    fault = ctypes.get_errno()
    if fault in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(fault, os.strerror(fault), str(other))

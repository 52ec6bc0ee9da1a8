"""One folder in the place of another, in one step: whoever looks sees the old site or the new one, whole.

The new site grows in a folder beside the old one; what is unchanged is linked, not copied. Then the two change places. On
Linux that is one system call; elsewhere two renames, and a build that finds the first one done without the second
finishes it. A folder that cannot be swapped (a mount, a place beside which nothing may be made, one that holds other
people's files) is written in place, in an order that leaves no link without its page.

Thousands of folders and links cost seconds, so whoever builds again and again may keep the site before the last one as a
spare: there only what differs is put right, and the two change places. A file of it counts as right only where it is the
very file of the site (a second link to one inode), so that nothing need be believed of a folder that a build was killed in.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
from collections.abc import Container, Iterable, Iterator, Mapping
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


def spare(out: Path) -> Path:
    """Where the site before the last one is kept."""
    return out.with_name(f".{out.name}.timeline-spare") / "site"


def drop_spare(out: Path) -> None:
    """Keep no site before the last one."""
    shutil.rmtree(spare(out).parent, ignore_errors=True)


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


def swap(new: Path, out: Path, *, keep: bool = False) -> None:
    """Put ``new`` in the place of ``out``; what stood there is kept as the spare, or removed."""
    if not out.exists():
        new.rename(out)
        return
    old = new
    if not _exchange(new, out):
        old = _aside(out)
        out.rename(old)
        new.rename(out)
    drop_spare(out)
    if not (keep and _kept(old, spare(out))):
        shutil.rmtree(old)


def _kept(old: Path, spare: Path) -> bool:
    """Keep a folder as the spare, where that is possible."""
    try:
        spare.parent.mkdir()
        (spare.parent / ".gitignore").write_text("*\n")
        old.rename(spare)
    except OSError:
        return False
    return True


def renew(
    stage: Path, out: Path, present: Mapping[str, int], same: frozenset[str], changed: Iterable[str]
) -> bool:
    """Make the spare what the site shall be, and let the two change places; ``False`` where that cannot be done.

    The files that are the ``same`` come from ``out``, where they are ``present``, those that ``changed`` from ``stage``.
    """
    ready = spare(out)
    if not ready.is_dir() or ready.is_symlink() or ready.parent.is_symlink():
        return False
    try:
        held = inodes(ready)
        _clear(ready, held, same.union(changed))
        for path in changed:
            _place(stage, ready, path)
        for path in same:
            if path not in held or held[path] != present.get(path):
                _place(out, ready, path)
        return _exchange(ready, out)
    except OSError:
        return False


def inodes(folder: Path) -> dict[str, int]:
    """Everything below a folder that is no folder, with its inode, which two links to one file share; no link is followed."""
    found = {}
    pending = [""]
    while pending:
        prefix = pending.pop()
        with os.scandir(f"{folder}/{prefix}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{prefix}{entry.name}/")
                else:
                    found[prefix + entry.name] = entry.inode()
    return found


def _clear(folder: Path, held: Iterable[str], wanted: Container[str]) -> None:
    """Remove the files of a folder that are not wanted, and the folders that are empty then."""
    for path in held:
        if path not in wanted:
            os.unlink(f"{folder}/{path}")  # noqa: PTH108  thousands of paths as objects cost more
            with contextlib.suppress(OSError):
                while path := path.rpartition("/")[0]:
                    os.rmdir(f"{folder}/{path}")  # noqa: PTH106


def _place(old: Path, new: Path, path: str) -> None:
    """The file of one folder in another, in the place of what stands there."""
    target = new / path
    target.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    os.link(f"{old}/{path}", target, follow_symlinks=False)


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

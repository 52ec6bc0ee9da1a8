"""(path, bytes) … → a folder: the new site replaces the old one in one step, or not at all.

The folder holds a manifest of what was written to it. Only that is ever removed, and a folder with other things in
it and no manifest is refused. What did not change is not written again, and when nothing did, nothing is touched.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Container, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from typing import IO

import msgspec

from timeline.errors import Diagnostic, OutputError
from timeline.publishing import swap

MANIFEST = ".timeline-manifest.json"

Data = bytes | IO[bytes]
"""The bytes of a file, or an open file that holds them."""


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What a writing did: numbers of files."""

    written: int
    unchanged: int
    removed: int

    @property
    def files(self) -> int:
        """Files of the site."""
        return self.written + self.unchanged


def write(
    files: Iterable[tuple[str, Data | None]],
    out: Path,
    *,
    inputs: Iterable[Path] = (),
    keep: bool = False,
) -> Written:
    """Write a site; ``None`` stands for the bytes that a file of ``out`` has. Raises :class:`OutputError` for a folder that is not ours, or that cannot be written.

    With ``keep`` the site that it replaces is kept beside it (most of its files are the new one's), so that the next
    writing costs what it changes.
    """
    out = Path(out)
    held = [Path(path) for path in inputs]
    _admit(out, held)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with swap.alone(out.parent):
            swap.mend(out)
            if not keep:
                swap.drop_spare(out)
            return _write(files, out, _admit(out, held), keep=keep)
    except OSError as fault:
        hint = "Free some space or choose another folder with -o."
        raise _refuse(out, "output-unwritable", _words(fault), hint) from fault


def _write(
    files: Iterable[tuple[str, Data | None]], out: Path, before: dict[str, str], *, keep: bool
) -> Written:
    """Stage what changed; then put it in place."""
    made: dict[str, str] = {}
    changed: list[str] = []
    folders: set[str] = set()
    root = out.resolve()
    with _stage(out) as stage:
        for path, data in files:
            target = _inside(root, path, before)
            if path in made:
                hint = "Give one of the articles another id."
                raise _refuse(out, "output-twice", f"Two pages want to be {path}", hint)
            if data is None:
                made[path] = before.get(path) or _digest(Path(target).read_bytes())
                continue
            made[path] = _digest(data)
            if not _same(target, data):
                changed.append(path)
                if (folder := path.rpartition("/")[0]) not in folders:
                    folders.add(folder)
                    os.makedirs(f"{stage}/{folder}", exist_ok=True)  # noqa: PTH103  thousands of paths as objects cost more
                _put(f"{stage}/{path}", data)
        gone = before.keys() - made.keys()
        manifest = _manifest(made)
        if changed or gone or not _same(f"{root}/{MANIFEST}", manifest):
            _put(f"{stage}/{MANIFEST}", manifest)
            same = frozenset(made).difference(changed)
            present = swap.inodes(root) if root.is_dir() else {}
            foreign = any(path not in before and path != MANIFEST for path in present)
            if stage.parent != out.parent or foreign:  # a swap must not move other people's files
                _in_place(stage, root, before, made, changed)
            elif not (keep and swap.renew(stage, out, present, same, (*changed, MANIFEST))):
                swap.link(root, stage, same)
                swap.swap(stage, out, keep=keep)
        removed = sum(1 for path in gone if not (out / path).exists())
    return Written(written=len(changed), unchanged=len(made) - len(changed), removed=removed)


def _chunks(data: Data) -> Iterator[bytes]:
    if isinstance(data, bytes):
        yield data
        return
    data.seek(0)
    while chunk := data.read(1 << 20):
        yield chunk


def _length(data: Data) -> int:
    return len(data) if isinstance(data, bytes) else data.seek(0, os.SEEK_END)


def _digest(data: Data) -> str:
    state = blake2b(digest_size=16)
    for chunk in _chunks(data):
        state.update(chunk)
    return state.hexdigest()


@contextlib.contextmanager
def _stage(out: Path) -> Iterator[Path]:
    """A folder for what is new: beside the site where that may be, else inside it; gone in the end."""
    stage = swap.staging(out)
    if out.is_mount() or not os.access(out.parent, os.W_OK):
        out.mkdir(exist_ok=True)
        stage = out / ".timeline-new"
        shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def nameless(folder: Path) -> IO[bytes]:
    """An open file that goes away with whoever holds it; where the system can, it lies where a site beside ``folder``
    may take it as it is."""
    try:
        return os.fdopen(os.open(folder, os.O_RDWR | os.O_TMPFILE, 0o600), "w+b")
    except (OSError, AttributeError):  # not every system and file system has such files
        return tempfile.TemporaryFile()


def _named(target: str, file: IO[bytes]) -> bool:
    """Give a file without a name one, instead of a copy; ``False`` where that cannot be done."""
    number = file.fileno()
    try:
        # the folder's handle is not looked at, but only with one Python follows the link to the file
        os.link(f"/proc/self/fd/{number}", target, src_dir_fd=number, follow_symlinks=True)
    except (OSError, NotImplementedError):
        return False
    os.fchmod(number, 0o644)
    return True


def _put(target: str, data: Data) -> None:
    if not isinstance(data, bytes) and _named(target, data):
        return
    with open(target, "wb") as file:  # noqa: PTH123  thousands of paths as objects cost more
        file.writelines(_chunks(data))
        os.fchmod(file.fileno(), 0o644)


def _manifest(made: dict[str, str]) -> bytes:
    return msgspec.json.format(msgspec.json.encode({"files": dict(sorted(made.items()))}), indent=0) + b"\n"


def _in_place(
    stage: Path, root: Path, before: dict[str, str], made: dict[str, str], changed: list[str]
) -> None:
    """File by file: first the list of all that is or was ours, then pages from the leaves up, at last what goes away."""
    root.mkdir(exist_ok=True)
    _put(f"{root}/{MANIFEST}", _manifest(before | made))
    for path in sorted(changed, key=lambda path: (path == "index.html", -path.count("/"), path)):
        target = root / path
        _folder(root, target.parent)
        if target.is_dir() and not target.is_symlink():  # what was a folder is a file now
            _prune(root, [old for old in before if old.startswith(f"{path}/")])
            with contextlib.suppress(OSError):
                target.rmdir()
        (stage / path).replace(target)
    _prune(root, before.keys() - made.keys())
    (stage / MANIFEST).replace(root / MANIFEST)


def _admit(out: Path, inputs: list[Path]) -> dict[str, str]:
    """The last manifest of a folder that may be written to; refuse any other."""
    if out.is_symlink():
        raise _refuse(
            out, "output-symlink", "The output folder is a symbolic link", "Name the folder itself."
        )
    real = out.resolve()
    if real == Path(real.anchor) or real == Path.home().resolve():
        raise _refuse(
            out, "output-refused", "This is no folder for a site", "Choose a folder of its own with -o."
        )
    for source in inputs:
        held = source.resolve()
        if real == held or real in held.parents:
            raise _refuse(
                out,
                "output-refused",
                f"The output folder holds the input {source}",
                "Choose another with -o.",
            )
    if not out.exists():
        return {}
    if not out.is_dir():
        raise _refuse(out, "output-refused", "The output is a file, not a folder", "Choose another with -o.")
    manifest = out / MANIFEST
    if manifest.is_file() and not manifest.is_symlink():
        try:
            files = listed(out)
        except (msgspec.DecodeError, UnicodeDecodeError, KeyError) as fault:
            hint = f"Remove the folder if it holds nothing else, or restore {MANIFEST}."
            raise _refuse(
                out, "output-manifest", "The manifest in the output folder cannot be read", hint
            ) from fault
        return {path: digest for path, digest in files.items() if _plain(path)}
    if any(out.iterdir()):
        hint = "Choose an empty folder with -o, or empty this one yourself."
        raise _refuse(
            out, "output-foreign", "The output folder holds files that were not made by timeline", hint
        )
    return {}


def listed(out: Path) -> dict[str, str]:
    """The files of a folder by its manifest, each with its digest."""
    return msgspec.json.decode((out / MANIFEST).read_bytes(), type=dict[str, dict[str, str]])["files"]


def _plain(path: str) -> bool:
    """Whether a path is relative and stays inside."""
    parts = path.split("/")
    bad = "\\" in path or "\0" in path or parts[0] == ":" or not {"", ".", ".."}.isdisjoint(parts)
    return not bad and path != MANIFEST


def _inside(root: Path, path: str, known: Container[str]) -> str:
    """Where a path stands; ``known`` ones were looked at before."""
    if path not in known and not _plain(path):
        raise _refuse(
            root, "output-path", f"A page wants to stand outside the site: {path!r}", "Please report this."
        )
    return f"{root}/{path}"


def _folder(root: Path, folder: Path) -> None:
    """Make a folder inside the site, never through a symbolic link."""
    at = root
    for part in folder.relative_to(root).parts:
        at = at / part
        if at.is_symlink():
            raise _refuse(
                at, "output-symlink", "A symbolic link stands where a folder goes", "Remove the link."
            )
        if at.is_file():
            at.unlink()
        at.mkdir(exist_ok=True)


def _same(target: str, data: Data) -> bool:
    try:
        state = os.lstat(target)
        if not S_ISREG(state.st_mode) or state.st_size != _length(data):
            return False
        with open(target, "rb") as file:  # noqa: PTH123
            return all(file.read(len(chunk)) == chunk for chunk in _chunks(data))
    except OSError:
        return False


def _prune(root: Path, gone: Iterable[str]) -> int:
    """Remove what the last manifest lists and this one does not, and folders that are empty then."""
    removed = 0
    for path in sorted(gone, reverse=True):
        target = root / path
        if any((root / part).is_symlink() for part in PurePosixPath(path).parents):
            continue
        try:
            target.unlink()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            continue
        removed += 1
        for parent in target.parents:
            if parent == root:
                break
            try:
                parent.rmdir()
            except OSError:
                break
    return removed


def _words(fault: OSError) -> str:
    if fault.errno == errno.ENOSPC:
        return "The disk is full"
    return f"The output folder cannot be written: {fault.strerror or fault}"


def _refuse(out: Path, code: str, message: str, hint: str) -> OutputError:
    return OutputError(Diagnostic(where=str(out), code=code, message=message, hint=hint, level="error"))


def put(path: Path, chunks: Iterable[bytes]) -> None:
    """Write one file, whole or not at all: until all of it is there, what the path held stays.

    What is no ordinary file (a pipe, a device), or lies where no file can be made, is written into.
    """
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    if (target.exists() and not target.is_file()) or not os.access(target.parent, os.W_OK):
        beside = target
    try:
        try:
            with beside.open("wb") as stream:
                stream.writelines(chunks)
            if beside != target:
                if target.exists():
                    shutil.copymode(target, beside)
                beside.replace(target)
        finally:
            if beside != target:
                beside.unlink(missing_ok=True)
    except OSError as error:
        raise OSError(error.errno, error.strerror, error.filename or str(path)) from error

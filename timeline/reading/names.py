"""Names of files and folders: which may hold articles, and the id that a path gives."""

from __future__ import annotations

import unicodedata

_OURS = frozenset({"timeline.toml", "corrections.toml", "dates.csv"})
_NO_ARTICLES = frozenset(
    {"7z", "avi", "avif", "bak", "bat", "bib", "bmp", "cfg", "css", "csv", "db", "dll", "eot", "exe", "flac", "gif", "heic", "ico", "ics", "ini",
     "jpeg", "jpg", "js", "jsonld", "less", "lock", "log", "m4a", "map", "mjs", "mkv", "mov", "mp3", "mp4", "ods", "ogg", "otf", "png", "ppt", "pptx",
     "psd", "py", "rar", "rb", "sass", "scss", "sh", "so", "sqlite", "svg", "tex", "tif", "tiff", "tmp", "toml", "ts", "tsv", "ttf", "wav",
     "webm", "webp", "woff", "woff2", "xls", "xlsx", "yaml", "yml"}
)  # fmt: skip
_ABOUT_THE_FOLDER = frozenset(
    {"changelog", "code_of_conduct", "contributing", "copying", "dockerfile", "gemfile", "licence", "license", "makefile", "rakefile", "readme"}
)  # fmt: skip
_MACHINERY = frozenset({"node_modules", "vendor", "__pycache__", "__MACOSX"})


def is_hidden(name: str) -> bool:
    """Hidden, a backup, or a folder that tools keep.

    >>> is_hidden(".git"), is_hidden("a.txt~"), is_hidden("node_modules"), is_hidden("a.txt")
    (True, True, True, False)
    """
    return name.startswith((".", "~$")) or name.endswith("~") or name in _MACHINERY


def is_ours(name: str) -> bool:
    """A file that speaks about the articles."""
    return name in _OURS


def is_no_article(name: str) -> bool:
    """A picture, a style sheet, a README: nothing that anybody would call an article."""
    stem, _, ending = name.lower().rpartition(".")
    return ending in _NO_ARTICLES or (stem or ending) in _ABOUT_THE_FOLDER


def kind(name: str) -> str:
    """What a passed-over file is counted as: its ending, else its name."""
    return name.rsplit(".", 1)[-1].lower()


def printable(path: str) -> str:
    """Composed (NFC), so that an id is the same on every file system; bytes that are no UTF-8 are marked."""
    if path.isascii():
        return path
    return unicodedata.normalize("NFC", path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def article_id(path: str) -> str:
    """The path without its ending; a bundle's ``index`` is its folder.

    >>> article_id("2016/12/11-aleppo.txt"), article_id("posts/bridge/index.md"), article_id("wire.zip/one.txt.gz")
    ('2016/12/11-aleppo', 'posts/bridge', 'wire/one')
    """
    if path == "-":
        return "stdin"
    folder, slash, name = path.rpartition("/")
    if ".zip" in folder.lower():
        folder = "/".join(part[:-4] if part.lower().endswith(".zip") else part for part in folder.split("/"))
    name = name[:-3] if name.lower().endswith(".gz") else name
    stem = (name.rsplit(".", 1)[0] or name).removesuffix(".ninjs")
    return folder if folder and stem in ("index", "_index") else f"{folder}{slash}{stem}"

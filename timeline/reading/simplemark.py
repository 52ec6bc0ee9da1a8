"""The few marks that most Markdown articles hold, read in one pass: a path past Markdown for speed.

:func:`body` answers only for a text whose every block is a heading or a paragraph and whose marks are plain links,
emphasis and strong emphasis, none within another; for anything else it answers ``None`` and Markdown itself reads the
text. What it answers is what Markdown, the sanitiser and the canonical form come to: a test holds the two together.
"""

from __future__ import annotations

import re
from html import escape

from timeline.model import Block
from timeline.reading.story import Body

_HEADING = re.compile(r"(?P<level>#{1,6})[ ]+(?P<words>[^#\s](?:[^#\n]*[^#\s])?)[ ]*#*$")
# A line that may begin a list, a quotation, a rule, code, a table, a definition…
_BLOCK = re.compile(r"(?:^|\n)(?:[ \t]|[>|+=#~:-]|\d+[.)])|[ ]{2}\n|\|")
_BEGINS = frozenset(" \t>|+=#~:-0123456789")
_SPECIAL = re.compile(r"[*_`\[\]<>\\]|&[#\w]")
_WORDS = r"[^\s*_`\[\]<>\\&!](?:[^*_`\[\]<>\\&!\n]*[^\s*_`\[\]<>\\&!])?"
_MARK = re.compile(
    rf"\[(?P<link>{_WORDS})\]\((?P<href>https?://[\w.:/?=%#~+,;-]*[\w/=#])\)"
    rf"|\*\*(?P<strong>{_WORDS})\*\*(?![*\w])|\*(?P<em>{_WORDS})\*(?![*\w])"
)
_BEFORE = " \t\n(“‘\"'—–-"
_REL = "noopener noreferrer nofollow ugc"


def body(source: str) -> Body | None:
    """The body of a simple text, or ``None``.

    >>> body("## What\\n\\nIt *ran* again.").html
    '<h2>What</h2>\\n<p>It <em>ran</em> again.</p>'
    >>> body("- a list") is None
    True
    """
    html: list[str] = []
    texts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for part in re.split(r"\n[ \t]*\n", source):
        block = part.strip("\n")
        if not block or block.isspace():
            continue
        heading = _HEADING.fullmatch(block)
        if heading:
            block, name, level = heading["words"], f"h{len(heading['level'])}", len(heading["level"])
        elif (
            "|" in block or "\t" in block or ((block[0] in _BEGINS or "\n" in block) and _BLOCK.search(block))
        ):
            return None
        else:
            name, level = "p", 0
        words = " ".join(block.split())
        marked = _inline(words)
        if marked is None:
            return None
        text, markup = marked
        html.append(f"<{name}>{markup}</{name}>")
        texts.append(text)
        blocks.append(
            Block(kind="heading" if level else "paragraph", start=at, end=at + len(text), level=level)
        )
        at += len(text) + 2
    return Body(text="\n\n".join(texts), blocks=tuple(blocks), html="\n".join(html))


def _inline(words: str) -> tuple[str, str] | None:
    """Text and HTML of one block; ``None`` where it holds a mark that is not plain."""
    special = _SPECIAL.search(words)
    if not special:
        return words, escape(words, quote=False)
    text: list[str] = []
    markup: list[str] = []
    at = 0
    while special:
        start = special.start()
        match = _MARK.match(words, start)
        if not match or (start and words[start - 1] == "!"):
            return None
        if not match["link"] and start and words[start - 1] not in _BEFORE:
            return None
        before, inner = words[at:start], match["link"] or match["strong"] or match["em"]
        shown = escape(inner, quote=False)
        if match["link"]:
            shown = f'<a href="{match["href"]}" rel="{_REL}">{shown}</a>'
        else:
            name = "strong" if match["strong"] else "em"
            shown = f"<{name}>{shown}</{name}>"
        text += (before, inner)
        markup += (escape(before, quote=False), shown)
        at = match.end()
        special = _SPECIAL.search(words, at)
    rest = words[at:]
    return "".join(text) + rest, "".join(markup) + escape(rest, quote=False)

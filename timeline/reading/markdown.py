"""Markdown with front matter (Jekyll, Hugo, Pelican) or without."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from timeline.config import Config
from timeline.reading import fields, frontmatter, markup, simplemark
from timeline.reading.dateline import head
from timeline.reading.story import Body, Story
from timeline.reading.text import with_dateline, with_head

if TYPE_CHECKING:
    from markdown import Markdown

# Anything that Markdown could read as markup: where there is none, the text is plain and needs no Markdown.
_MARKUP = re.compile(r"[*_`<\[\\&]")
_MARKUP_LINE = re.compile(r"\n(?: {0,3}(?:[#>|+]|-{1,}\s*|\d+[.)]\s|=+[ \t]*(?:\n|\Z)|~{3})| {4}|\t)")
# Liquid (Jekyll) and shortcodes (Hugo) are the site's own machinery.
_BRACKETS = 100
_SHORTCODE = re.compile(
    r"\{%.*?%\}|\{\{[<%].*?[%>]\}\}|\{\{-?\s*(?:page|site|layout|include|post)\.[^{}]*\}\}|\{:.*?\}",
    re.DOTALL,
)
# Links from note to note, as Obsidian and wikis write them; with a mark before it, what is shown in their place.
_NOTE = re.compile(
    r"(?P<shown>!?)\[\[(?!\s)(?P<note>[^][|#\n]*)(?:#(?P<part>[^][|\n]*))?(?:\|(?P<words>[^][\n]+))?\]\](?!\()"
)


def read_markdown(source: str, config: Config, where: str) -> list[Story]:
    """One story; without front matter its head is read as that of plain text is."""
    front = frontmatter.split(source, where)
    if not front.fields and front.problem is None:
        return [_without_front_matter(source, config)]
    story = fields.story(front.fields, body(front.rest), "front matter", config, where)
    problems = (*story.diagnostics, *([front.problem] if front.problem else []))
    return [with_dateline(msgspec.structs.replace(story, diagnostics=problems), config)]


def _balanced(source: str) -> str:
    """The source with brackets made literal where a block opens far more of them than it closes.

    Markdown looks for the end of each; without this, a file of brackets takes minutes.
    """
    if source.count("[") + source.count("<") + source.count("(") < _BRACKETS:
        return source
    blocks = re.split(r"(\n\s*\n)", source)
    for number, block in enumerate(blocks):
        for opened, closed, literal in (("[", "]", "\\["), ("](", ")", "]\\("), ("<", ">", "&lt;")):
            if block.count(opened) - block.count(closed) > _BRACKETS:
                blocks[number] = block = block.replace(opened, literal)  # noqa: PLW2901 - each pass works on what the last one made
    return "".join(blocks)


def _has_markup(source: str) -> bool:
    """Whether Markdown could read anything in a text as markup: a sign, the head of a line, or blanks at its end."""
    return bool(
        _MARKUP.search(source)
        or _MARKUP_LINE.search(f"\n{source}")
        or "  \n" in source
        or source.endswith("  ")
    )


def body(source: str) -> Body:
    """Markdown → Body. What has no markup at all is plain text, a paragraph for each block.

    >>> body("One.\\n\\nTwo *three*.").html
    '<p>One.</p>\\n<p>Two <em>three</em>.</p>'
    >>> body("One\\nline.\\n\\nTwo.").text, body("One.").html
    ('One line.\\n\\nTwo.', None)
    """
    if "{" in source:
        source = _SHORTCODE.sub("", source)
    if "[[" in source:
        source = _NOTE.sub(_words_of_note, source)
    if not _has_markup(source):
        return Body.of_paragraphs(
            [words for block in re.split(r"\n\s*\n", source) if (words := " ".join(block.split()))]
        )
    simple = simplemark.body(source)
    if simple is not None:
        return simple
    return by_markdown(source)


def _words_of_note(link: re.Match[str]) -> str:
    return "" if link["shown"] else link["words"] or link["note"] or link["part"] or ""


def by_markdown(source: str) -> Body:
    """Markdown proper, sanitised."""
    converter = _converter()
    converter.reset()
    return markup.body_of(converter.convert(_balanced(source)))


@lru_cache(maxsize=1)
def _converter() -> Markdown:
    """Raw HTML is off: it is shown as the text it is; the sanitiser stands behind all the same."""
    from markdown import Markdown

    # A footnote's mark would read as part of the word before it ("Sunday1"); the note itself stays, at the end.
    unmarked = {"SUPERSCRIPT_TEXT": "", "BACKLINK_TEXT": ""}
    converter = Markdown(
        extensions=["tables", "footnotes", "sane_lists", "fenced_code"],
        extension_configs={"footnotes": unmarked},
        output_format="html",
    )
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return converter


def _without_front_matter(source: str, config: Config) -> Story:
    """The head is read as that of plain text; the dateline stays in the body, since marks count on its HTML."""
    lines = source.split("\n")
    top = head(lines, config.date_order)
    return with_head(with_dateline(Story(body=body("\n".join(lines[top.lines :]))), config), top)

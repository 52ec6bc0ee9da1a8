"""Plain text: wire copy, letters, clippings, the text of a scan."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.reading import pages, splitting
from timeline.reading import stamp as stamps
from timeline.reading.dateline import Head, dateline, head
from timeline.reading.story import Body, Claim, Story
from timeline.reading.versions import ADVICE
from timeline.reading.wrapping import paragraphs


def read_text(text: str, config: Config, where: str) -> list[Story | Diagnostic]:
    """The stories of a plain text file; several are reported."""
    cleared = pages.clear(text)
    lines = cleared.lines
    starts = splitting.starts(lines, config.date_order)
    stories: list[Story | Diagnostic] = [
        _story(splitting.without_rules(lines[start:end]), config, cleared.masthead)
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]
    if len(starts) > 1:
        shown = ", ".join(str(start + 1) for start in starts[:8]) + (", …" if len(starts) > 8 else "")
        stories.append(Diagnostic(
            where=where, code="split", message=f"its head repeats: {len(starts)} stories were made of it (at lines {shown})",
            hint="Nothing needs to be done; keep one story a file if it is wrong.", level="note",
        ))  # fmt: skip
    return stories


def _story(lines: Sequence[str], config: Config, masthead: str | None = None) -> Story:
    """One story from its lines: the head apart, the body as paragraphs, without the dateline before its prose."""
    top = head(lines, config.date_order)
    body = Body.of_paragraphs(paragraphs(lines[top.lines :]))
    found = with_head(with_dateline(Story(body=body), config), top)
    if masthead:
        found = _with_masthead(found, masthead, config)
    return _without_dateline(found)


def _with_masthead(story: Story, masthead: str, config: Config) -> Story:
    """What the running head of a scan says: the paper, and often its day."""
    when = stamps.find(masthead, config.date_order)
    name = (masthead[: when.start] if when else masthead).strip(" .,;|—–-")
    claims = (*story.claims, Claim(source="header", stamp=when)) if when and when.moment else story.claims
    return msgspec.structs.replace(story, source=story.source or name or None, claims=claims)


def with_head(story: Story, top: Head) -> Story:
    """A story with what its head says; the head's stamps come before that of the dateline."""
    stamps = (*top.stamps, *([top.modified] if top.modified else []))
    return msgspec.structs.replace(
        story,
        title=top.title,
        deck=top.deck,
        section=top.section,
        byline=top.byline,
        places=story.places or top.places,
        source=top.source or story.source or top.writer,
        url=top.url,
        rights=top.rights,
        tags=top.tags,
        advice=top.advice or story.advice,
        modified=top.modified.moment.earliest if top.modified and top.modified.moment else None,
        claims=(*(Claim(source="header", stamp=stamp) for stamp in stamps), *story.claims),
    )


def with_dateline(story: Story, config: Config) -> Story:
    """A story with what the desk's note and the dateline at the head of its body say; its prose begins after them."""
    text = story.body.text
    advice = ADVICE.match(text)
    start = advice.end() + len(text[advice.end() :]) - len(text[advice.end() :].lstrip()) if advice else 0
    found = dateline(text, config.date_order, start)
    if found and found.stamp and _is_column(story.body, config):
        found = None
    if found is None and advice is None:
        return story
    return msgspec.structs.replace(
        story,
        body=msgspec.structs.replace(story.body, start=found.end if found else start),
        places=story.places or (found.places if found else ()),
        source=story.source or (found.source if found else None),
        advice=advice[0] if advice else story.advice,
        claims=(*story.claims, Claim(source="header", stamp=found.stamp))
        if found and found.stamp
        else story.claims,
    )


def _is_column(body: Body, config: Config) -> bool:
    """A column of telegrams: its paragraphs have datelines of their own, and none speaks for the whole."""
    return any(
        (found := dateline(body.text, config.date_order, block.start)) is not None and found.stamp is not None
        for block in body.blocks[1:4]
    )


def _without_dateline(story: Story) -> Story:
    """The same story with its body beginning where its prose begins: for text that is ours to cut."""
    cut = story.body.start
    if not cut:
        return story
    blocks = tuple(
        msgspec.structs.replace(block, start=max(0, block.start - cut), end=block.end - cut)
        for block in story.body.blocks
        if block.end > cut
    )
    return msgspec.structs.replace(story, body=Body(text=story.body.text[cut:], blocks=blocks))

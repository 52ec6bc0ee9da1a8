"""Plain text: wire copy, letters, clippings."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from timeline.config import Config
from timeline.reading.dateline import Head, dateline, head
from timeline.reading.story import Body, Claim, Story
from timeline.reading.wrapping import paragraphs


def read_text(text: str, config: Config) -> list[Story]:
    """The stories of a plain text file."""
    return [story(text.split("\n"), config)]


def story(lines: Sequence[str], config: Config) -> Story:
    """One story from its lines: the head apart, the body as paragraphs, without the dateline before its prose."""
    top = head(lines, config.date_order)
    body = Body.of_paragraphs(paragraphs(lines[top.lines :]))
    found = of_head(top, placed(body, config), config)
    return without_dateline(found)


def of_head(top: Head, story: Story, config: Config) -> Story:
    """A story with what its head says; the head's stamps come before that of the dateline."""
    stamps = (*top.stamps, *([top.modified] if top.modified else []))
    return msgspec.structs.replace(
        story,
        title=top.title,
        deck=top.deck,
        section=top.section,
        byline=top.byline,
        places=story.places or top.places,
        source=top.source or story.source,
        url=top.url,
        rights=top.rights,
        tags=top.tags,
        modified=top.modified.moment.earliest if top.modified and top.modified.moment else None,
        claims=(*(Claim(source="header", stamp=stamp) for stamp in stamps), *story.claims),
    )


def placed(body: Body, config: Config) -> Story:
    """A story that knows what the dateline at the head of its body says; ``body.start`` is where prose begins."""
    found = dateline(body.text, config.date_order)
    if found is None:
        return Story(body=body)
    return Story(
        body=msgspec.structs.replace(body, start=found.end),
        places=found.places,
        source=found.source,
        claims=(Claim(source="header", stamp=found.stamp),) if found.stamp else (),
    )


def without_dateline(story: Story) -> Story:
    """The same story with its body beginning where the prose begins: for text that is ours to cut."""
    cut = story.body.start
    if not cut:
        return story
    blocks = tuple(
        msgspec.structs.replace(block, start=max(0, block.start - cut), end=block.end - cut)
        for block in story.body.blocks
    )
    return msgspec.structs.replace(story, body=Body(text=story.body.text[cut:], blocks=blocks))

"""Plain text: wire copy, letters, clippings, the text of a scan."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.reading import pages, splitting
from timeline.reading import stamp as stamps
from timeline.reading.dateline import Dateline, Head, dateline, head
from timeline.reading.story import Body, Claim, Story
from timeline.reading.versions import ADVICE
from timeline.reading.wrapping import paragraphs


def read_text(text: str, config: Config, where: str) -> list[Story | Diagnostic]:
    """The stories of a plain text file; several are reported."""
    cleared = pages.clear(text)
    lines = cleared.lines
    starts = splitting.starts(lines, config.date_order)
    parts = [
        splitting.without_rules(lines[start:end])
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]
    told = [_story(part, config, cleared.masthead) for part in parts]
    stories: list[Story | Diagnostic] = [
        story if story.title or not told[0].title else _of_collection(story, told[0].title, part[0])
        for story, part in zip(told, parts, strict=True)
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
    top = _head(lines, config)
    prose = paragraphs(lines[top.lines :])
    begin = "\n\n".join(prose[:2])
    opening = _opening(begin, prose[1:4], config)
    if opening.end:
        prose[:2] = filter(None, begin[opening.end :].split("\n\n"))
    found = with_head(opening.of(Story(body=Body.of_paragraphs(prose))), top)
    return _with_masthead(found, masthead, config) if masthead else found


def _head(lines: Sequence[str], config: Config) -> Head:
    """The head of a text; of one so short that all of it passes for a head, without the signature at its end."""
    top = head(lines, config.date_order)
    if any(line.strip() for line in lines[top.lines :]):
        return top
    last = max((number for number, line in enumerate(lines) if line.strip()), default=0)
    shorter = head(lines[:last], config.date_order)
    if not shorter.lines or not any(line.strip() for line in lines[shorter.lines : last]):
        return top
    return msgspec.structs.replace(
        shorter, stamps=shorter.stamps or top.stamps, byline=shorter.byline or top.byline
    )


def _of_collection(story: Story, title: str, first: str) -> Story:
    """A letter among others under one title: it is called after that and its first line, the place and the day."""
    return msgspec.structs.replace(story, title=f"{title}: {first.strip()}")


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


class _Opening(msgspec.Struct, frozen=True):
    """What stands before the prose: the desk's note, the dateline, and where they end."""

    end: int = 0
    advice: str | None = None
    dateline: Dateline | None = None

    def of(self, story: Story) -> Story:
        """A story with what its opening says."""
        line = self.dateline
        if line is None and self.advice is None:
            return story
        return msgspec.structs.replace(
            story,
            places=story.places or (line.places if line else ()),
            source=story.source or (line.source if line else None),
            advice=self.advice or story.advice,
            claims=(*story.claims, Claim(source="header", stamp=line.stamp))
            if line and line.stamp
            else story.claims,
        )


def _opening(text: str, following: Sequence[str], config: Config) -> _Opening:
    """What a text opens with; ``following`` are its second paragraph and some more."""
    advice = ADVICE.match(text)
    start = advice.end() if advice else 0
    while advice and start < len(text) and text[start].isspace():
        start += 1
    line = dateline(text, config.date_order, start)
    if line and line.stamp and _is_column(following, config):
        line = None
    return _Opening(line.end if line else start, advice[0] if advice else None, line)


def _is_column(following: Sequence[str], config: Config) -> bool:
    """A column of telegrams: its paragraphs have datelines of their own, and none speaks for the whole."""
    found = (dateline(words, config.date_order) for words in following)
    return any(line is not None and line.stamp is not None for line in found)


def with_dateline(story: Story, config: Config) -> Story:
    """A story with what the opening of its body says; the body stays whole, ``start`` is where its prose begins."""
    body = story.body
    following = [body.text[block.start : block.end] for block in body.blocks[1:4]]
    opening = _opening(body.text, following, config)
    if not opening.end:
        return story
    return opening.of(msgspec.structs.replace(story, body=msgspec.structs.replace(body, start=opening.end)))

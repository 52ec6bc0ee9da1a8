"""Agency XML: NITF 3, NewsML-G2 (items and messages), and what else an ``.xml`` file may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.reading import fields, markup
from timeline.reading.story import Body, Story
from timeline.reading.text import with_dateline
from timeline.reading.wrapping import blocks_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_KILLED = ("canceled", "cancelled", "withheld")


def root_of(text: str) -> _Element | None:
    """The root, parsed without entities, network or DTD; ``None`` where there is nothing to parse."""
    from lxml import etree

    try:
        # Bytes, since a string that declares another encoding is refused.
        return etree.fromstring(_DECLARATION.sub("", text).strip().encode(), markup.parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        return None


def read_xml(root: _Element, config: Config, where: str, id: str) -> list[Story | Diagnostic]:
    """The stories of NITF, of NewsML-G2, or a diagnostic that names what the file is instead."""
    kind = name(root)
    if kind == "nitf":
        return [_nitf(root, {}, config, where)]
    items = list(root.iter("{*}newsItem")) if kind in ("newsMessage", "newsItem") else []
    if len(items) == 1:
        return [_news_item(items[0], config, where)]
    if items:
        return [_numbered(_news_item(item, config, f"{where}:{n}"), id, n) for n, item in enumerate(items, 1)]
    nested = next(root.iter("{*}nitf"), None)
    if nested is not None:
        return [_nitf(nested, {}, config, where)]
    return [Diagnostic(
        where=where, code="unknown-xml", message=f"it is XML of a kind that is not known: <{kind}>",
        hint="NITF, NewsML-G2, RSS, Atom and XHTML are read; convert it to one of these, or to text.",
    )]  # fmt: skip


def _numbered(story: Story | Diagnostic, id: str, number: int) -> Story | Diagnostic:
    if isinstance(story, Diagnostic):
        return story
    return msgspec.structs.replace(story, id=f"{id}:{number}")


def _news_item(item: _Element, config: Config, where: str) -> Story | Diagnostic:
    meta = "{*}itemMeta/"
    content = "{*}contentMeta/"
    said: dict[str, Any] = {
        "story": item.get("guid"),
        "version": item.get("version"),
        "pubstatus": (_attribute(item, f"{meta}{{*}}pubStatus", "qcode") or "").rpartition(":")[2],
        "date": _text(item, f"{content}{{*}}contentCreated")
        or _text(item, f"{meta}{{*}}firstCreated")
        or _text(item, f"{meta}{{*}}versionCreated"),
        "modified": _text(item, f"{content}{{*}}contentModified")
        or _text(item, f"{meta}{{*}}versionCreated"),
        "embargo": _text(item, f"{meta}{{*}}embargoed"),
        "title": _text(item, f"{content}{{*}}headline") or _text(item, f"{meta}{{*}}title"),
        "byline": _text(item, f"{content}{{*}}by") or _text(item, f"{content}{{*}}creator/{{*}}name"),
        "source": _text(item, f"{content}{{*}}infoSource/{{*}}name")
        or _text(item, f"{meta}{{*}}provider/{{*}}name"),
        "places": _texts(item, f"{content}{{*}}located/{{*}}name"),
        "tags": _texts(item, f"{content}{{*}}subject/{{*}}name") or _texts(item, f"{content}{{*}}keyword"),
        "lang": _attribute(item, f"{content}{{*}}language", "tag")
        or item.get("{http://www.w3.org/XML/1998/namespace}lang"),
        "url": _attribute(item, f"{meta}{{*}}link", "href"),
        "rights": _text(item, "{*}rightsInfo/{*}copyrightNotice")
        or _text(item, "{*}rightsInfo/{*}usageTerms"),
        "deck": _text(item, f"{content}{{*}}description"),
        "note": _text(item, f"{meta}{{*}}edNote"),
    }
    if not said["places"] and (line := _text(item, f"{content}{{*}}dateline")):
        said["places"] = line
    content_set = item.find("{*}contentSet")
    if content_set is None:
        return _no_text(where, "newsItem")
    nitf = next(content_set.iter("{*}nitf"), None)
    if nitf is not None:
        return _nitf(nitf, said, config, where)
    inline = content_set.find("{*}inlineXML")
    if inline is not None:
        body = next(inline.iter("{*}body"), inline)
        return _story(said, markup.body_of(_inner(body)), config, where)
    data = _text(content_set, "{*}inlineData", keep=True)
    if data:
        return _story(said, Body(text=data, blocks=blocks_of(data)), config, where)
    return _no_text(where, "newsItem")


def _nitf(root: _Element, outer: dict[str, Any], config: Config, where: str) -> Story | Diagnostic:
    head = "{*}head/{*}docdata/"
    body = "{*}body/{*}body.head/"
    said: dict[str, Any] = {
        "story": _attribute(root, f"{head}{{*}}doc-id", "id-string"),
        "version": _attribute(root, f"{head}{{*}}du-key", "version"),
        "pubstatus": _attribute(root, "{*}head/{*}docdata", "management-status"),
        "date": (
            _attribute(root, f"{head}{{*}}date.issue", "norm")
            or _attribute(root, f"{body}{{*}}dateline/{{*}}story.date", "norm")
            or _attribute(root, "{*}head/{*}pubdata", "date.publication")
            or _attribute(root, f"{head}{{*}}date.release", "norm")
        ),
        "embargo": _attribute(root, f"{head}{{*}}date.release", "norm")
        if _attribute(root, "{*}head/{*}docdata", "management-status") == "embargoed"
        else None,
        "title": _text(root, f"{body}{{*}}hedline/{{*}}hl1") or _text(root, "{*}head/{*}title"),
        "deck": _text(root, f"{body}{{*}}hedline/{{*}}hl2") or _text(root, f"{body}{{*}}abstract"),
        "byline": (_text(root, f"{body}{{*}}byline") or "").removeprefix("By ").strip() or None,
        "source": _attribute(root, "{*}head/{*}pubdata", "name") or _text(root, f"{body}{{*}}distributor"),
        "places": _text(root, f"{body}{{*}}dateline/{{*}}location") or _text(root, f"{body}{{*}}dateline"),
        "tags": tuple(
            key.get("key") for key in root.iterfind(f"{head}{{*}}key-list/{{*}}keyword") if key.get("key")
        ),
        "rights": _attribute(root, f"{head}{{*}}doc.copyright", "holder"),
        "lang": root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        "section": _attribute(root, "{*}head/{*}pubdata", "position.section"),
        "url": _attribute(root, "{*}head/{*}pubdata", "ex-ref"),
    }
    content = root.find("{*}body/{*}body.content")
    if content is None:
        return _no_text(where, "nitf")
    merged = {**said, **{name: value for name, value in outer.items() if value}}
    return _story(merged, markup.body_of(_inner(content)), config, where)


def _story(said: dict[str, Any], body: Body, config: Config, where: str) -> Story:
    if str(said.get("pubstatus") or "").lower() in _KILLED:
        said["pubstatus"] = "canceled"
    story = fields.story(said, body, "metadata", config, where)
    return with_dateline(msgspec.structs.replace(story, path=where), config)


def _no_text(where: str, kind: str) -> Diagnostic:
    return Diagnostic(
        where=where, code="no-text", message=f"the {kind} holds no text content",
        hint="Export it with its text; references to other files are not followed.",
    )  # fmt: skip


def name(element: _Element) -> str:
    """The local name of an element."""
    return str(element.tag).rpartition("}")[2]


def _inner(element: _Element) -> str:
    """The content of an element as HTML: the phrasing and blocks of NITF and XHTML bear the same names."""
    from lxml import etree

    for part in list(element.iter("{*}media", "{*}custom-table")):
        part.clear(keep_tail=True)  # type: ignore[call-arg]  # the stubs are older than the argument
    for part in element.iter():
        if isinstance(part.tag, str):
            local = name(part)
            part.tag = local if local.isalnum() else "span"
    return etree.tostring(element, encoding="unicode", method="html", with_tail=False)


def _text(root: _Element, path: str, *, keep: bool = False) -> str | None:
    element = root.find(path)
    if element is None:
        return None
    text = "".join(str(part) for part in element.itertext())
    return (text if keep else " ".join(text.split())) or None


def _texts(root: _Element, path: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_each(root, path)))


def _each(root: _Element, path: str) -> Iterator[str]:
    for element in root.iterfind(path):
        text = " ".join("".join(str(part) for part in element.itertext()).split())
        if text:
            yield text


def _attribute(root: _Element, path: str, key: str) -> str | None:
    element = root.find(path)
    return element.get(key) if element is not None else None

"""TimeML (ISO-TimeML's inline form, version 1.2.1): reading gold annotations, writing our own.

A file is untrusted: no entity is expanded, no DTD is loaded, nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from timeline.errors import Diagnostic, InputError
from timeline.model import Genre, Resolution, Value

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNKNOWN = {"DATE": "XXXX-XX-XX", "TIME": "XXXX-XX-XXTXX:XX", "DURATION": "PXX", "SET": "PXX"}
_RELATIVE = frozenset({"past", "present", "future"})


class GoldTimex(Value, frozen=True, kw_only=True):
    """A time expression as annotators marked it.

    ``start`` is ``None`` for one that has no words (an implicit duration, the creation time). ``nested`` ones
    lie inside another; neither kind is scored, as in TempEval-3.
    """

    start: int | None = None
    end: int | None = None
    text: str = ""
    type: str | None = None
    value: str | None = None
    mod: str | None = None
    functionInDocument: str | None = None  # noqa: N815 - TimeML's own name, as it stands in the files
    tid: str | None = None
    nested: bool = False

    @property
    def scored(self) -> bool:
        """Whether it counts: it has words, stands on its own and is not the creation time."""
        return not (
            self.start is None
            or self.nested
            or self.tid == "t0"
            or self.functionInDocument == "CREATION_TIME"
        )


class GoldDocument(Value, frozen=True, kw_only=True):
    """An annotated text; ``dct`` is its creation time in ISO 8601."""

    id: str
    text: str
    dct: str | None = None
    lang: str = "en"
    genre: Genre | None = None
    timexes: tuple[GoldTimex, ...] = ()


def read_timeml(data: bytes, where: str) -> GoldDocument:
    """One TimeML file as a gold document.

    The text is that of the ``TEXT`` element (of the whole file where there is none, as in the first TimeBank);
    other elements inside it, ``EVENT`` and ``SIGNAL`` among them, leave their text and nothing else.

    Raises:
        InputError: not well-formed XML, or another root than ``TimeML``.

    >>> gold = read_timeml(b'''<TimeML><DOCID>a</DOCID><DCT><TIMEX3 tid="t0" type="DATE" value="2016-12-11"
    ...     functionInDocument="CREATION_TIME">11 December 2016</TIMEX3></DCT><TEXT>They <EVENT>left</EVENT> on
    ... <TIMEX3 tid="t1" type="DATE" value="2016-12-08">Thursday</TIMEX3>.</TEXT></TimeML>''', "a.tml")
    >>> gold.dct, [(t.text, t.start, t.value) for t in gold.timexes]
    ('2016-12-11', [('Thursday', 13, '2016-12-08')])
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refused(where, f"this is not well-formed XML: {error}") from error
    if root.tag != "TimeML":
        raise _refused(where, f"the root element is {root.tag!r}, not 'TimeML'")
    body = root.find("TEXT")
    body = root if body is None else body
    pieces: list[str] = []
    marked: list[tuple[_Element, int, int, bool]] = []
    _walk(body, pieces, 0, marked, inside=False)
    text = "".join(pieces)
    return GoldDocument(
        id=(root.findtext("DOCID") or where).strip(),
        text=text,
        dct=_creation_time(root),
        timexes=tuple(
            GoldTimex(
                start=start if end > start else None,
                end=end if end > start else None,
                text=text[start:end],
                type=element.get("type"),
                value=element.get("value"),
                mod=element.get("mod"),
                functionInDocument=element.get("functionInDocument"),
                tid=element.get("tid"),
                nested=nested,
            )
            for element, start, end, nested in sorted(marked, key=lambda mark: mark[1:3])
        ),
    )


def _walk(
    element: _Element,
    pieces: list[str],
    length: int,
    marked: list[tuple[_Element, int, int, bool]],
    *,
    inside: bool,
) -> int:
    """Gather the text below an element, and where its time expressions lie; gives the text's length so far."""
    start = length
    own = element.tag == "TIMEX3"
    if isinstance(element.tag, str) and element.text:  # comments and the like have a tag that is no string
        pieces.append(element.text)
        length += len(element.text)
    for child in element:
        length = _walk(child, pieces, length, marked, inside=inside or own)
        if child.tail:
            pieces.append(child.tail)
            length += len(child.tail)
    if own:
        marked.append((element, start, length, inside))
    return length


def _creation_time(root: _Element) -> str | None:
    in_header = root.find("DCT/TIMEX3")
    if in_header is not None:
        return in_header.get("value")
    for timex in root.iter("TIMEX3"):
        if timex.get("functionInDocument") == "CREATION_TIME":
            return timex.get("value")
    return None


def _refused(where: str, what: str) -> InputError:
    hint = "Give a TimeML file: <TimeML>, with <DCT> and <TEXT> inside."
    return InputError(Diagnostic(where=where, code="gold-unreadable", message=what, hint=hint, level="error"))


def write_timeml(
    text: str, resolutions: Sequence[Resolution], *, id: str = "document", dct: str | None = None
) -> str:
    """A text with its time expressions as a TimeML document.

    Characters that XML 1.0 cannot hold become U+FFFD, one for one, so offsets stand. What has no value (a
    relative expression without a creation time) is written with TimeML's ``X``, which says "unknown".

    >>> from timeline.model import Resolution
    >>> day = Resolution(start=8, end=16, text="Thursday", type="DATE", rule="weekday", value="2016-12-08")
    >>> print(write_timeml("Left on Thursday.", [day], id="a", dct="2016-12-11"))  # doctest: +ELLIPSIS
    <?xml version="1.0" encoding="UTF-8"?>
    <TimeML ...>
    <DOCID>a</DOCID>
    <DCT><TIMEX3 tid="t0" type="DATE" value="2016-12-11" temporalFunction="false" functionInDocument="CREATION_TIME">2016-12-11</TIMEX3></DCT>
    <TEXT>Left on <TIMEX3 tid="t1" type="DATE" value="2016-12-08">Thursday</TIMEX3>.</TEXT>
    </TimeML>
    <BLANKLINE>
    """
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        (
            '<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            'xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">'
        ),
        f"<DOCID>{_escape(id)}</DOCID>",
    ]
    if dct is not None:
        kind = "TIME" if "T" in dct else "DATE"
        stamp = _escape(dct)
        head.append(
            f'<DCT><TIMEX3 tid="t0" type="{kind}" value="{stamp}" temporalFunction="false" '
            f'functionInDocument="CREATION_TIME">{stamp}</TIMEX3></DCT>'
        )
    pieces: list[str] = []
    at = 0
    for number, timex in enumerate(sorted(resolutions, key=lambda one: one.start), 1):
        pieces.append(_escape(text[at : timex.start]))
        pieces.append(
            f"<TIMEX3 {_attributes(timex, number, dct)}>{_escape(text[timex.start : timex.end])}</TIMEX3>"
        )
        at = timex.end
    pieces.append(_escape(text[at:]))
    return "\n".join([*head, f"<TEXT>{''.join(pieces)}</TEXT>", "</TimeML>", ""])


def _attributes(timex: Resolution, number: int, dct: str | None) -> str:
    relative = dct is not None and timex.direction in _RELATIVE and bool(timex.implied)
    pairs = {
        "tid": f"t{number}",
        "type": timex.type,
        "value": timex.value or _UNKNOWN[timex.type],
        "mod": timex.mod,
        "quant": timex.quant,
        "freq": timex.freq,
        "temporalFunction": "true" if relative else None,
        "anchorTimeID": "t0" if relative else None,
    }
    return " ".join(f'{name}="{_escape(value)}"' for name, value in pairs.items() if value is not None)


def _escape(text: str) -> str:
    from html import escape

    # A bare carriage return would come back as a line feed: XML 1.0, 2.11.
    return escape(_NOT_XML.sub("�", text)).replace("\r", "&#13;").replace("&#x27;", "'")

"""Untrusted HTML → safe, canonical HTML, its text and its blocks.

Canonical HTML is well-formed (save for ``<br>``) and holds only *blocks* (``p``, ``h1``–``h6``, ``pre``, ``li``, ``td``,
``th``), containers around them, and phrasing elements within them. Every character of text stands in exactly one
innermost block; white space is collapsed except in ``pre``; a ``br`` stands for one line feed. So::

    text = "\\n\\n".join(text content of each innermost block that has any, in document order)

and whoever walks the text nodes of the HTML in order, adding two for each new block and one for each ``br``, is
always at the offset in ``Article.text`` that :func:`project` counts: that is how marks are set into an article.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from timeline.model import Block, BlockKind
from timeline.reading.story import Body

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | {"p", "pre", "li", "td", "th"}
CONTAINERS = frozenset({"blockquote", "ul", "ol", "table", "thead", "tbody", "tfoot", "tr"})
_HOME = {"li": ("ul", "ol"), "td": ("tr",), "th": ("tr",)}  # blocks, or containers where they hold blocks
PHRASING = frozenset(
    {"a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "q", "s", "small", "strong", "sub", "sup", "u"}
)  # fmt: skip
_BREAKING = frozenset(
    {"address", "article", "aside", "caption", "center", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer",
     "header", "hr", "main", "nav", "section", "summary"}
)  # fmt: skip
_SCHEMES = {"http", "https", "mailto"}
_ATTRIBUTES = {
    "a": {"href"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_REL = "noopener noreferrer nofollow ugc"
_DROPPED = {
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "object",
    "svg",
    "math",
    "title",
    "textarea",
    "button",
}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_IMPLIED = {"ul": "li", "ol": "li", "tr": "td"}
_FITTING = {
    "ul": ("li",),
    "ol": ("li",),
    "tr": ("td", "th"),
    "table": (),
    "thead": (),
    "tbody": (),
    "tfoot": (),
}
_BETWEEN = {"ul": ("li",), "ol": ("li",), "tr": ("td",)}
_VOID = re.compile(r"<(br|hr)>")
_INVISIBLE: dict[int, str | None] = {
    0xA0: " ", **dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF, 0x7F)), **dict.fromkeys(range(9)),
    **dict.fromkeys(range(0x0E, 0x20)), 0x0B: None, 0x0C: " ",
}  # fmt: skip


def body_of(html: str) -> Body:
    """Sanitise and make canonical; text, blocks and HTML agree to the character.

    >>> body = body_of('<div>One <b onclick="x()">two</b><p>Three<br>four</p></div><script>no</script>')
    >>> body.html
    '<p>One <b>two</b></p>\\n<p>Three<br>four</p>'
    >>> body.text
    'One two\\n\\nThree\\nfour'
    """
    clean = _clean(html)
    try:
        return _Canonical().run(clean)
    except (
        _UnparsableError
    ):  # nested too deeply, or an attribute that no XML can hold: the text without its markup
        import nh3

        plain = nh3.clean(clean, tags={"p", "br", *HEADINGS}, attributes={})
        return _Canonical().run(plain.translate(_INVISIBLE))


def project(html: str) -> tuple[str, tuple[Block, ...]]:
    """The text of canonical HTML and the spans of its blocks: what ``Article.text`` and ``Article.blocks`` hold.

    >>> project('<h2>A</h2><p>B <em>c</em></p>')[0]
    'A\\n\\nB c'
    """
    body = _Canonical().run(html)
    return body.text, body.blocks


def without_first(body: Body, count: int) -> Body:
    """A body without its first blocks.

    >>> without_first(body_of("<h1>A</h1><p>B</p>"), 1).html
    '<p>B</p>'
    """
    return _Canonical(skip=count).run(body.html or "")


def _clean(html: str) -> str:
    import nh3

    return nh3.clean(
        html,
        tags=BLOCKS | CONTAINERS | PHRASING | _BREAKING | {"br"},
        clean_content_tags=_DROPPED,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=_REL,
        strip_comments=True,
    )


def parser(*, huge_tree: bool = False, recover: bool = False) -> XMLParser:
    """A parser of XML that follows no entity and no address, and leaves out what only machines read."""
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=huge_tree,
        recover=recover,
    )


class _UnparsableError(Exception):
    """Sanitised HTML that is no XML all the same."""


class _Canonical:
    """One walk over the tree, without recursion, that writes canonical HTML, text and blocks together."""

    def __init__(self, skip: int = 0) -> None:
        self.skip = skip
        self.roles: list[str] = []  # of the elements that the input has open
        self.html: list[str] = []
        self.texts: list[str] = []
        self.blocks: list[Block] = []
        self.length = 0
        self.containers: list[tuple[str, str]] = []  # containers that the input has open: name, start tag
        self.begun = 0  # how many of them the output has open: one without any text is not written
        self.leaf: str | None = None  # the innermost block that the input has open
        self.leaf_tag = ""  # its start tag
        self.between: tuple[str, ...] = ()  # what has to stand between the innermost container and it
        # phrasing elements that the input has open: name, start tag
        self.phrasing: list[tuple[str, str]] = []
        self.written = 0  # how many of them the output has open
        self.markup: list[str] = []  # the block that is being written
        self.words: list[str] = []
        self.space = ""  # white space that is written only if more text follows

    def run(self, html: str) -> Body:
        from lxml import etree

        if not html.strip():
            return Body(text="", blocks=(), html="")
        # Both the sanitiser's output and canonical HTML are XML once their void elements are closed; a parser of HTML
        # would mend their nesting in ways of its own.
        html = _VOID.sub(r"<\1/>", html.replace("&nbsp;", " "))
        try:
            root = etree.fromstring(f"<div>{html}</div>".encode("utf-8", "replace"), parser(huge_tree=True))
        except etree.XMLSyntaxError as error:
            raise _UnparsableError from error
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                if element is not root:
                    self.start(element)
                self.characters(element.text or "")
            elif element is not root:
                self.end(element)
                self.characters(element.tail or "")
        self.close_leaf()
        return Body(text="\n\n".join(self.texts), blocks=tuple(self.blocks), html="\n".join(self.html))

    def start(self, element: _Element) -> None:
        name = str(element.tag)
        role = self.role(name, element)
        self.roles.append(role)
        if role == "phrasing":
            nested = name == "a" and any(other == "a" for other, _ in self.phrasing)
            self.phrasing.append(("", "") if nested else (name, _start_tag(element)))
        elif role == "break" and self.words:
            self.space = ""
            self.markup.append("<br>")
            self.words.append("\n")
        elif role == "container":
            self.close_leaf()
            self.containers.append((name, _start_tag(element)))
        elif role == "leaf":
            self.close_leaf()
            self.leaf, self.leaf_tag = name, _start_tag(element)
        elif role == "border":
            self.close_leaf()

    def end(self, element: _Element) -> None:
        name = str(element.tag)
        role = self.roles.pop()
        if role == "phrasing":
            if self.written == len(self.phrasing):
                self.markup.append(_end_tag(self.phrasing[-1][0]))
                self.written -= 1
            self.phrasing.pop()
        elif role == "container":
            self.close_leaf()
            if self.begun == len(self.containers):
                self.html.append(f"</{name}>")
                self.begun -= 1
            self.containers.pop()
        elif role == "leaf":
            if name in ("td", "th") and not self.words:
                self.begin_containers()
                self.html.append(f"{self.leaf_tag or f'<{name}>'}</{name}>")
            self.close_leaf()
        elif role == "border":
            self.close_leaf()

    def role(self, name: str, element: _Element) -> str:
        """What an element is to the output; a list item or a cell outside of its list or row is a border only."""
        if name in PHRASING:
            return "phrasing"
        if name == "br":
            return "break"
        around = self.containers[-1][0] if self.containers else ""
        if name in _HOME and around not in _HOME[name]:
            return "border"
        if name in BLOCKS and _is_leaf(element):
            return "leaf"
        if name in CONTAINERS or name in _HOME:
            return "container"
        return "border" if name in BLOCKS or name in _BREAKING else "none"

    def characters(self, data: str) -> None:
        if not data:
            return
        # In text only: what is taken out of an attribute could make a safe address unsafe.
        data = data.translate(_INVISIBLE)
        if self.leaf != "pre":
            data = _SPACE.sub(" ", data)
        core = data.strip(" \t\n\r\f")
        if not core:
            if self.leaf == "pre":
                self.space += data
            elif self.words:
                self.space = " "
            return
        at = data.index(core[0])
        lead, trail = data[:at], data[at + len(core) :]
        if not self.words:
            # Within a line the indentation of preformatted text stays, empty lines before it do not.
            lead = (self.space + lead).rpartition("\n")[2] if self.leaf == "pre" else ""
            self.open_leaf()
        elif self.leaf != "pre":
            lead = "" if self.words[-1] == "\n" else (self.space or lead)[:1]
        else:
            lead = self.space + lead
        if lead:
            self.markup.append(lead)
            self.words.append(lead)
        for _, tag in self.phrasing[self.written :]:
            self.markup.append(tag)
        self.written = len(self.phrasing)
        self.markup.append(escape(core, quote=False))
        self.words.append(core)
        self.space = trail

    def begin_containers(self) -> None:
        self.html.extend(tag for _, tag in self.containers[self.begun :])
        self.begun = len(self.containers)

    def open_leaf(self) -> None:
        self.begin_containers()
        around = self.containers[-1][0] if self.containers else ""
        if self.leaf is None:
            self.leaf = _IMPLIED.get(around, "p")
            self.leaf_tag = f"<{self.leaf}>"
        if around in _FITTING and self.leaf not in _FITTING[around]:
            self.between = _BETWEEN.get(around, ("tr", "td"))
        self.html.extend(f"<{name}>" for name in self.between)
        self.markup.append(self.leaf_tag)
        self.written = 0

    def close_leaf(self) -> None:
        if self.words and self.skip:
            self.skip -= 1
        elif self.words:
            assert self.leaf is not None
            while self.words[-1] == "\n":  # a br that ends a block
                self.words.pop()
                self.markup.pop(
                    next(i for i in range(len(self.markup) - 1, -1, -1) if self.markup[i] == "<br>")
                )
            self.markup.extend(_end_tag(name) for name, _ in reversed(self.phrasing[: self.written]))
            self.markup.append(f"</{self.leaf}>")
            self.html.append("".join(self.markup))
            self.html.extend(f"</{name}>" for name in reversed(self.between))
            text = "".join(self.words)
            kind, level = self.kind()
            self.blocks.append(Block(kind=kind, start=self.length, end=self.length + len(text), level=level))
            self.texts.append(text)
            self.length += len(text) + 2
        self.leaf, self.leaf_tag, self.space, self.written, self.between = None, "", "", 0, ()
        self.words, self.markup = [], []

    def kind(self) -> tuple[BlockKind, int]:
        leaf = self.leaf or "p"
        if leaf in HEADINGS:
            return "heading", int(leaf[1])
        if leaf == "pre":
            return "preformatted", 0
        around = {name for name, _ in self.containers} | {*self.between}
        depth = sum(name in ("ul", "ol") for name, _ in self.containers)
        if depth or {leaf, *around} & {"li", "td", "th"}:
            return "item", depth
        return ("quote" if "blockquote" in around else "paragraph"), 0


def _is_leaf(element: _Element) -> bool:
    return not any(
        child.tag in BLOCKS or child.tag in CONTAINERS or child.tag in _BREAKING
        for child in element.iterdescendants()
    )


def _end_tag(name: str) -> str:
    return f"</{name}>" if name else ""


def _start_tag(element: _Element) -> str:
    name = str(element.tag)
    attributes = "".join(
        f' {key!s}="{escape(str(value))}"'
        for key, value in sorted(element.attrib.items())
        if (key in _ATTRIBUTES.get(name, ()) and (key != "href" or _is_safe(str(value))))
        or (name == "a" and key == "rel")
    )
    return f"<{name}{attributes}>"


def _is_safe(href: str) -> bool:
    """Relative, or of a scheme that is allowed: asked once more of what is written, whoever cleaned it before."""
    scheme, colon, _ = href.partition(":")
    return not colon or bool(re.search(r"[/?#]", scheme)) or scheme.strip().lower() in _SCHEMES

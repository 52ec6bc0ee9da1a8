"""Markdown: safe, to the character, and the same on the short path as on the long one."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline.reading import simplemark
from timeline.reading.markdown import body, by_markdown

BITS = [
    "word", "Two words", " ", "*em*", "**strong**", "*", "**", "***", "_x_", "a_b", "[link](https://a.example/b)", "[a](b)", "[", "]", "(", ")",
    "\n", "\n\n", "  \n", "## ", "# ", "#", "- ", "1. ", "> ", "|", "&", "&amp;", "<", ">", "<b>", "`", "\\", "!", "![x](y)", "https://a.example",
    "'", '"', "—", ":", "~~~", "---", "===", "*a b*", "**a b**", "* a *", "é", "{: .x}", "[^1]", "(*em*)", "“*em*”", ".", ",", "=", "\t", "    ",
]  # fmt: skip


@settings(max_examples=1500, deadline=None)
@example(["## What", "\n\n", "It *ran* (**again**), said [the mayor](https://a.example/b)."])
@given(st.lists(st.sampled_from(BITS), max_size=10))
def test_the_short_path_says_what_markdown_says(bits: list[str]) -> None:
    source = "".join(bits)
    short = simplemark.body(source)
    if short is not None:
        long = by_markdown(source)
        assert (short.html, short.text, short.blocks) == (long.html, long.text, long.blocks)


def test_raw_html_is_shown_not_rendered() -> None:
    found = body("Hello <script>alert(1)</script> <b>bold</b>\n\n<div onclick='x()'>div</div>")
    assert found.html is not None
    assert "<script" not in found.html
    assert "<b>" not in found.html
    assert "<script>alert(1)</script>" in found.text


def test_links_keep_safe_schemes_only_and_get_their_rel() -> None:
    found = body(
        "[a](https://a.example/) [b](mailto:b@b.example) [c](/c) [d](javascript:alert(1)) [e](data:text/html,x)\n\n* x"
    )
    assert found.html is not None
    assert found.html.count("href=") == 3
    assert found.html.count('rel="noopener noreferrer nofollow ugc"') == 5


def test_pictures_are_left_out_and_code_and_quotations_stay() -> None:
    found = body("![alt](x.png)\n\n> Quoted *words*.\n\n```\ncode  here\n```\n\n- one\n- two\n")
    assert found.html is not None
    assert "<img" not in found.html
    assert [(found.text[b.start : b.end], b.kind) for b in found.blocks] == [
        ("Quoted words.", "quote"),
        ("code  here", "preformatted"),
        ("one", "item"),
        ("two", "item"),
    ]


def test_liquid_and_shortcodes_are_no_text() -> None:
    assert (
        body("One {% include x.html %}two.\n\n{{< figure src='a' >}}\n\nThree.").text == "One two.\n\nThree."
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[[Ann Orr]] met the [[People/Dan Whitlock|mayor]] on Sunday.", "Ann Orr met the mayor on Sunday."),
        ("See [[Bridge#History|its history]] and [[#Costs]].\n\n![[crack.jpg]]\n\nIt *fell*.", "See its history and Costs.\n\nIt fell."),
        ("A note [[1]](https://a.example/) and `if [[ -f x ]]`.", "A note [1] and if [[ -f x ]]."),
    ],
)  # fmt: skip
def test_links_between_notes_are_their_words(source: str, text: str) -> None:
    assert body(source).text == text


def test_a_footnote_leaves_no_mark_in_the_sentence() -> None:
    found = body("The ferry ran on Sunday[^1].\n\n[^1]: Two hours late.\n")
    assert found.text == "The ferry ran on Sunday.\n\nTwo hours late."

"""A project's theme replaces what it holds, sees only what is documented, and says where it is wrong."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tests.publishing.sample import harbour
from timeline.errors import ThemeError
from timeline.publishing import contexts, site


def built(theme: Path) -> dict[str, bytes]:
    chronology, digests, config = harbour()
    return dict(site(chronology, digests, msgspec.structs.replace(config, search=False), theme=theme))


def test_a_theme_that_changes_everything(tmp_path: Path) -> None:
    """Not one shipped template is used; every page is ours, and every context is enough to make one from."""
    for name in (
        "index",
        "list",
        "event",
        "article",
        "undated",
        "names",
        "source",
        "reported",
        "about",
        "changes",
        "embed",
        "404",
        "moved",
    ):
        lines = [
            "<!doctype html><title>{{ page.title }}</title>",
            f"<h1>MINE {name} {{{{ site.title }}}}</h1>",
        ]
        if name == "event":
            lines.append("{% for t in tellings %}{{ t.source }}: {{ t.why.steps|join(' > ') }}\n{% endfor %}")
        (tmp_path / f"{name}.html").write_text("\n".join(lines))
    (tmp_path / "fragment.html").write_text("MINE {{ entries|length }}")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "style.css").write_text("body { color: tomato }")
    (tmp_path / "assets" / "custom.css").write_text(":root { --paper: plum }")
    (tmp_path / "assets" / "logo.svg").write_text("<svg/>")
    made = built(tmp_path)
    for path, data in made.items():
        if path.endswith(".html"):
            assert b"MINE" in data, path
    style = next(data for path, data in made.items() if path.startswith("assets/style-"))
    assert b"tomato" in style and b"plum" in style and b"Source Serif" not in style
    assert made["assets/logo.svg"] == b"<svg/>"
    assert (
        b"North Wire: article of Monday 4 March 2019 &gt; the latest Sunday"
        in made["events/aground/index.html"]
    )


def test_variables_alone(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "custom.css").write_text(":root { --accent: rebeccapurple }\n")
    style = next(data for path, data in built(tmp_path).items() if path.startswith("assets/style-"))
    assert style.endswith(b"rebeccapurple }\n") and b"Source Serif" in style


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("<p>\n{{ sit.title }}", 2, "'sit' is undefined"),
        ("<p>\n\n{{ site.titel }}", 3, "Site has no field 'titel'; did you mean 'title'?"),
        ("{% if %}", 1, "Expected an expression"),
        ("a\n{{ 1 / 0 }}", 2, "ZeroDivisionError"),
        ("{% include 'nowhere.html' %}", None, "nowhere.html"),
    ],
)
def test_a_fault_says_file_line_and_name(
    template: str, line: int | None, message: str, tmp_path: Path
) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "about.html").write_text(template)
    with pytest.raises(ThemeError) as fault:
        built(own)
    found = fault.value.diagnostics[0]
    assert found.where.endswith("about.html") and message in found.message
    assert found.line == line
    assert not Path(found.where).is_absolute()


def test_what_a_value_has_not_is_looked_up_as_jinja_does(tmp_path: Path) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "about.html").write_text(
        "{% set row = {'name': 'dock & quay', 'inner': {'deep': none}} %}{% for one in [row] %}{{ loop.index }} {{ one.name }} "
        "{{ one.inner.deep is none }} {{ one.inner.missing is defined }} {{ one.missing|default('none') }} "
        "{{ site.lang.upper() }} {{ '<b>'.title() }}{% endfor %}"
    )
    assert built(own)["about/index.html"] == b"1 dock &amp; quay True False none EN &lt;B&gt;"


def test_a_missing_theme_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ThemeError):
        built(tmp_path / "nowhere")


def test_contexts_hold_values_and_no_markup() -> None:
    """Only one field is trusted, and it is made safe where it is made."""
    trusted = {("PageMeta", "jsonld")}
    templates = "".join(path.read_text() for path in sorted(Path("templates").glob("*.html")))
    assert templates.count("|trusted") == len(trusted) and "|safe" not in templates
    for name, kind in vars(contexts).items():
        if isinstance(kind, type) and issubclass(kind, contexts.Context):
            assert kind.__doc__, name

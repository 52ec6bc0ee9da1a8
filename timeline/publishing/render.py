"""Page → bytes, by Jinja: the only place that knows it.

A theme is a folder that stands in front of the shipped one: a template or asset in it replaces the one of the same
name, ``assets/custom.css`` is added to the style sheet. Undefined names are errors, everything is escaped, and a
fault in a template says file, line and name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache, cached_property, lru_cache
from gettext import NullTranslations
from hashlib import blake2b
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any

import markupsafe
from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import TemplateError
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from timeline.errors import Diagnostic, ThemeError
from timeline.publishing import contexts
from timeline.publishing.text import together

_KEPT = 1 << 12
"""Pieces of pages that are kept to be said again: some 60 MB at most."""


def shipped() -> Path:
    """The default theme: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def _plain(message: str) -> str:
    """Jinja's message about a field of a context that there is not, in the words of docs/themes.md."""
    said = re.fullmatch(r"'timeline\.publishing\.contexts\.(\w+) object' has no attribute '(\w+)'", message)
    fields = getattr(getattr(contexts, said[1], None), "__struct_fields__", ()) if said else ()
    if not said or not fields:
        return message
    near = get_close_matches(said[2], fields, n=1)
    return f"{said[1]} has no field '{said[2]}'" + (f"; did you mean '{near[0]}'?" if near else "")


class Theme:
    """Templates, style and assets: the shipped ones with a project's own in front."""

    def __init__(self, own: Path | None, strings: NullTranslations) -> None:
        self.folders = (*((own,) if own else ()), shipped())
        if own is not None and not own.is_dir():
            raise ThemeError(
                Diagnostic(
                    where=str(own),
                    code="theme-missing",
                    message="There is no such theme folder",
                    hint="Make it with: timeline theme copy index.html",
                    level="error",
                )
            )
        self._environment = _Environment(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in self.folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=["jinja2.ext.i18n"],
            auto_reload=False,
            bytecode_cache=_compiled(),
        )
        self._environment.install_gettext_translations(strings, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
        self._environment.globals["_"] = _says(strings)
        self._environment.filters["piped"] = "|".join
        self._environment.filters["together"] = together
        self._environment.filters["once"] = lru_cache(maxsize=_KEPT)(_once)
        # Made by us out of values that are safe already: escaped JSON.
        self._environment.filters["trusted"] = Markup
        self._templates: dict[str, Template] = {}

    def render(self, template: str, context: Mapping[str, Any]) -> bytes:
        """One page. Raises :class:`ThemeError` with file, line and name."""
        try:
            found = self._templates.get(template)
            if found is None:
                found = self._templates[template] = self._environment.get_template(template)
            return found.render(context).encode("utf-8", "replace")
        except TemplateSyntaxError as fault:
            raise self._fault(
                fault.filename or fault.name or template, fault.lineno, str(fault.message)
            ) from fault
        except TemplateNotFound as fault:
            raise self._fault(template, None, f"The template “{fault.name}” does not exist") from fault
        except TemplateError as fault:
            place = _where(fault.__traceback__, self.folders)
            raise self._fault(place[0] or template, place[1], _plain(str(fault.message))) from fault
        except (TypeError, ValueError, AttributeError, LookupError, ArithmeticError) as fault:
            place = _where(fault.__traceback__, self.folders)
            if place[0] is None:
                raise
            raise self._fault(place[0], place[1], f"{type(fault).__name__}: {fault}") from fault

    def _fault(self, where: str, line: int | None, message: str) -> ThemeError:
        for folder in self.folders[:-1]:
            if Path(where).is_relative_to(folder):
                where = str(Path(where).relative_to(folder.parent))
        if Path(where).is_relative_to(self.folders[-1]):
            where = f"templates/{Path(where).relative_to(self.folders[-1]).as_posix()}"
        hint = (
            "docs/themes.md says what each template is given; `timeline theme diff` shows what yours changes."
        )
        return ThemeError(
            Diagnostic(where=where, line=line, code="theme", message=message, hint=hint, level="error")
        )

    @cached_property
    def assets(self) -> Mapping[str, bytes]:
        """Path → bytes of everything under ``assets/``; style sheet and script carry a digest in their names."""
        files: dict[str, bytes] = {}
        for folder in reversed(self.folders):
            for path in sorted((*(folder / "assets").rglob("*"), *(folder / "embed").rglob("*"))):
                if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                    files[path.relative_to(folder).as_posix()] = path.read_bytes()
        files["assets/style.css"] = slim(files["assets/style.css"]) + files.pop("assets/custom.css", b"")
        for name in ("assets/timeline.js", "assets/search.js"):
            files[name] = slim_script(files[name])
        for name in ("assets/style.css", "assets/timeline.js", "assets/search.js"):
            data = files.pop(name)
            files[self._hashed(name, data)] = data
        return files

    def asset(self, name: str) -> str:
        """The path of the style sheet or script, digest and all."""
        stem, _, suffix = name.rpartition(".")
        return next(
            path for path in self.assets if re.fullmatch(rf"{re.escape(stem)}-[0-9a-f]{{8}}\.{suffix}", path)
        )

    @staticmethod
    def _hashed(name: str, data: bytes) -> str:
        stem, _, suffix = name.rpartition(".")
        return f"{stem}-{blake2b(data, digest_size=4).hexdigest()}.{suffix}"

    def places(self, name: str) -> tuple[Path, ...]:
        """The folders of a name, the project's own before the shipped one."""
        return tuple(folder / name for folder in self.folders)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The assets, in order of their names."""
        yield from sorted(self.assets.items())


def _once(macro: Macro, *values: object) -> str:
    """What a macro says of some values; kept, since a macro depends on nothing but its arguments.

    So an event's entry is made once and stands on the pages of its month, its topics and the index; its derivation
    once for all that is dated by the same words of the same article.
    """
    said: str = macro(*values)
    return said


class _Compiled(BytecodeCache):
    """Templates as they were compiled before in this process; a changed one has another checksum."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code


@cache
def _compiled() -> _Compiled:
    return _Compiled()


class _Code(CodeGenerator):
    """Jinja's own code, but for what pages ask for by the million.

    What is printed is escaped to a plain string: it is only joined, so it need not be wrapped as safe markup first, which
    costs more than the escaping itself.
    """

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.printed(")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  Jinja's name
        """An attribute without a call, where the value has it; else Jinja says what stands for it."""
        self.write("(_had if (_had := getattr((_of := ")
        self.visit(node.node, frame)
        self.write(
            f"), {node.attr!r}, missing)) is not missing else environment.getattr(_of, {node.attr!r}))"
        )


class _Environment(Environment):
    code_generator_class = _Code

    @staticmethod
    def printed(value: Any) -> str:
        """A value as it stands in a page."""
        kind = type(value)
        if kind is str:
            return _escaped(value)
        return value if kind is Markup else escape(value)


_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""Escapes a plain string; ``markupsafe`` wraps it in two calls more."""


def _says(strings: NullTranslations) -> Callable[..., str]:
    """The templates' ``_``: what Jinja's own does, with each string looked up once."""

    @cache
    def said(string: str) -> Markup:
        return Markup(strings.gettext(string))  # noqa: S704  the catalogue is ours

    @cache
    def plain(string: str) -> Markup:
        return said(string) % {}

    def filled(string: str, values: Mapping[str, object]) -> Markup:
        safe = {name: escape(value) for name, value in values.items()}
        return Markup(str.__mod__(said(string), safe))  # noqa: S704  every value in it is escaped

    return lambda string, **values: filled(string, values) if values else plain(string)


def slim(css: bytes) -> bytes:
    """A style sheet without its comments and indentation; nothing cleverer.

    >>> slim(b"a {\\n  /* why */\\n  color: red;\\n}\\n")
    b'a {\\ncolor: red;\\n}\\n'
    """
    text = re.sub(r"/\*.*?\*/", "", css.decode(), flags=re.DOTALL)
    return ("\n".join(filter(None, (row.strip() for row in text.splitlines()))) + "\n").encode()


def slim_script(script: bytes) -> bytes:
    """A script without its documentation comments and indentation; only whole-line comments are touched."""
    text = re.sub(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*$", "", script.decode(), flags=re.DOTALL | re.MULTILINE)
    rows = (row.strip() for row in text.splitlines())
    return ("\n".join(row for row in rows if row and not row.startswith("//")) + "\n").encode()


def _where(trace: TracebackType | None, folders: tuple[Path, ...]) -> tuple[str | None, int | None]:
    """The innermost template that a traceback passes through."""
    found: tuple[str | None, int | None] = (None, None)
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if any(name.startswith(str(folder)) for folder in folders):
            found = name, trace.tb_lineno
        trace = trace.tb_next
    return found

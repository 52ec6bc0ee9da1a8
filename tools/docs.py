"""What the documentation takes from the program: `make docs` writes it, and a test holds it to it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent


def command_line() -> str:
    """Every command with its help, as ``timeline COMMAND --help`` prints it at 100 columns."""
    from timeline.cli import COMMANDS, main

    parent = click.Context(main, info_name="timeline", **main.context_settings)
    parts = []
    for section, entries in COMMANDS.items():
        parts.append(f"\n## {section}\n")
        for name in entries:
            command = main.get_command(parent, name)
            assert command is not None
            parts += _help(command, click.Context(command, parent, name), "###")
    return "\n".join(parts)


def _help(command: click.Command, context: click.Context, level: str) -> list[str]:
    context.terminal_width = 100
    formatter = click.HelpFormatter(width=100)
    command.format_help(context, formatter)
    parts = [f"{level} {context.command_path}\n", f"```\n{formatter.getvalue().rstrip()}\n```\n"]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            parts += _help(below, click.Context(below, context, name), level + "#")
    return parts


def settings() -> str:
    """Every key of ``timeline.toml``: its default and what it is for."""
    import msgspec

    from timeline.cli.config import toml
    from timeline.config import DESCRIPTIONS, Config

    rows = ["| key | default | |", "| --- | --- | --- |"]
    defaults = msgspec.to_builtins(Config())
    for field in msgspec.structs.fields(Config):
        default = defaults[field.name]
        shown = "" if default is None else f"`{toml(default)}`"
        rows.append(f"| `{field.name}` | {shown} | {DESCRIPTIONS[field.name]} |")
    return "\n".join(rows)


def source_settings() -> str:
    """The keys of ``[[sources]]``."""
    from timeline.config import SOURCE_DESCRIPTIONS

    return "\n".join(
        ["| key | |", "| --- | --- |", *(f"| `{k}` | {text} |" for k, text in SOURCE_DESCRIPTIONS.items())]
    )


def formats() -> str:
    """Every export format."""
    from timeline.publishing.exports import FORMATS

    rows = ["| format | file | media type | |", "| --- | --- | --- | --- |"]
    rows += (f"| `{n}` | `{f.suffix}` | `{f.media_type}` | {f.help} |" for n, f in FORMATS.items())
    return "\n".join(rows)


def codes() -> set[str]:
    """Every code that a diagnostic of the program can have, found in the source."""
    found: set[str] = set()
    for path in sorted((ROOT / "timeline").rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        helpers = {
            node.name: [arg.arg for arg in node.args.args]
            for node in nodes
            if isinstance(node, ast.FunctionDef)
        }
        positions = {name: names.index("code") for name, names in helpers.items() if "code" in names}
        found.update(code for node in nodes if isinstance(node, ast.Call) for code in _codes(node, positions))
    return found


def _codes(call: ast.Call, positions: dict[str, int]) -> Iterator[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    values = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    if name in positions and len(call.args) > positions[name]:
        values.append(call.args[positions[name]])
    for value in values:
        for node in ast.walk(value):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def contexts() -> str:
    """What each template is given, with types and explanations, as ``contexts.py`` has it."""
    path = ROOT / "timeline" / "publishing" / "contexts.py"
    parts = []
    for node in ast.parse(path.read_text("utf-8")).body:
        if not isinstance(node, ast.ClassDef) or node.name in ("Context", "Base"):
            continue
        base = " (with `site` and `page`)" if any(ast.unparse(b) == "Base" for b in node.bases) else ""
        about = " ".join((ast.get_docstring(node) or "").split()).replace("``", "`")
        parts.append(f"### {node.name}{base}\n\n{about}\n\n| field | type | |\n| --- | --- | --- |")
        fields = [(at, item) for at, item in enumerate(node.body) if isinstance(item, ast.AnnAssign)]
        for at, item in fields:
            note = node.body[at + 1] if at + 1 < len(node.body) else None
            is_text = isinstance(note, ast.Expr) and isinstance(note.value, ast.Constant)
            said = " ".join(str(note.value.value).split()).replace("``", "`") if is_text else ""  # type: ignore[union-attr]
            kind = ast.unparse(item.annotation).replace("|", "\\|")
            parts.append(f"| `{ast.unparse(item.target)}` | `{kind}` | {said} |")
        for item in node.body:
            if isinstance(item, ast.FunctionDef) and item.returns is not None:
                said = " ".join(re.sub(r":\w+:`(\w+)`", r"`\1`", ast.get_docstring(item) or "").split())
                parts.append(f"| `{item.name}` | `{ast.unparse(item.returns)}` | {said} |")
        parts.append("")
    return "\n".join(parts)

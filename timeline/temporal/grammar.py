"""The grammar of a language: words and rules as data, validated and compiled once.

Every word that the rules know has a *signature*, the set of categories it belongs to ("second" is an ordinal and a
unit, "may" a month). Each distinct signature is one character, so that a run of words becomes a short *class
string*, and a rule's pattern a regular expression over it. What matches depends on the class string alone, and
class strings repeat enormously: matching is memoised, and hundreds of rules cost nothing.
"""

from __future__ import annotations

import itertools
import re
import string
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from importlib.resources import files
from operator import add
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from timeline.errors import Diagnostic, LanguageDataError
from timeline.temporal import tokens
from timeline.temporal.expression import Reading
from timeline.temporal.firsts import Classes, openings
from timeline.temporal.operators import OPERATORS, READERS

BREAK = "\x01"
"""The class of every word that the lexicon does not know: a run ends there."""
MAX_WORDS = 200_000
"""So many words are remembered with their classes."""
MAX_RUN = 48
"""Longest run, in tokens. Longer ones exist only in hostile text; they are cut, so time stays linear."""
_SMALL_CLASSES = [chr(code) for code in range(0x80, 0x100)]
_FIRST_CLASS = 0xE000
_FIRST_KIND = 0xF000


class Rule(msgspec.Struct, eq=False, kw_only=True, dict=True):
    """A rule as the data gives it. ``source`` is its regular expression over classes, ``names`` its captures."""

    name: str
    pattern: str
    operator: str
    kind: str
    stage: int
    order: int
    arguments: dict[str, Any]
    examples: tuple[str, ...]
    counter: tuple[str, ...] = ()
    silent: bool = False
    """Found only as a part of others: "the month" in "the end of the month"."""
    genre: str = ""
    """The only genre in which it is a time: "former" in a narrative."""
    source: str = ""
    names: dict[str, tuple[str, str]] = {}
    openings: dict[Classes, Classes | None] = {}

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when first needed."""
        return re.compile(self.source)


class Guard(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, dict=True):
    """What only looks like a time: where a rule's find is refused, by the words in it and around it."""

    name: str
    rules: tuple[str, ...]
    examples: tuple[str, ...]
    text: str = ""
    before: str = ""
    not_before: str = ""
    after: str = ""

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str] | None, ...]:
        sources = (self.text, self.before, self.not_before, self.after)
        return tuple(re.compile(source) if source else None for source in sources)

    def refuses(self, text: str, start: int, end: int) -> bool:
        """Whether everything that the guard says is true of this place."""
        words, before, not_before, after = self._patterns
        low = max(0, start - 20)
        return (
            (words is None or words.fullmatch(text, start, end) is not None)
            and (after is None or after.match(text, end) is not None)
            and (before is None or before.search(text, low, start) is not None)
            and (not_before is None or not_before.search(text, low, start) is None)
        )


class Node(NamedTuple):
    """A rule that matches a class string: its extent and what its captures hold, by token index."""

    rule: Rule
    start: int
    end: int
    low: int
    high: int
    """The extent with the context that the rule looked at."""
    guarded: bool
    """Whether a guard may refuse it, or something that it is made of."""
    captures: tuple[tuple[str, Any, int, int], ...]
    """Name, then the category or the :class:`Node` that it holds, then its extent."""


Candidate = tuple[int, int, int, Rule, re.Match[str]]
"""Where a match's extent starts, its end (negative, so that the longest sorts first), the rule's order, both."""

_PATTERN_TOKEN = re.compile(
    r"\{(?:(?P<name>\w*):)?(?P<what>[^{}]*)\}|(?P<op>[()|?*+\[\]!])|(?P<word>[^\s()|?*+\[\]!{}]+)"
)
RULE_KEYS = {"silent", "genre", "name", "pattern", "operator", "kind", "examples", "counter", "with", "stage"}


Said = TypeVar("Said")


class Remembered(dict[str, Said], Generic[Said]):
    """What a function says of the words met so far; a new one is asked once."""

    def __init__(self, function: Callable[[str], Said]) -> None:
        self._function = function

    def __missing__(self, word: str) -> Said:
        if len(self) > MAX_WORDS:
            self.clear()
        found = self[word] = self._function(word)
        return found


class Stage(dict[str, tuple[Rule, ...]]):
    """The rules of one stage, by the two classes that stand where a match would begin."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self.plain = [rule for rule in self._rules if "@" not in rule.pattern]
        """Those that need nothing that an earlier stage found."""
        self._by_first: dict[str, tuple[list[Rule], dict[str, list[Rule]]]] = {}

    def __missing__(self, classes: str) -> tuple[Rule, ...]:
        first, second = classes[0], classes[1]
        if first not in self._by_first:
            self._by_first[first] = self._beginning(first)
        whatever, if_followed = self._by_first[first]
        found = self[classes] = (*whatever, *if_followed.get(second, ()))
        return found

    def _beginning(self, first: str) -> tuple[list[Rule], dict[str, list[Rule]]]:
        """The rules that can begin with a class: whatever follows, and by what follows."""
        whatever: list[Rule] = []
        if_followed: dict[str, list[Rule]] = {}
        for rule in self._rules:
            goes_on = [seconds for firsts, seconds in rule.openings.items() if first in firsts]
            if None in goes_on:
                whatever.append(rule)
            else:
                for second in {second for seconds in goes_on if seconds for second in seconds}:
                    if_followed.setdefault(second, []).append(rule)
        return whatever, if_followed


class Grammar:
    """A language, ready to match. Build it with :func:`load`."""

    def __init__(
        self,
        lang: str,
        lexicon: Mapping[str, Any],
        sources: Iterable[tuple[str, Mapping[str, Any]]],
        direction: Mapping[str, Any],
        guards: Mapping[str, Any],
        confidence: Mapping[str, Any],
    ) -> None:
        self.lang = lang
        self.direction = direction
        self.confidence: dict[str, float] = dict(confidence.get("rules", {}))
        self.mean_confidence: float = confidence.get("mean", 0.8)
        self.faults: list[Diagnostic] = []
        self.values: dict[str, dict[str, Any]] = {}
        self.phrases: dict[str, str] = {}
        self.triggers: set[str] = set()
        self.proper: set[str] = set()
        self._member: dict[str, set[str]] = {}
        self._read_lexicon(lexicon)
        self.rules = tuple(self._read_rules(sources))
        literals = self._literals()
        self._assign_classes(literals)
        self._kinds: dict[str, str] = {}
        kinds = itertools.chain(string.ascii_letters, map(chr, itertools.count(_FIRST_KIND)))
        for rule in self.rules:
            if rule.kind not in self._kinds:
                self._kinds[rule.kind] = next(kinds)
        self._phrase_sources: dict[str, str] = {}
        for rule in self.rules:
            try:
                rule.source, rule.names = self._compile(rule.pattern)
                rule.openings = openings(rule.source)
            except (ValueError, re.error) as error:
                self._fault(rule.name, "pattern", str(error), "docs/temporal.md explains patterns")
        self.guards = self._read_guards(guards)
        self.only_in = {rule.name: rule.genre for rule in self.rules if rule.genre}
        if self.faults:
            raise LanguageDataError(self.faults)
        stages = [Stage(r for r in self.rules if r.stage == n) for n in sorted({r.stage for r in self.rules})]
        self.stages = [(stage, Stage(stage.plain)) for stage in stages]
        """Each with those of its rules that need nothing of an earlier stage."""
        first = {one for rule in self.rules for classes in rule.openings for one in classes}
        self.never_first = "".join(sorted({*self._class_of.values(), *self._shape_char.values()} - first))
        """The classes with which nothing begins: a run may do without those that it begins with."""
        self._memo: dict[str, tuple[Node, ...]] = {"": ()}
        # A chunk is what stands between two blanks; its last word takes the blank behind it along.
        self.words_of: Remembered[tuple[str, ...]] = Remembered(_words)
        self.classes_of = Remembered(lambda chunk: "".join(map(self._classify, _words(chunk))))
        self.folded = Remembered(lambda word: fold(word.strip()))
        """A token as the lexicon spells it."""
        self._readings: dict[tuple[int, tuple[str, ...]], Reading | None] = {}

    # --- reading the data ---------------------------------------------------------------------------------

    def _fault(self, where: str, key: str, message: str, hint: str) -> None:
        self.faults.append(
            Diagnostic(
                where=f"languages/{self.lang}: {where}",
                code="grammar-invalid",
                message=f"{key}: {message}",
                hint=hint,
                level="error",
            )
        )

    def _read_lexicon(self, lexicon: Mapping[str, Any]) -> None:
        for category, table in lexicon.get("words", {}).items():
            values = self.values.setdefault(category, {})
            entries = table.items() if isinstance(table, dict) else ((word, word) for word in table)
            for word, value in entries:
                values[word] = value
                self._member.setdefault(category, set()).add(word)
        for name, pattern in lexicon.get("phrases", {}).items():
            if name not in READERS:
                self._fault(
                    "lexicon.toml", name, "no reader of this name", f"readers: {', '.join(sorted(READERS))}"
                )
            self.phrases[name] = pattern
        settings = lexicon.get("lexicon", {})
        for category in settings.get("triggers", ()):
            self.triggers.update(self.values.get(category, {category: None}))
        self.proper.update(settings.get("capitalised", ()))

    def _read_rules(self, sources: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterable[Rule]:
        seen: set[str] = set()
        for file, data in sources:
            for raw in data.get("rule", ()):
                name = raw.get("name", "?")
                where = f"{file}, rule {name}"
                unknown = raw.keys() - RULE_KEYS
                if unknown:
                    self._fault(
                        where, sorted(unknown)[0], "unknown key", f"keys: {', '.join(sorted(RULE_KEYS))}"
                    )
                missing = {"name", "pattern", "operator", "kind", "examples"} - raw.keys()
                if missing:
                    self._fault(
                        where,
                        sorted(missing)[0],
                        "is missing",
                        "every rule has a name, pattern, operator, kind and examples",
                    )
                    continue
                if not raw["examples"]:
                    self._fault(
                        where, "examples", "is empty", 'give one: "2016-12-11 | on [Sunday] | 2016-12-11"'
                    )
                if name in seen:
                    self._fault(where, "name", "is taken", "names are permanent and unique")
                if raw["operator"] not in OPERATORS:
                    self._fault(
                        where,
                        "operator",
                        f"no operator {raw['operator']!r}",
                        f"operators: {', '.join(sorted(OPERATORS))}",
                    )
                    continue
                seen.add(name)
                stage = raw.get("stage", 2 if "@" in raw["pattern"] else 1)
                yield Rule(
                    name=name,
                    pattern=raw["pattern"],
                    operator=raw["operator"],
                    arguments=raw.get("with", {}),
                    kind=raw["kind"],
                    stage=stage,
                    order=len(seen),
                    examples=tuple(raw["examples"]),
                    counter=tuple(raw.get("counter", ())),
                    silent=raw.get("silent", False),
                    genre=raw.get("genre", ""),
                )

    def _read_guards(self, data: Mapping[str, Any]) -> dict[str, tuple[Guard, ...]]:
        """The guards of each rule."""
        table: dict[str, tuple[Guard, ...]] = {}
        names = {rule.name for rule in self.rules}
        for raw in data.get("guard", ()):
            where = f"guards.toml, guard {raw.get('name', '?')}"
            try:
                guard = msgspec.convert(raw, Guard)
            except msgspec.ValidationError as error:
                self._fault(where, "guard", str(error), "docs/temporal.md explains guards")
                continue
            for name in guard.rules:
                if name not in names:
                    self._fault(where, "rules", f"no rule {name!r}", "name rules as their files do")
                table[name] = (*table.get(name, ()), guard)
        return table

    def _literals(self) -> set[str]:
        words: set[str] = set()
        for pattern in [rule.pattern for rule in self.rules] + list(self.phrases.values()):
            words.update(
                found["word"]
                for found in _PATTERN_TOKEN.finditer(pattern)
                if found["word"] and found["word"] not in ("^", "$")
            )
        for table in self.values.values():
            for entry in table:
                if " " in entry:
                    words.update(entry.split())
        return words

    def _assign_classes(self, literals: set[str]) -> None:
        signatures: dict[str, list[str]] = {}
        for category, words in self._member.items():
            for word in words:
                if " " not in word:
                    signatures.setdefault(word, []).append(category)
        for word in literals:
            signatures.setdefault(word, []).append("=" + word)
        found = sorted(tokens.SHAPE_SIGNATURES) + sorted(
            {tuple(sorted(names)) for names in signatures.values()}
        )
        members = Counter(name for names in found for name in names)
        # Classes that stand in sets together are small characters: such sets compile and match faster.
        small, large = iter(_SMALL_CLASSES), map(chr, itertools.count(_FIRST_CLASS))
        distinct = {
            names: next(small, "") if any(members[name] > 1 for name in names) else "" for names in found
        }
        distinct = {names: char or next(large) for names, char in distinct.items()}
        self._chars: dict[str, list[str]] = {}
        for names, char in distinct.items():
            for name in names:
                self._chars.setdefault(name, []).append(char)
        self._class_of = {word: distinct[tuple(sorted(names))] for word, names in signatures.items()}
        telling = {
            self._class_of[word]
            for trigger in self.triggers
            for word in trigger.split()
            if word in self._class_of
        }
        telling |= {
            distinct[names] for names in tokens.SHAPE_SIGNATURES if not tokens.COUNTS.issuperset(names)
        }
        self.triggering = frozenset(telling)
        """The classes that make a run worth matching."""
        self._shape_char = {names: distinct[names] for names in tokens.SHAPE_SIGNATURES}

    # --- compiling ----------------------------------------------------------------------------------------

    def _category(self, name: str) -> str:
        """The regular expression of a category, phrase or kind, without capturing."""
        if name.startswith("@"):
            if name[1:] not in self._kinds:
                raise ValueError(f"no rule is of kind {name[1:]!r}")
            return self._kinds[name[1:]]
        if name in self.phrases:
            if name not in self._phrase_sources:
                self._phrase_sources[name] = self._compile(self.phrases[name])[0].replace("(?P<x>", "(?:", 1)
            return self._phrase_sources[name]
        chars = self._chars.get(name, [])
        multi = sorted(
            (entry for entry in self.values.get(name, ()) if " " in entry), key=lambda e: (-len(e.split()), e)
        )
        parts = ["".join(self._class(word) for word in entry.split()) for entry in multi]
        if chars:
            parts.append(_charset(chars))
        if not parts:
            raise ValueError(f"no category, phrase or kind {name!r}")
        return parts[0] if len(parts) == 1 and not multi else f"(?:{'|'.join(parts)})"

    def _class(self, word: str) -> str:
        return _charset(self._chars["=" + word])

    def _compile(self, pattern: str) -> tuple[str, dict[str, tuple[str, str]]]:
        """A pattern as a regular expression over classes; the group ``x`` is what belongs to the expression."""
        bare = pattern.strip()
        inner = bare[bare.index("]") + 1 :] if bare.startswith("[") and "]" in bare else bare
        if inner.count("[") > 1 or ("[" in inner and not inner.endswith("]")):
            raise ValueError(
                "brackets are context: they stand at the beginning or the end of the whole pattern"
            )
        out: list[str] = []
        names: dict[str, tuple[str, str]] = {}
        if not pattern.lstrip().startswith("["):
            out.append("(?P<x>")
        position = 0
        negate = False
        for found in _PATTERN_TOKEN.finditer(pattern):
            if pattern[position : found.start()].strip():
                raise ValueError(f"cannot read {pattern[position : found.start()].strip()!r}")
            position = found.end()
            if found["op"] == "!":
                negate = True
                continue
            if found["op"]:
                piece = self._operator(found["op"], any("(?P<x>" in piece for piece in out), negate)
            elif found["word"]:
                piece = found["word"] if found["word"] in ("^", "$") else self._class(found["word"])
                piece = f"(?!{piece})" if negate else piece
            else:
                piece = self._capture(found["name"], found["what"], names)
                piece = f"(?!{piece})" if negate else piece
            negate = False
            out.append(piece)
        if pattern[position:].strip():
            raise ValueError(f"cannot read {pattern[position:].strip()!r}")
        if not pattern.rstrip().endswith("]"):
            out.append(")")
        return "".join(out), names

    @staticmethod
    def _operator(op: str, extent_open: bool, negate: bool) -> str:
        """Brackets are context: they end the extent when they follow it, and begin it when they stand in front."""
        if op == "[":
            return ")(?:" if extent_open else "(?:"
        if op == "]":
            return ")" if extent_open else ")(?P<x>"
        if op == "(":
            return "(?!" if negate else "(?:"
        return op

    def _capture(self, label: str | None, what: str, names: dict[str, tuple[str, str]]) -> str:
        alternatives = [part.strip() for part in what.split("|")]
        piece = "|".join(self._category(part) for part in alternatives)
        label = alternatives[0].lstrip("@") if label is None else label
        if not label:
            return f"(?:{piece})"
        group = f"{label}_{len(names)}"
        names[group] = (label, what)
        return f"(?P<{group}>{piece})"

    # --- matching -----------------------------------------------------------------------------------------

    def _classify(self, word: str) -> str:
        lower = fold(word.strip())
        if lower in self.proper and not word[0].isupper():
            return BREAK
        found = self._class_of.get(lower)
        if found:
            return found
        names = (
            tokens.shape(lower) if lower and (lower[0] in "0123456789'" or lower[3:4] in ("+", "-")) else ()
        )
        return self._shape_char.get(names, BREAK)

    def match(self, run: str) -> tuple[Node, ...]:
        """What the rules find in a class string, from left to right, none overlapping."""
        found = self._memo.get(run)
        if found is None:
            if len(self._memo) > 100_000:
                self._memo.clear()
                self._readings.clear()
            found = self._memo[run] = self._match(run)
        return found

    def _match(self, run: str) -> tuple[Node, ...]:
        """Stage by stage: what one stage finds is one item, a kind, for the next."""
        items: list[str | Node] = list(run)
        where = list(range(len(run) + 1))
        text = run
        for stage, plain in self.stages:
            candidates = self._candidates(plain if text is run else stage, text)
            if candidates:
                items, where = self._reduce(candidates, items, where)
                text = "".join(i if isinstance(i, str) else self._kinds[i.rule.kind] for i in items)
        return tuple(item for item in items if isinstance(item, Node) and not item.rule.silent)

    def _reduce(
        self, candidates: list[Candidate], items: list[str | Node], where: list[int]
    ) -> tuple[list[str | Node], list[int]]:
        """Put the leftmost, longest matches in the place of what they cover."""
        new_items: list[str | Node] = []
        new_where: list[int] = []
        position = 0
        for start, _, _, rule, found in candidates:
            if start < position:
                continue
            new_items += items[position:start]
            new_where += where[position:start]
            position = found.end("x")
            captures = []
            for group, (name, what) in rule.names.items():
                a, b = found.span(group)
                if a < 0:
                    continue
                item = items[a] if b == a + 1 else None
                captures.append((name, item if isinstance(item, Node) else what, where[a], where[b]))
            low, high = where[found.start()], where[found.end()]
            guarded = rule.name in self.guards
            for _, inside, _, _ in captures:
                if isinstance(inside, Node):
                    low, high = min(low, inside.low), max(high, inside.high)
                    guarded |= inside.guarded
            new_items.append(Node(rule, where[start], where[position], low, high, guarded, tuple(captures)))
            new_where.append(where[start])
        return new_items + items[position:], new_where + where[position:]

    def _candidates(self, stage: Stage, text: str) -> list[Candidate]:
        """All matches of one stage, leftmost first, then longest, then by order of the rules."""
        found = []
        pairs = map(add, text, text[1:] + BREAK)
        for at, rules in enumerate(map(stage.__getitem__, pairs)):
            for rule in rules:
                match = rule.regex.match(text, at)
                if match and match.end("x") > match.start("x"):
                    found.append((match.start("x"), -match.end("x"), rule.order, rule, match))
        found.sort(key=lambda item: item[:3])
        return found

    # --- reading ------------------------------------------------------------------------------------------

    def reading(self, node: Node, words: tuple[str, ...]) -> Reading | None:
        """What a match says of its words, context included: the rule's operator over the values of its captures."""
        key = (id(node), words)
        try:
            return self._readings[key]
        except KeyError:
            pass
        if len(self._readings) > 100_000:
            self._readings.clear()
        arguments: dict[str, Any] = dict(node.rule.arguments)
        for name, what, start, end in node.captures:
            if isinstance(what, Node):
                value: Any = self.reading(what, words[what.low - node.low : what.high - node.low])
            else:
                value = self._value(what, words[start - node.low : end - node.low])
            if value is None:
                self._readings[key] = None
                return None
            arguments[name] = value
        result = OPERATORS[node.rule.operator](**arguments)
        self._readings[key] = result
        return result

    def _value(self, what: str, words: tuple[str, ...]) -> Any:
        joined = " ".join(words)
        for category in _categories(what):
            if category in self.phrases:
                value = READERS[category](words, self.values)
                if value is not None:
                    return value
            table = self.values.get(category)
            if table and joined in table:
                return table[joined]
            if len(words) == 1 and category in tokens.shape(words[0]):
                return words[0]
        return None


@lru_cache(1024)
def _categories(what: str) -> tuple[str, ...]:
    return tuple(map(str.strip, what.split("|")))


def _words(chunk: str) -> tuple[str, ...]:
    """The tokens of a chunk, the last one with the blank behind it; a plain word is its own."""
    return (chunk + " ",) if chunk.isalpha() else tuple(tokens.TOKEN.findall(chunk + " "))


def fold(word: str) -> str:
    """A word as the lexicon spells it: lower case, straight apostrophes, one kind of dash."""
    if not word.isalpha():
        word = tokens.straight(word)
    lower = word.lower()
    if lower.isascii():
        return lower
    if len(lower) != len(word):
        lower = word
    return lower.replace("½", "1/2").replace("’", "'").replace("–", "-").replace("—", "--").replace("‑", "-")


def _charset(chars: list[str]) -> str:
    return chars[0] if len(chars) == 1 else f"[{''.join(sorted(chars))}]"


def load(lang: str) -> Grammar:
    """The grammar of a language from ``languages/<lang>/``.

    Raises :class:`~timeline.errors.LanguageDataError` with every fault: file, rule, key.
    """
    folder = files("timeline.temporal").joinpath("languages", lang)
    if not folder.joinpath("lexicon.toml").is_file():
        raise LanguageDataError(
            Diagnostic(
                where=f"languages/{lang}",
                code="no-grammar",
                message=f"no grammar for language {lang!r}",
                hint="Use 'en', or add a folder (docs/temporal.md).",
                level="error",
            )
        )

    def read(name: str) -> dict[str, Any]:
        return tomllib.loads(folder.joinpath(name).read_text("utf-8"))

    lexicon = read("lexicon.toml")
    sources = [(name, read(name)) for name in lexicon["lexicon"]["rules"]]
    return Grammar(
        lang, lexicon, sources, read("direction.toml"), read("guards.toml"), read("confidence.toml")
    )

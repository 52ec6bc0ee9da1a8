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
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from importlib.resources import files
from operator import add, itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from timeline.errors import Diagnostic, LanguageDataError
from timeline.temporal import tokens
from timeline.temporal.beside import beside
from timeline.temporal.cues import causes
from timeline.temporal.data import read
from timeline.temporal.expression import Reading
from timeline.temporal.firsts import Classes, openings
from timeline.temporal.operators import OPERATORS
from timeline.temporal.operators.readers import READERS
from timeline.temporal.phrases import phrases

BREAK = "\x01"
"""The class of every word that the lexicon does not know: a run ends there."""
BLANK = "\x02"
"""Stands between the classes of two chunks."""
MAX_WORDS = 100_000
"""So many words are remembered with their classes."""
_FEW = 200
"""So few chunks may all be known; of more, hardly ever all are."""
MEMO = 1 << 15
"""So many runs are remembered, and so many readings."""
MAX_LENGTH = 100
"""No longer word is remembered: it exists only in hostile text."""
MAX_RUN = 48
"""Longest run, in tokens. Longer ones exist only in hostile text; they are cut, so time stays linear."""
_CARE = "\x03"
"""Stands for a piece of a chunk that only the chunk's tokens tell the class of: a known word, a numeral."""
_END = "\0"
"""Ends a chunk where many are looked up at once."""
_LETTERS = re.compile(r"[^\W\d_]+")
# What a chunk is made of where it holds no numeral; nothing for the line break at its end.
_ROUGH = re.compile(r"[^\W\d_]+|\n(?!\0)|[^\n]")
# No line end among them, which "$" would take for the end of a run.
_SMALL_KINDS = string.ascii_letters[:32]
"""What rules have found stands among the classes, so that no character may be both."""
_SMALL_CLASSES = [
    *map(chr, (*range(0x80, 0x100), *range(0x04, 0x0A), *range(0x0B, 0x20))),
    *string.ascii_letters[32:],
    *string.digits,
]
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
    def matcher(self) -> Matcher:
        """The rule as it is matched; compiled when first needed."""
        regex = re.compile(self.source)
        captures = tuple((regex.groupindex[group], *told) for group, told in self.names.items())
        return Matcher(regex.match, regex.groupindex["x"], self.order, self, captures)


class Matcher(NamedTuple):
    """What matching needs of a rule."""

    match: Callable[[str, int], re.Match[str] | None]
    extent: int
    """The group of what belongs to the expression."""
    order: int
    rule: Rule
    captures: tuple[tuple[int, str, str], ...]
    """Each capture's group, its name, and the categories or kinds that it may hold."""


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
    guards: tuple[tuple[Guard, int, int], ...]
    """The guards that may refuse it, or something that it is made of, and what each looks at."""
    captures: tuple[tuple[str, Any, int, int], ...]
    """Name, then the category or the :class:`Node` that it holds, then its extent."""


Candidate = tuple[int, int, int, Matcher, re.Match[str]]
"""Where a match's extent starts, its end (negative, so that the longest sorts first), the rule's order, both."""
_LEFTMOST_LONGEST = itemgetter(0, 1, 2)

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
        found = self._function(word)
        if len(word) <= MAX_LENGTH:
            if len(self) > MAX_WORDS:
                self.clear()
            self[word] = found
        return found


class Stage(dict[str, tuple[Matcher, ...]]):
    """The rules of one stage, by the two classes that stand where a match would begin."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_first: dict[str, dict[Rule, Classes | None]] = {}
        self.begin = self._by_first.keys()
        for rule in rules:
            for firsts, seconds in rule.openings.items():
                for first in firsts:
                    of_first = self._by_first.setdefault(first, {})
                    known = of_first.get(rule, frozenset())
                    of_first[rule] = None if known is None or seconds is None else known | seconds

    def __missing__(self, classes: str) -> tuple[Matcher, ...]:
        first, second = classes[0], classes[1]
        rules = self._by_first.get(first, {}).items()
        found = self[classes] = tuple(
            [rule.matcher for rule, goes_on in rules if not goes_on or second in goes_on]
        )
        return found


class Grammar:
    """A language, ready to match. Build it with :func:`load`."""

    def __init__(
        self,
        lang: str,
        lexicon: Mapping[str, Any],
        sources: Iterable[tuple[str, Mapping[str, Any]]],
        direction: Mapping[str, Any],
        course: Mapping[str, Any],
        around: Mapping[str, Any],
        guards: Mapping[str, Any],
        confidence: Mapping[str, Any],
    ) -> None:
        self.lang = lang
        self.direction = direction
        self.causes = causes(lang)
        self.course = phrases(course)
        self.beside = beside(around)
        self.mean_confidence: float = confidence.get("mean", 0.8)
        self.faults: list[Diagnostic] = []
        self.values: dict[str, dict[str, Any]] = {}
        self.phrases: dict[str, str] = {}
        self.triggers: set[str] = set()
        self.proper: set[str] = set()
        self._member: dict[str, set[str]] = {}
        self._read_lexicon(lexicon)
        self.rules = tuple(self._read_rules(sources))
        by_kind: Mapping[str, float] = confidence.get("kinds", {})
        self.confidence: dict[str, float] = {
            **{rule.name: by_kind[rule.kind] for rule in self.rules if rule.kind in by_kind},
            **confidence.get("rules", {}),
        }
        self.days: Mapping[str, float] = confidence.get("days", {})
        """How often a rule gets the day right that says more than the day, by the rule's name."""
        self.day: float = by_kind.get("day", self.mean_confidence)
        """The same of one that says the day."""
        self._assign_classes()
        self._kinds: dict[str, str] = {}
        kinds = itertools.chain(_SMALL_KINDS, map(chr, itertools.count(_FIRST_KIND)))
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
        self.stages = [self._stage(n) for n in sorted({rule.stage for rule in self.rules})]
        """Each with those of its rules that need nothing of an earlier stage."""
        first = {one for rule in self.rules for classes in rule.openings for one in classes}
        self.never_first = "".join(sorted({*self._class_of.values(), *self._shape_char.values()} - first))
        """The classes with which nothing begins: a run may do without those that it begins with."""
        self._memo: dict[str, tuple[Node, ...]] = {"": ()}
        # A chunk is what stands between two blanks; its last word takes the blank behind it along.
        self.words_of: Remembered[tuple[str, ...]] = Remembered(_words)
        self._class_of_token = Remembered(self._classify)
        self._chunks: dict[str, str] = {}
        self._stems = {stem for word in self._class_of for stem in _LETTERS.findall(word)} | {"s"}
        """What a word of the lexicon may be made of, the "s" of "year's" included."""
        self._roughly = Remembered(self._rough)
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

    def _spoken(self) -> tuple[set[str], set[str]]:
        """The words and the categories that patterns and phrases speak of."""
        patterns = [rule.pattern for rule in self.rules] + list(self.phrases.values())
        pieces = [piece for pattern in patterns for piece in _PATTERN_TOKEN.finditer(pattern)]
        words = {piece["word"] for piece in pieces if piece["word"] and piece["word"] not in ("^", "$")}
        for table in self.values.values():
            for entry in table:
                if " " in entry:
                    words.update(entry.split())
        return words, {name for piece in pieces if piece["what"] for name in _categories(piece["what"])}

    def _assign_classes(self) -> None:
        literals, categories = self._spoken()
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
        members = Counter(name for names in found for name in names if name in categories)
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
        words = {trigger for trigger in self.triggers if " " not in trigger}
        # Where no word of a phrase is a trigger, the last one stands for it: "kippur".
        words |= {trigger.split()[-1] for trigger in self.triggers if words.isdisjoint(trigger.split())}
        telling = {self._class_of[word] for word in words if word in self._class_of}
        telling |= {
            distinct[names] for names in tokens.SHAPE_SIGNATURES if not tokens.COUNTS.issuperset(names)
        }
        self.triggering = frozenset(telling)
        """The classes that make a run worth matching."""
        old = frozenset(distinct[names] for names in tokens.SHAPE_SIGNATURES if "threedigit" in names)
        self.triggering_of_old = self.triggering | old
        """Those that do where a text names eras: after 510 BC, "in 494" is a year, and so it is after AD 480."""
        self.old_eras = tuple(
            f" {era.upper()}" if value == "BC" else f" {era.upper()} "
            for era, value in self.values.get("era", {}).items()
        )
        """How such a text spells its era."""
        self._shape_char = {names: distinct[names] for names in tokens.SHAPE_SIGNATURES}

    # --- compiling ----------------------------------------------------------------------------------------

    def _stage(self, number: int) -> tuple[Stage, Stage]:
        rules = [rule for rule in self.rules if rule.stage == number]
        return Stage(rules), Stage(rule for rule in rules if "@" not in rule.pattern)

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

    def classify(self, chunks: list[str]) -> str:
        """The classes of the tokens of some chunks, with ``BLANK`` between one chunk's and the next's."""
        if len(chunks) < _FEW:  # of many, some are new
            try:
                return BLANK.join(map(self._chunks.__getitem__, chunks))
            except KeyError:
                pass
        if len(self._chunks) > MAX_WORDS:
            self._chunks.clear()
        new = set(chunks).difference(self._chunks)
        if new:
            self._learn(new)
        classes = BLANK.join(map(self._chunks.__getitem__, chunks))
        for chunk in new:
            if len(chunk) > MAX_LENGTH:
                del self._chunks[chunk]
        return classes

    def _learn(self, chunks: set[str]) -> None:
        """The classes of chunks that were not met before, all at once: most hold no word of the lexicon."""
        words = [chunk for chunk in chunks if chunk.isalpha()]
        lower = list(map(str.lower, words))
        self._chunks.update(zip(words, map(self._class_of.get, lower, itertools.repeat(BREAK)), strict=True))
        for word in [word for word, small in zip(words, lower, strict=True) if small in self.proper]:
            self._chunks[word] = self._classify(word)
        others = [chunk + _END for chunk in chunks.difference(words) if _END not in chunk]
        rough = "".join(map(self._roughly.__getitem__, _ROUGH.findall("".join(others)))).split(_END)
        known = {chunk[:-1]: classes for chunk, classes in zip(others, rough, strict=False)}
        self._chunks.update(known)
        for chunk in chunks.difference(words):
            if _CARE in known.get(chunk, _CARE) or not known[chunk]:
                self._chunks[chunk] = self.carefully(chunk)

    def carefully(self, chunk: str) -> str:
        """The classes of a chunk's tokens, each looked up by itself."""
        return "".join(map(self._class_of_token.__getitem__, self.words_of[chunk]))

    def _rough(self, piece: str) -> str:
        """The class of a piece of a chunk, or that the whole chunk needs care: there may be a word or a numeral."""
        if piece.isalpha():
            return _CARE if piece.lower() in self._stems else BREAK
        if piece == _END:
            return piece
        return _CARE if piece.isspace() or piece.isdecimal() else self._classify(piece)

    def match(self, run: str) -> tuple[Node, ...]:
        """What the rules find in a class string, from left to right, none overlapping."""
        found = self._memo.get(run)
        if found is None:
            if len(self._memo) > MEMO:
                self._memo.clear()
                self._readings.clear()
            found = self._memo[run] = self._match(run)
        return found

    def _match(self, run: str) -> tuple[Node, ...]:
        """Stage by stage: what one stage finds is one item, a kind, for the next."""
        items: list[str | Node] = list(run)
        where = list(range(len(run) + 1))
        text = run
        for whole, plain in self.stages:
            stage = plain if text is run else whole
            candidates = [] if stage.begin.isdisjoint(text) else _candidates(stage, text)
            if candidates:
                items, where = self._reduce(candidates, items, where)
                text = "".join([i if isinstance(i, str) else self._kinds[i.rule.kind] for i in items])
        if text is run:
            return ()
        return tuple([item for item in items if isinstance(item, Node) and not item.rule.silent])

    def _reduce(
        self, candidates: list[Candidate], items: list[str | Node], where: list[int]
    ) -> tuple[list[str | Node], list[int]]:
        """Put the leftmost, longest matches in the place of what they cover."""
        new_items: list[str | Node] = []
        new_where: list[int] = []
        position = 0
        for start, end, _, matcher, found in candidates:
            if start < position:
                continue
            new_items += items[position:start]
            new_where += where[position:start]
            position = -end
            low, high = where[found.start()], where[found.end()]
            extent = where[start], where[position]
            guards = [(guard, *extent) for guard in self.guards.get(matcher.rule.name, ())]
            captures: list[tuple[str, Any, int, int]] = []
            for group, name, what in matcher.captures:
                a, b = found.span(group)
                if a < 0:
                    continue
                item = items[a] if b == a + 1 else None
                if isinstance(item, Node):
                    captures.append((name, item, where[a], where[b]))
                    low, high = min(low, item.low), max(high, item.high)
                    guards += item.guards
                else:
                    captures.append((name, what, where[a], where[b]))
            new_items.append(Node(matcher.rule, *extent, low, high, tuple(guards), tuple(captures)))
            new_where.append(where[start])
        return new_items + items[position:], new_where + where[position:]

    # --- reading ------------------------------------------------------------------------------------------

    def reading(self, node: Node, words: tuple[str, ...]) -> Reading | None:
        """What a match says of its words, context included: the rule's operator over the values of its captures."""
        key = (id(node), words)
        try:
            return self._readings[key]
        except KeyError:
            pass
        if len(self._readings) > MEMO:
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


def _candidates(stage: Stage, text: str) -> list[Candidate]:
    """All matches of one stage, leftmost first, then longest, then by order of the rules."""
    found: list[Candidate] = []
    for at, matchers in enumerate(map(stage.__getitem__, map(add, text, text[1:] + BREAK))):
        for matcher in matchers:
            here = matcher.match(text, at)
            if here:
                start, end = here.span(matcher.extent)
                if end > start:
                    found.append((start, -end, matcher.order, matcher, here))
    if len(found) > 1:
        found.sort(key=_LEFTMOST_LONGEST)
    return found


@lru_cache(1024)
def _categories(what: str) -> tuple[str, ...]:
    return tuple(map(str.strip, what.split("|")))


def _words(chunk: str) -> tuple[str, ...]:
    """The tokens of a chunk, the last one with the blank behind it; a plain word is its own."""
    if chunk.isalpha():
        return (chunk + " ",)
    return tuple(tokens.TOKEN.findall(chunk if chunk[-1:] == "\n" else chunk + " "))


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
    lexicon = read(lang, "lexicon")
    sources = [(name, read(lang, name.removesuffix(".toml"))) for name in lexicon["lexicon"]["rules"]]
    further = (read(lang, name) for name in ("direction", "course", "beside", "guards", "confidence"))
    return Grammar(lang, lexicon, sources, *further)

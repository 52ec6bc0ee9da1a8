"""How good the engine is: TempEval-3's measures against gold annotations.

The definitions are those of TempEval-3, task A (UzZaman et al., "SemEval-2013 Task 1"):

- *Pairing.* Left to right, one to one: an expression that begins while the latest one of the other side is
  still open, and has no partner yet, becomes its partner.
- *Relaxed*: paired at all. *Strict*: the same span. *Type* and *value*: the relaxed measure times the share of
  pairs that agree in type, in value. Counts are summed over all documents first (micro average).
- Left out on both sides: the creation time, what has no words, what is nested in another expression. A
  prediction that overlaps only something left out is neither right nor wrong.
- ``mod`` is not part of any of these; its agreement over the pairs is given beside them.

Confidence is measured against the hardest of these: a prediction is *right* when it is paired and has the gold's
value. A spurious one is wrong, however sure.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import msgspec

from timeline.errors import Diagnostic, InputError
from timeline.model import Resolution
from timeline.temporal.timeml import GoldDocument, GoldTimex, read_timeml

Split = Literal["dev", "held-out"]
Predict = Callable[[GoldDocument], Sequence[Resolution]]

HELD_OUT = 3
"""One document in so many is held out."""

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.0)
"""Lower edges of the calibration table's bins; the last holds certainty alone."""


def split_of(document_id: str) -> Split:
    """Which part of a corpus a document belongs to: a third is held out, and is never looked at.

    The part follows from the id alone (its SHA-1 as a number, divisible by three), so it is the same on every
    machine and does not change when a corpus grows.

    >>> split_of("document-1"), split_of("document-4")
    ('dev', 'held-out')
    """
    digest = hashlib.sha1(document_id.encode(), usedforsecurity=False).hexdigest()
    return "held-out" if int(digest, 16) % HELD_OUT == 0 else "dev"


# --- gold -------------------------------------------------------------------------------------------------


def read_gold(path: Path) -> Iterator[GoldDocument]:
    """Gold documents of a file of JSON lines, a TimeML file (``.tml``, ``.xml``), or a folder of either.

    Raises:
        InputError: nothing there, or something that is no gold annotation: file and line.
    """
    if path.is_dir():
        inside = sorted(p for p in path.rglob("*") if p.suffix in {".tml", ".xml", ".jsonl"})
        if not inside:
            raise _unreadable(str(path), None, "the folder holds no .jsonl, .tml or .xml file")
        for each in inside:
            yield from read_gold(each)
        return
    if not path.is_file():
        raise _unreadable(str(path), None, "there is no such file")
    if path.suffix in {".tml", ".xml"}:
        yield read_timeml(path.read_bytes(), str(path))
        return
    decoder = msgspec.json.Decoder(GoldDocument)
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _gold_line(decoder, line, str(path), number)


def _gold_line(
    decoder: msgspec.json.Decoder[GoldDocument], line: bytes, where: str, number: int
) -> GoldDocument:
    try:
        document = decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _unreadable(where, number, str(error)) from error
    for timex in document.timexes:
        if timex.start is None:
            continue
        if timex.end is None or not 0 <= timex.start < timex.end:
            raise _unreadable(where, number, f"the expression at {timex.start} has no end behind it")
        if document.text[timex.start : timex.end] != timex.text:
            raise _unreadable(where, number, f"the text at {timex.start} is not {timex.text!r}")
    return document


def _unreadable(where: str, line: int | None, what: str) -> InputError:
    hint = (
        'Each line is a document: {"id", "text", "dct", "timexes": [{"start", "end", "text", "type", "value"}]}; '
        "TimeML files end in .tml."
    )
    return InputError(
        Diagnostic(where=where, line=line, code="gold-unreadable", message=what, hint=hint, level="error")
    )


# --- pairing ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pairing:
    """Gold and predicted expressions of one document, matched."""

    pairs: list[tuple[GoldTimex, Resolution]]
    missed: list[GoldTimex]
    spurious: list[Resolution]


def pair(gold: Sequence[GoldTimex], predicted: Sequence[Resolution]) -> Pairing:
    """Match the expressions of one document as TempEval-3 does.

    >>> day = GoldTimex(start=3, end=9, text="Sunday", type="DATE", value="2016-12-11")
    >>> guess = Resolution(start=3, end=17, text="Sunday morning", type="TIME", rule="r", value="2016-12-11TMO")
    >>> [(g.text, p.text) for g, p in pair([day], [guess]).pairs]
    [('Sunday', 'Sunday morning')]
    """
    scored = [timex for timex in gold if timex.scored]
    left_out = [timex for timex in gold if not timex.scored and timex.start is not None]
    counted: dict[tuple[int, int], Resolution] = {}
    for guess in predicted:
        if not _meets(guess, left_out) or _meets(guess, scored):
            counted.setdefault((guess.start, guess.end), guess)

    found = list(counted.values())
    # At the same place the gold comes first, as in the published toolkit.
    begins = sorted(
        [(timex.start or 0, 0, index) for index, timex in enumerate(scored)]
        + [(guess.start, 1, index) for index, guess in enumerate(found)]
    )
    matched: dict[int, int] = {}
    taken: set[int] = set()
    gold_at = guess_at = -1  # the latest that began, on either side
    for at, side, index in begins:
        if side == 0:
            gold_at = index
            other_is_open = guess_at >= 0 and guess_at not in taken and found[guess_at].end > at
        else:
            guess_at = index
            other_is_open = gold_at >= 0 and gold_at not in matched and (scored[gold_at].end or 0) > at
        if other_is_open:
            matched[gold_at] = guess_at
            taken.add(guess_at)
    return Pairing(
        pairs=[(scored[one], found[other]) for one, other in matched.items()],
        missed=[timex for index, timex in enumerate(scored) if index not in matched],
        spurious=[guess for index, guess in enumerate(found) if index not in taken],
    )


def _meets(guess: Resolution, timexes: Sequence[GoldTimex]) -> bool:
    return any(
        timex.start is not None
        and timex.end is not None
        and timex.start < guess.end
        and guess.start < timex.end
        for timex in timexes
    )


# --- counting ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Tally:
    """Counts, and what TempEval-3 makes of them."""

    gold: int = 0
    predicted: int = 0
    relaxed: int = 0
    strict: int = 0
    type: int = 0
    value: int = 0
    strict_value: int = 0
    mod: int = 0

    def add_pair(self, gold: GoldTimex, guess: Resolution) -> None:
        """Count a pair and where it agrees."""
        same_span = (gold.start, gold.end) == (guess.start, guess.end)
        same_value = (gold.value or "") == (guess.value or "")
        self.relaxed += 1
        self.strict += same_span
        self.type += (gold.type or "") == guess.type
        self.value += same_value
        self.strict_value += same_span and same_value
        self.mod += (gold.mod or "") == (guess.mod or "")

    def measure(self, what: Literal["relaxed", "strict", "type", "value", "strict_value"]) -> Measure:
        """Precision and recall of one of the counts; perfect where there was nothing to find and nothing found."""
        if not self.gold and not self.predicted:
            return Measure(1.0, 1.0)
        right: int = getattr(self, what)
        return Measure(
            right / self.predicted if self.predicted else 0.0, right / self.gold if self.gold else 0.0
        )

    @property
    def mod_accuracy(self) -> float:
        """Share of the pairs whose ``mod`` agrees."""
        return self.mod / self.relaxed if self.relaxed else float(not self.gold and not self.predicted)

    def as_dict(self) -> dict[str, Any]:
        """Measures and counts, ready to be written as JSON."""
        out: dict[str, Any] = {
            name: {"precision": got.precision, "recall": got.recall, "f1": got.f1}
            for name in ("strict", "relaxed", "type", "value", "strict_value")
            for got in (self.measure(name),)
        }
        out["mod_accuracy"] = self.mod_accuracy
        out["counts"] = {name: getattr(self, name) for name in self.__slots__}
        return out


@dataclass(slots=True)
class Bin:
    """One row of the calibration table: how sure the engine said it was, and how often it was right."""

    low: float
    count: int = 0
    right: int = 0
    said: float = 0.0

    @property
    def confidence(self) -> float:
        """Mean confidence of the predictions in the bin."""
        return self.said / self.count if self.count else self.low

    @property
    def accuracy(self) -> float:
        """Share of them that were right."""
        return self.right / self.count if self.count else 0.0


@dataclass(frozen=True, slots=True)
class ErrorRecord:
    """One thing that went wrong: ``[text, type, value]`` of both sides and the words around them."""

    id: str
    kind: str
    gold: tuple[str, str | None, str | None] | None
    predicted: tuple[str, str | None, str | None] | None
    context: str
    dct: str | None
    rule: str | None
    confidence: float | None


@dataclass(slots=True)
class Report:
    """All figures of one run."""

    documents: int = 0
    total: Tally = field(default_factory=Tally)
    by_type: dict[str, Tally] = field(default_factory=dict)
    by_grain: dict[str, Tally] = field(default_factory=dict)
    by_rule: dict[str, Tally] = field(default_factory=dict)
    calibration: list[Bin] = field(default_factory=lambda: [Bin(low) for low in BINS])
    errors: list[ErrorRecord] = field(default_factory=list)

    @property
    def calibration_error(self) -> float:
        """Expected calibration error: the mean distance of confidence and accuracy, weighted by the bins."""
        count = sum(row.count for row in self.calibration)
        off = sum(row.count * abs(row.confidence - row.accuracy) for row in self.calibration)
        return off / count if count else 0.0

    def as_dict(self) -> dict[str, Any]:
        """The report, ready to be written as JSON (without the errors)."""
        groups = {"by_type": self.by_type, "by_grain": self.by_grain, "by_rule": self.by_rule}
        rows = [
            {"from": row.low, "count": row.count, "confidence": row.confidence, "accuracy": row.accuracy}
            for row in self.calibration
            if row.count
        ]
        return {
            "documents": self.documents,
            **self.total.as_dict(),
            **{
                name: {key: tally.as_dict() for key, tally in group.items()} for name, group in groups.items()
            },
            "calibration": {"error": self.calibration_error, "bins": rows},
        }


def evaluate(documents: Iterable[GoldDocument], predict: Predict) -> Report:
    """Score a tagger on gold documents, one at a time.

    ``by_type`` and ``by_grain`` group gold and pairs by the gold's type and grain (predictions by their own);
    ``by_rule`` groups by the predicting rule and so has precision only, recall being that of its own pairs.
    """
    report = Report()
    for document in documents:
        report.documents += 1
        result = pair(document.timexes, predict(document))
        for gold, guess in result.pairs:
            for tally in (
                report.total,
                _of(report.by_type, gold.type or "none"),
                _of(report.by_grain, value_grain(gold.value)),
                _of(report.by_rule, guess.rule),
            ):
                tally.add_pair(gold, guess)
            _of(report.by_rule, guess.rule).gold += 1
        for gold in (*(gold for gold, _ in result.pairs), *result.missed):
            report.total.gold += 1
            _of(report.by_type, gold.type or "none").gold += 1
            _of(report.by_grain, value_grain(gold.value)).gold += 1
        for guess in (*(guess for _, guess in result.pairs), *result.spurious):
            report.total.predicted += 1
            _of(report.by_type, guess.type).predicted += 1
            _of(report.by_grain, value_grain(guess.value)).predicted += 1
            _of(report.by_rule, guess.rule).predicted += 1
        _calibrate(report.calibration, result)
        report.errors.extend(_errors(document, result))
    for group in (report.by_type, report.by_grain, report.by_rule):
        ordered = sorted(group.items(), key=lambda item: (-item[1].gold, -item[1].predicted, item[0]))
        group.clear()
        group.update(ordered)
    return report


def predictor() -> Predict:
    """The engine as it meets a document: its text, creation time, language, and genre where the gold says one.

    Raises:
        InputError: (when called) a document's creation time is no date.
    """
    from timeline.temporal import tag
    from timeline.temporal.edtf import parse_edtf

    def predict(document: GoldDocument) -> Sequence[Resolution]:
        try:
            if document.dct:
                parse_edtf(document.dct)
        except ValueError as error:
            raise _unreadable(document.id, None, str(error)) from error
        return tag(document.text, document.dct, lang=document.lang, genre=document.genre)

    return predict


def _of(group: dict[str, Tally], key: str) -> Tally:
    return group.setdefault(key, Tally())


def _calibrate(table: list[Bin], result: Pairing) -> None:
    judged = [(guess, (gold.value or "") == (guess.value or "")) for gold, guess in result.pairs]
    judged += [(guess, False) for guess in result.spurious]
    for guess, right in judged:
        row = next(row for row in reversed(table) if guess.confidence >= row.low)
        row.count += 1
        row.right += right
        row.said += guess.confidence


def _errors(document: GoldDocument, result: Pairing) -> Iterator[ErrorRecord]:
    for gold, guess in result.pairs:
        wrong = [
            name
            for name, differs in (
                ("extent", (gold.start, gold.end) != (guess.start, guess.end)),
                ("type", (gold.type or "") != guess.type),
                ("value", (gold.value or "") != (guess.value or "")),
            )
            if differs
        ]
        if wrong:
            yield _error(document, "+".join(wrong), gold, guess)
    for gold in result.missed:
        yield _error(document, "missed", gold, None)
    for guess in result.spurious:
        yield _error(document, "spurious", None, guess)


def _error(
    document: GoldDocument, kind: str, gold: GoldTimex | None, guess: Resolution | None
) -> ErrorRecord:
    at = gold or guess
    assert at is not None and at.start is not None and at.end is not None
    text = document.text
    before, words, after = (
        text[max(0, at.start - 60) : at.start],
        text[at.start : at.end],
        text[at.end : at.end + 60],
    )
    return ErrorRecord(
        id=document.id,
        kind=kind,
        gold=(gold.text, gold.type, gold.value) if gold else None,
        predicted=(text[guess.start : guess.end], guess.type, guess.value) if guess else None,
        context=f"{before}[[{words}]]{after}".replace("\n", " "),
        dct=document.dct,
        rule=guess.rule if guess else None,
        confidence=guess.confidence if guess else None,
    )


_GRAINS = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"(PAST|PRESENT|FUTURE)_REF", "reference"),
        (r"P", "duration"),
        (r"BC", "before Christ"),
        (r".*T", "time"),
        (r"[\dX]{4}-W[\dX]{2}-WE", "weekend"),
        (r"[\dX]{4}-W[\dX]{2}(-\d)?$", "week"),
        (r"[\dX]{4}-(SP|SU|FA|AU|WI)", "season"),
        (r"[\dX]{4}-Q", "quarter"),
        (r"[\dX]{4}-H", "half"),
        (r"[\dX]{4}-[\dX]{2}-[\dX]{2}", "day"),
        (r"[\dX]{4}-[\dX]{2}$", "month"),
        (r"[\dX]{4}$", "year"),
        (r"[\dX]{3}$", "decade"),
        (r"[\dX]{2}$", "century"),
    )
)


def value_grain(value: str | None) -> str:
    """The grain of a TIMEX3 value.

    >>> [value_grain(v) for v in ("2016-12-11TMO", "2016-W49", "199", "P2D", "PRESENT_REF", None)]
    ['time', 'week', 'decade', 'duration', 'reference', 'none']
    """
    if not value:
        return "none"
    return next((name for pattern, name in _GRAINS if pattern.match(value)), "other")


# --- the report in words ----------------------------------------------------------------------------------


def as_text(report: Report) -> str:
    """The report as a reader sees it in a terminal."""
    lines = [f"{report.documents} documents, {report.total.gold} time expressions", "", _HEAD]
    for name in ("strict", "relaxed", "type", "value"):
        got = report.total.measure(name)
        lines.append(f"{name:<28}{got.precision:>10.1%}{got.recall:>10.1%}{got.f1:>10.1%}")
    lines.append(f"{'mod (agreement of pairs)':<28}{report.total.mod_accuracy:>30.1%}")
    for title, group in (
        ("type", report.by_type),
        ("grain", report.by_grain),
        ("rule", report.by_rule),
    ):
        lines += ["", f"{'by ' + title:<28}{'gold':>6}{'found':>7}{'strict':>9}{'relaxed':>9}{'value':>9}"]
        for key, tally in group.items():
            figures = "".join(f"{tally.measure(n).f1:>9.1%}" for n in ("strict", "relaxed", "value"))
            lines.append(f"{key:<28}{tally.gold:>6}{tally.predicted:>7}{figures}")
    lines += ["", f"{'confidence':<28}{'found':>6}{'mean':>9}{'right':>9}"]
    edges = [*[row.low for row in report.calibration[1:]], 1.0]
    for row, high in zip(report.calibration, edges, strict=True):
        if row.count:
            span = f"{row.low:.2f} to {high:.2f}" if high > row.low else f"{row.low:.2f}"
            lines.append(f"{span:<28}{row.count:>6}{row.confidence:>9.1%}{row.accuracy:>9.1%}")
    lines.append(f"{'expected calibration error':<28}{report.calibration_error:>24.1%}")
    return "\n".join(lines)


_HEAD = f"{'':<28}{'precision':>10}{'recall':>10}{'F1':>10}"


def write_errors(report: Report, path: Path) -> None:
    """What went wrong, one JSON object a line."""
    encoder = msgspec.json.Encoder()
    path.write_bytes(b"".join(encoder.encode(error) + b"\n" for error in report.errors))

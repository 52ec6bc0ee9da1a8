"""How much of other programs' test phrases the tagger finds, and how often it finds what is not there.

    python benchmarks/phrases.py [--gold FOLDER] [--errors FILE]

Positives: chrono's and Recognizers-Text's English phrases that news or history could hold. Negatives: the texts in
which chrono's authors say there is nothing. What is left out is left out by a reason below, never by a list of
phrases; the count of each is printed.

*Extent* is right when the predictions cover every word of the expected match but its glue (prepositions,
conjunctions, articles: those programs count them in, TimeML leaves them out) and no word beside it. Only what joins
two times (a range, a list, a day with hours, a distance from a day) may be covered by more than one prediction.
*Grain* is right when the finest unit that the words name is that of the value. Values themselves are not compared:
assistants resolve towards the future, news towards the past.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from timeline.temporal import tag

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold"
ANCHOR = "2012-08-10"
"""Where a row names no reference: most rows of the suites that do use about this day."""

Row = dict[str, Any]

_UNIT = r"(?:h|hrs?|m|mins?|s|secs?|d|w|wks?|y|yrs?|mos?|qtrs?)"
_HOUR = re.compile(
    r"\d[:.h]\d\d|\b\d{1,2}\s?[ap]\.?\s?m\b|o'? ?clock|noon|midnight|mid night|\b\d{3,4} ?(?:hours|hrs|gmt)|"
    r"\b(?:hours?|minutes?|seconds?)\b",
    re.I,
)

_BARE_HOUR = re.compile(
    r"(?:^|\b(?:at|from|between|to|and|till|until|for|on|day|around)|-) ?\d{1,2}\b(?!\d|[:./-]\d)"
    r"(?!\s*(?:st|nd|rd|th|o ?'?clock|hours?|min|sec|of|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.I,
)
_HALF = re.compile(r"\d ?[ap]\.? ?m\b|o'? ?clock|in the (?:morning|evening|afternoon)", re.I)

POSITIVES_LEFT_OUT: tuple[tuple[str, str], ...] = (
    (
        "shorthand of messages (5m ago, 2hr, 15 mins, tmr)",
        rf"\b[\d.]+\s?{_UNIT}\b|\b(?:tmrw?|tdt|otd|2morrow|ytd)\b|\b(?:a|the|\d+) (?:min|mon|sec)\b|\bqtr\b|\b(?:eod|eoy|w/c|tonite)\b|\b[cs]y ?\d\d",
    ),
    ("signed offsets (+15 minutes, -2 weeks)", r"^\s*[+-]\s?\d"),
    ("letter hours (7p, 9a, 7ampm)", r"\b\d{1,2}(?::\d\d)?(?:a|p|ampm)\b"),
    ("-ish", r"ish\b"),
    (
        "query language (greater than 2015, year to date, 2012 or later, ~)",
        r"[=<>]|greater|to date|\b(?:or|and) (?:later|after|earlier|before)\b|later than|~|\byear or\b|any ?time",
    ),
    (
        "stamps of booking systems (FRI 13SEP, SUN 15SEP 11:05)",
        r"\b\d{1,2}(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b|\b[a-z]{3}\d{1,2}\b",
    ),
    (
        "units that miss their plural or their space (in 2hour, a few year)",
        r"\d(?:hour|minute|day|year|month|week)|\blastmonth|\b(?:few|several|two|three|four|five|\d\d?) (?:hour|minute|day|year|month|week)\b(?!-)",
    ),
    ("digits without separators (20161016, 1140 a.m.)", r"\b\d{8}\b|\b\d{4} ?[ap]\.?m"),
    ("a calendar of another culture (BE)", r"\bBE\b"),
    (
        "impossible or garbled dates (Feb 30, 2th, 2020/23/Sep)",
        r"feb(?:ruary)?\.? 30|\b2th|\b1th|\d{4}[/-]\d+[/-][A-Za-z]|\d+-\d{4}-|[A-Za-z]+-\d{4}-\d|00st|\b0\d(?:st|nd|rd|th)",
    ),
    (
        "units without a reference, on which the suites contradict each other (the day, the year)",
        r"^(?:in |for |at )?(?:the|same|a|another|all|that|of)? ?(?:same )?(?:hour|minute|day|week|weekend|month|year|fortnight)$",
    ),
    ("meals as times (after dinner, lunch)", r"dinner|lunch|breakfast"),
    (
        "day and month as a fraction or decimal (8/10, 7.6), which prose does not write",
        r"(?<![\d/.])\d{1,2}[/.]\d{1,2}(?![\d/.:]|\s?[ap]\.?m)",
    ),
    ("an abbreviation or a lower-case name alone (Tue, may, dec)", r"^(?:may|dec|Tue|mar|sat)$"),
    ("business days", r"(?:business|week|working) ?days?\b|\bwork(?:ing )? ?week"),
    ("zone names made up by the test", r"\bXYZ\b"),
)
"""A phrase whose match fits is left out."""

NEGATIVES_LEFT_OUT: tuple[tuple[str, str], ...] = (
    (
        "years, which TimeML marks (2020, 2019 to 2020, 2012-14)",
        r"^\s*(?:19|20)\d\d(?: to (?:19|20)\d\d|-\d\d)?\s*$",
    ),
    (
        "durations, which TimeML marks (5 days, a day, the year)",
        r"\b(?:\d+|an?|few|the) (?:hours?|days?|min|years?|half)\b",
    ),
    ("periods of a year, which TimeML marks (the second half of 2025)", r"(?:first|second) (?:half|week)"),
    ("vague references, which TimeML marks (soon, later)", r"\b(?:soon|later)\b"),
    ("a weekday alone, refused by an option only", r"^Tuesday$"),
    ("shorthand of messages, refused by an option only (5m ago, in 15m)", rf"\d+ ?{_UNIT}\b"),
    ("a day of leap years, its year unsaid (29 February)", r"^(?:29 February|February 29)$"),
    ("month names in lower case, alone (mar, jan)", r"^(?:mar|jan)$"),
)

_GLUE_WORDS = (
    "on in at from to until till til through thru and or between of for since by before after during within the a an "
    "around about circa as than more less over no not starting beginning ending once twice s"
)
GLUE = frozenset(_GLUE_WORDS.split()) | frozenset("-–—~,.()@'\":;/")
_AS_EARLY = re.compile(r"as (?:early|late) as ")
"""A comparison that the suites count in, and TimeML leaves out."""
_TOKEN = re.compile(r"\w+|[^\w\s]")
_JOINS = re.compile(
    r"\b(?:to|until|till|through|thru|and|or|between|from|for|after|before|on|at|in|of|by|than|around)\b|[-–—,@(&]|\d\s+\d",
    re.I,
)


def rows(folder: Path, suite: str) -> Iterator[Row]:
    """Rows of a suite, each text with each match once."""
    seen = set()
    for line in (folder / f"{suite}.phrases.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        key = (
            row["text"],
            row.get("match"),
            row.get("start") if suite != "chrono" else None,
            row.get("expect"),
        )
        if key not in seen:
            seen.add(key)
            yield row


def span(row: Row) -> tuple[int, int]:
    """Where the expected match stands; the whole text where the row names none."""
    text, match = row["text"], row.get("match")
    if match is None:
        stripped = text.strip()
        return text.index(stripped), text.index(stripped) + len(stripped)
    start = row.get("match_start", row.get("start"))
    if isinstance(match, str) and (lead := _AS_EARLY.match(match)):
        start, match = (start + lead.end() if isinstance(start, int) else None), match[lead.end() :]
    if not isinstance(start, int) or text[start : start + len(match)] != match:
        start = text.lower().find(match.lower())
    return start, start + len(match)


def reason(words: str, table: tuple[tuple[str, str], ...]) -> str | None:
    """Why words are left out, if they are."""
    for name, pattern in table:
        if re.search(pattern, words, re.I if "BE" not in pattern else 0):
            return name
    return None


def odd(row: Row, words: str) -> str | None:
    """Reasons that need more of the row than its words."""
    if row["suite"] == "recognizers-text" and row["spec"] != "DateTimeModel":
        return "other modes of Recognizers-Text, which give other extents to the same sentences"
    if row.get("parser") == "custom":
        return "a parser that the test itself configures"
    if row.get("type") in {"timezone", ""}:
        return "a zone alone is no time"
    clock = str(row.get("type", "")).startswith(("time", "datetime")) or "hour" in (
        row.get("start_fields") or {}
    )
    if clock and _BARE_HOUR.search(words) and not _HALF.search(words):
        return "a bare number for an hour (Sat at 5, Monday 12-4)"
    numerals = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirty|forty|fifty|twenty"
    if clock and re.search(rf"\b(?:{numerals})\b", words, re.I) and not _HOUR.search(words):
        return "spoken clock times (at seven twenty-seven, from three thirty)"
    return None


_MONTH = (
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
)
_ORDINAL = r"\b(?:\w+-)?(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|twentie|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)th)\b"
_FINEST: tuple[tuple[str, str], ...] = (
    (
        "time",
        (
            r"\d:\d\d|\d ?[ap]\.? ?m\b|o'? ?clock|\bnoon|midnight|mid night|\bhours?\b|\bminutes?\b|\bseconds\b|\d second\b|"
            r"T\d\d:|past (?:seven|eight|nine|\d)|(?<![\d.])\d{1,2}\.\d\d ?(?:$|[ap]m|\+)|\b\d{4} ?-\d{4}\b.*\bbetween|"
            r"\b(?:morning|afternoon|evening|night)s?\b(?<!\d nights)(?<!two nights)|\btonight|overnight|dawn|dusk|night-time|daytime|\bGMT|\b0\d{3}\b"
        ),
    ),
    (
        "day",
        (
            r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b|\btoday|yesterday|tomorrow|\bdays?\b|"
            rf"daily|nightly|everyday|{_MONTH}\.?,?[ /-]*(?:the )?(?:(?:0?[1-9]|[12]\d|3[01])(?!\d)|twenty|thirty|{_ORDINAL})|"
            rf"(?:\b\d{{1,2}}|{_ORDINAL}),?(?: day)?[ /-]*(?:of )?{_MONTH}|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}|"
            r"\b\d{1,2}[/-]\d{1,2}\b|christmas|easter|thanksgiving|halloween|new year|\beid\b|the \d+(?:st|nd|rd|th)(?! (?:day|week|month|quarter|year|century))|"
            r"\b\d{4} \d\d? \d\d?"
        ),
    ),
    ("week", r"\bweeks?\b|fortnight|biweekly|weekend"),
    ("month", rf"\bmonths?\b|monthly|{_MONTH}|\b\d{{4}}-\d{{1,2}}$|\b\d{{1,2}}[/-]\d{{4}}$"),
    ("quarter", r"\bquarter|\bq\d|\bsummer|winter|spring|autumn|\bfall\b|half|season|\bh[12]\b"),
    ("year", r"\byears?\b|yearly|annual|\b\d{4}\b(?!s)|thousand|nineteen|BC|AD|CE\b"),
    ("decade", r"decade|\b\d{2,4}'?s\b|ties\b"),
    ("century", r"centur"),
)

_VALUE_UNITS: tuple[tuple[str, str], ...] = (
    ("time", r".*T"),
    ("week", r".*W(?:\d|X|E)|P[\dX.]+(?:W|WE)$|P[\dX]+WE"),
    ("day", r"(?:BC)?.{4}-.{2}-.{2}|P[\dX.]+D|P.*D$|XXXX-WXX-\d|.*-W..-\d|.*-WE"),
    ("quarter", r".{4}-(?:Q|H|SP|SU|FA|WI|AU)|P[\dX.]+Q"),
    ("month", r"[^P].{3}-..$|P.*M$|P[\dX.]+M"),
    ("year", r"(?:BC)?[\dX-]{4,5}$|P.*Y$|FY"),
    ("decade", r"[\dX]{3}$|P[\dX.]+DE"),
    ("century", r"[\dX]{2}$|P[\dX.]+CE"),
)


def named(words: str) -> str | None:
    """The finest unit that words name."""
    if re.search(r"\bweek (?:of|beginning|starting|commencing)\b|\bweekend of\b", words, re.I):
        return "week"
    return next((unit for unit, pattern in _FINEST if re.search(pattern, words, re.I)), None)


def valued(value: str) -> str | None:
    """The unit that a TIMEX3 value speaks in."""
    if re.match(r".*W..-\d|.*-W..-\d", value):
        return "day"
    return next((unit for unit, pattern in _VALUE_UNITS if re.match(pattern, value)), None)


def tokens(text: str, start: int, end: int) -> set[int]:
    """Where the words that count begin, between two offsets."""
    return {
        m.start() for m in _TOKEN.finditer(text) if start <= m.start() < end and m.group().lower() not in GLUE
    }


def judge(row: Row, others: set[int]) -> tuple[bool, bool, bool, list[tuple[str, str | None]]]:
    """Found at all, right extent, right grain; ``others`` are words that other rows expect of the same text."""
    text = row["text"]
    start, end = span(row)
    dct = str(row.get("reference") or ANCHOR)
    if not re.match(r"\d{4}-\d\d-\d\d", dct):
        dct = ANCHOR
    everything = tag(text, dct[:16], genre="news")
    near = [one for one in everything if one.start < end and start < one.end]
    shown = [(one.text, one.value) for one in near]
    if not near:
        return False, False, False, shown
    wanted = tokens(text, start, end)
    got: set[int] = set()
    for one in near:
        got |= tokens(text, one.start, one.end)
    words = text[start:end]
    joined = bool(_JOINS.search(words)) or "range" in str(row.get("type", "")) or bool(row.get("end"))
    extent = wanted <= got <= wanted | others and (len(near) == 1 or joined)
    # Where a neighbour is rightly part of the expression, its words are asked as well.
    unit = named(words if got == wanted else " ".join(one.text for one in near))
    values = [one.value or "" for one in near]
    reference = any(value.endswith("_REF") for value in values)
    grain = unit is None or reference or any(valued(value) == unit for value in values)
    if unit == "time" and not grain:  # "half an hour", "night" as nights: counted in nights of days
        grain = any(one.type in {"TIME", "SET"} for one in near)
    return True, extent, grain, shown


def positives(folder: Path, errors: list[Row]) -> None:
    """Coverage, and what is left out."""
    columns = "".join(f"{name:>9}" for name in ("found", "extent", "grain", "both"))
    print(f"{'positives':<22}{'rows':>7}{'left out':>10}{'asked':>7}{columns}")
    left_out: Counter[str] = Counter()
    for suite in ("chrono", "recognizers-text"):
        counts: Counter[str] = Counter()
        expected = [row for row in rows(folder, suite) if row.get("expect") != "none"]
        others: dict[str, set[int]] = {}
        for row in expected:
            others.setdefault(row["text"], set()).update(tokens(row["text"], *span(row)))
        for row in expected:
            counts["rows"] += 1
            start, end = span(row)
            words = row["text"][start:end]
            why = odd(row, words) or reason(words, POSITIVES_LEFT_OUT)
            if why:
                left_out[why] += 1
                counts["left out"] += 1
                continue
            found, extent, grain, shown = judge(row, others[row["text"]])
            counts.update(asked=1, found=found, extent=extent, grain=grain, both=extent and grain)
            if not (extent and grain):
                kind = "missed" if not found else "grain" if extent else "extent"
                errors.append(
                    {"suite": suite, "kind": kind, "text": row["text"], "match": words, "got": shown}
                )
        shares = "".join(f"{counts[n] / counts['asked']:>9.1%}" for n in ("found", "extent", "grain", "both"))
        print(f"{suite:<22}{counts['rows']:>7}{counts['left out']:>10}{counts['asked']:>7}{shares}")
    show("left out of the positives", left_out)


def negatives(folder: Path, errors: list[Row]) -> None:
    """False alarms, and what is left out."""
    asked = alarms = 0
    left_out: Counter[str] = Counter()
    positive = {row["text"] for row in rows(folder, "chrono") if row.get("expect") != "none"}
    for row in rows(folder, "chrono"):
        if row.get("expect") != "none":
            continue
        why = reason(row["text"], NEGATIVES_LEFT_OUT)
        if row["text"] in positive:
            why = "texts in which the same suite finds a time, by another option"
        if why:
            left_out[why] += 1
            continue
        asked += 1
        found = tag(row["text"], str(row.get("reference") or ANCHOR)[:16], genre="news")
        if found:
            alarms += 1
            shown = [(one.text, one.value) for one in found]
            errors.append({"suite": "chrono", "kind": "false alarm", "text": row["text"], "got": shown})
    print(f"\nnegatives: {asked} asked, {alarms} false alarms, {alarms / asked:.1%}")
    show("left out of the negatives", left_out)


def show(title: str, left_out: Counter[str]) -> None:
    """The reasons and their counts."""
    print(f"\n{title}")
    for why, count in left_out.most_common():
        print(f"{count:>7}  {why}")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder of the suites (default: %(default)s)")
    parser.add_argument("--errors", type=Path, help="write what went wrong here, one JSON object a line")
    options = parser.parse_args()
    if not (options.gold / "chrono.phrases.jsonl").is_file():
        raise SystemExit(f"{options.gold}: the phrase suites are not here; give their folder with --gold")
    errors: list[Row] = []
    positives(options.gold, errors)
    negatives(options.gold, errors)
    if options.errors:
        lines = (json.dumps(error, ensure_ascii=False) + "\n" for error in errors)
        options.errors.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()

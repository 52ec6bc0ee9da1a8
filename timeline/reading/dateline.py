"""The head of a story: title, deck, section, byline, places, source and stamps; and where its body begins.

A head is what stands before the first line of prose. Its lines are told apart by what they hold, never by their
order, since every desk has its own: a stamp holds a date and little else, a byline begins with "By", a line that
was there before is the title again, a labelled line says itself what it is, and the dateline ("CAIRO, June 7
(Reuters) -") stands at the head of the prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from timeline.config import DateOrder
from timeline.reading import places as gazetteer
from timeline.reading import stamp as stamps
from timeline.reading.stamp import Stamp
from timeline.reading.versions import ADVICE

HEAD_LINES = 14
"""A head has at most so many lines that are not blank."""

_AGENCIES = (
    "Reuters|AFP|AP|Associated Press|The Associated Press|Agence France-Presse|DPA|dpa|UPI|Xinhua|TASS|Interfax|RIA Novosti|Sputnik|"
    "SANA|IRNA|Fars|Tasnim|Anadolu(?: Agency)?|AA|ANSA|EFE|Kyodo(?: News)?|Jiji|Yonhap|PTI|IANS|ANI|APA|WAM|KUNA|SPA|MENA|NNA|Petra|"
    "BBC News|BBC|CNN|Bloomberg(?: News)?|PRNewswire|PR Newswire|ACCESSWIRE|CNW|EQS|Business Wire|GLOBE NEWSWIRE|CP|The Canadian Press|"
    "AAP|Antara|"
    "PA|Press Association|ITAR-TASS|Thomson Reuters Foundation|UN News|IPS|IRIN|ENI|Belga|ANP|APS|MAP|TAP|NAN|GNA"
)
_UPPER = r"[A-ZÀ-ÖØ-ÞĀ-Ž]"
_PLACE = rf"{_UPPER}[\w.'’\-]*(?:[ ](?:{_UPPER}[\w.'’\-]*|de|del|al|el|la|le|sur|upon|am|and|of|the))*"
"""Hyphens are of the words alone: a name that could be parted at each in two ways would take ages to be no dateline."""
_DAY = r"(?:[A-Za-z]+\.?\s+\d\d?|\d\d?\s+[A-Za-z]+)\b\.?(?:,?\s+\d{4})?"
_DATELINE = re.compile(
    rf"""(?P<places>(?:{_PLACE})(?:\s*\({_PLACE}\))?(?:(?:\s*/\s*|,\s+)(?:{_PLACE})(?:\s*\({_PLACE}\))?){{0,3}}?)?
    (?P<date>(?P<day>(?:,\s*|\s+|^){_DAY})?)
    (?P<agency>[,.]?\s*(?:(?:\(|-LRB-\ )(?P<a1>(?:[A-Z]|(?=dpa))[^()\n]{{1,40}}?)(?:\)|\ -RRB-)|/\ ?(?P<a2>[A-Z][^/\n]{{1,40}}?)\ ?/|(?P<a3>{_AGENCIES})(?=\s*[-–—:])
        |(?(day)|(?!))(?<=,\s)(?P<a4>[A-Z][A-Za-z]+(?:\ [A-Z][A-Za-z]+){{0,2}})(?=\s*(?:--|[–—]|\ -\ )))\.?)?
    (?:\s*(?P<mark>--|[-–—:_](?![LR]RB-))[-_\s]*|(?<=/\.)\s+|(?<=/)\s+|(?(day)(?<=\))\s+(?=[A-Z])|(?!)))(?=\S)""",
    re.VERBOSE,
)
_DASH = r"\s*(?:--|[-–—/|:])\s*(?=\S)"
_DAY_BEHIND = re.compile(rf"\(?(?P<date>{_DAY})\)?{_DASH}")
"""The day behind the place: "LONDON — 4 November 2019 — The port …"."""
_PLACES = rf"(?P<places>{_PLACE}(?:,\s{_PLACE}){{0,2}})"
_OTHERWISE = (
    re.compile(rf"[(\[]{_PLACES},\s+(?P<date>{_DAY})[)\]](?:{_DASH}|\s+(?=\S))"),
    re.compile(rf"{_PLACES}\s+\((?P<date>{_DAY})\){_DASH}"),
    re.compile(rf"(?P<date>{_DAY}(?<=\d{{4}})),?\s+\({_PLACES}\){_DASH}"),
    re.compile(rf"(?P<date>{_DAY}(?<=\d{{4}}))(?:,|\s*[–—-])\s+(?!The\b|An?\b){_PLACES}\s*[–—-]\s*(?=\S)"),
)
"""How others than agencies order a place and a day: "(Lund, 4 November 2019) The port …"."""
_MARK = re.compile(r"[-–—:/()\[\]]")
_AGENCY = re.compile(rf"^(?:{_AGENCIES})\b")
_NO_PLACE = frozenset(
    {"a", "analysis", "answer", "breaking", "by", "corrected", "correction", "editor", "exclusive", "explainer", "factbox", "feature",
     "insight", "interview", "key", "live", "more", "news", "note", "opinion", "photos", "posted", "published", "q", "question", "read",
     "refile", "source", "sources", "summary", "timeline", "update", "updated", "urgent", "video", "warning", "watch", "world", "wrapup"}
)  # fmt: skip

_LABELS = {
    "title": "title", "headline": "title", "subject": "title", "hed": "title",
    "deck": "deck", "dek": "deck", "subtitle": "deck", "summary": "deck", "subhead": "deck", "standfirst": "deck",
    "date": "stamp", "published": "stamp", "pubdate": "stamp", "publication date": "stamp", "posted": "stamp",
    "first published": "stamp", "date published": "stamp", "issued": "stamp", "issue date": "stamp", "created": "stamp",
    "datum": "stamp", "fecha": "stamp", "sent": "stamp", "dateline": "dateline", "filed": "stamp", "printed": "stamp",
    "updated": "modified", "last updated": "modified", "modified": "modified", "last modified": "modified",
    "author": "byline", "authors": "byline", "byline": "byline", "writer": "byline", "from": "byline", "reporter": "byline",
    "source": "source", "publication": "source", "newspaper": "source", "publisher": "source", "agency": "source",
    "section": "section", "category": "section", "desk": "section",
    "place": "place", "location": "place",
    "url": "url", "link": "url", "permalink": "url", "tags": "tags", "keywords": "tags", "copyright": "rights", "rights": "rights",
    "page": "ignored", "edition": "ignored", "length": "ignored", "language": "ignored", "slug": "ignored", "id": "ignored",
    "to": "ignored", "cc": "ignored", "bcc": "ignored", "reply to": "ignored", "distribution": "ignored", "embargo": "ignored",
}  # fmt: skip
_LABELLED = re.compile(r"(?P<label>[A-Za-z][A-Za-z ]{1,18}?)\s*:\s+(?P<value>\S.*)$")
_BYLINE = re.compile(
    r"(?:by|by:|written by:?|reporting by:?|story by:?|von|par|por)\s+(?P<who>[^\W\d_].{1,90})$",
    re.IGNORECASE,
)
_CORRESPONDENT = re.compile(r"\W*from (?:our|a|the) [^.\]]{3,60}\W*$", re.IGNORECASE)
_POST = re.compile(
    r"(?:senior |chief |special )?(?:staff|national|political|foreign|contributing)?\s*(?:writer|reporter|correspondent|editor)s?$|special to .{3,40}$",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:page|p\.|pg\.?)\s?\w{1,4}$", re.IGNORECASE)
_MASTHEAD = re.compile(
    r"(?:the\s)?(?:[A-Z][\w&'’-]*\s){1,4}(?:Advertiser|Argus|Bulletin|Chronicle|Courier|Echo|Examiner|Gazette|Globe|Guardian|Herald|Inquirer|"
    r"Journal|Leader|Letter|Mail|Mercury|Messenger|Mirror|Monitor|News|Observer|Post|Press|Record|Register|Reporter|Review|Sentinel|Standard|Star|Sun|"
    r"Telegraph|Times|Tribune|Wire|World)\.?$",
    re.IGNORECASE,
)
_LEAD_WORDS = re.compile(
    r"^[\s\W]*(?:(?:first\s+)?published(?:\s+(?:on|at))?|posted(?:\s+(?:on|at))?|(?:last\s+)?(?:updated|modified)(?:\s+(?:on|at))?|date|issued|"
    r"(?:minutes\s+of\s+(?:the|a)\s+)?(?:\w+\s+)?(?:meeting|session|sitting|hearing)(?:\s+held)?\s+(?:of|on)|(?:sitzung|séance|sesión)\s+(?:vom|du|del)|"
    r"created|publié(?:e)?\s+le|mis à jour le|veröffentlicht(?:\s+am)?|stand|publicado(?:\s+el)?|pubblicato(?:\s+il)?|on|at|le|am|el|il)?[\s:|•·,–—-]*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"[\s\W]*(?:(?:page\s+)?last\s+updated(?:\s+(?:on|at))?)?[\s\W]*(?:\d\d?[:.]\d\d)?\s*(?:GMT|UK)?[\s\W]*",
    re.IGNORECASE,
)
"""What says nothing new beside a date: that it is the last update's, and its hour by another clock."""
_MODIFIED = re.compile(
    r"\b(?:updated|modified|mis à jour|aktualisiert|actualizado|aggiornato)\b", re.IGNORECASE
)
_TAIL_WORDS = re.compile(
    r"[\s\W]*(?:uhr|hrs?|hours|local time|local|time|ist|a\.?m\.?|p\.?m\.?)?[\s\W]*", re.IGNORECASE
)
_HAS_DATE = re.compile(r"\d|\bago\b|\b(?:to|yester)day\b|just now")
_SENTENCE = re.compile(r"[.!?]['\"”’)]*$")
_ENDS = re.compile(r"[.!?:;,]['\"”’)]*$")
_SAYS = re.compile(r"(?<!\S)[a-z]")
"""A word of prose: "5 May 2015, Rome." is a stamp, "On 5 May 2015 he left." is told."""
_SOURCE_LIKE = re.compile(
    rf"\b(?:News|NEWS|Service|SERVICE|Agency|AGENCY|Agencies|Press|PRESS|Wire|WIRE|Bureau|BUREAU|Times|TIMES|Staff|Desk|Correspondents|{_AGENCIES})\b"
)


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What the head of a story says. ``lines`` is how many lines it takes; ``stamps`` in the order they stand."""

    lines: int = 0
    title: str = ""
    deck: str | None = None
    section: str | None = None
    byline: str | None = None
    source: str | None = None
    url: str | None = None
    rights: str | None = None
    tags: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    modified: Stamp | None = None
    advice: str | None = None
    writer: str | None = None
    """The source that the byline names: "Times News Service", "Jane Doe, Gorge Wire"."""


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """What stands before the prose of the first paragraph, and how many characters it takes."""

    end: int
    places: tuple[str, ...] = ()
    stamp: Stamp | None = None
    source: str | None = None


def dateline(text: str, order: DateOrder = "DMY", start: int = 0) -> Dateline | None:
    """The agency dateline at the head of a paragraph.

    >>> found = dateline("CAIRO, June 7 (Reuters) - The canal reopened.")
    >>> found.places, found.stamp.partial, found.source, found.end
    (('CAIRO',), (6, 7), 'Reuters', 26)
    >>> dateline("Aleppo (Syria)/Amman: The army advanced.").places
    ('Aleppo', 'Syria', 'Amman')
    >>> dateline("TALLINN, Estonia — Ice closed the port.").places
    ('TALLINN', 'Estonia')
    >>> dateline("TALLINN, 3 May 2011 (Baltic Courier) - Ice closed the port.").source
    'Baltic Courier'
    >>> dateline("TALLINN, May 3, Baltic Courier - Ice closed the port.").source
    'Baltic Courier'
    >>> dateline("LUND, Norland (AP) _ Ice closed the port.").source, dateline("LUND (CBS 5 / BCN) -- Ice").source
    ('AP', 'CBS 5 / BCN')
    >>> [dateline(line).end for line in ("LUND — 4 November 2019 — Ice", "4 November 2019, Lund – Ice", "(Lund, 4 November 2019) Ice")]
    [25, 24, 24]
    >>> dateline("Nov 4, 2019 (LUND) — Ice closed the port.").places
    ('LUND',)
    >>> dateline("Warning: this is prose.") is None
    True
    """
    if not _MARK.search(text, start, start + 160):
        return None
    for form in _OTHERWISE:
        if match := form.match(text, start, start + 160):
            found = _agency_line(f"{match['places']}, {match['date']} - .", order, 0)
            if found and found.stamp:
                stamp = msgspec.structs.replace(found.stamp, words=match[0].strip())
                return msgspec.structs.replace(found, stamp=stamp, end=match.end())
    found = _agency_line(text, order, start)
    if found and not found.stamp and (behind := _DAY_BEHIND.match(text, found.end, found.end + 40)):
        return _dated(found, behind, order) or found
    return found


def _dated(found: Dateline, day: re.Match[str], order: DateOrder) -> Dateline | None:
    """A dateline with the day that stands apart from its place."""
    stamp = _stamp(day["date"], order, day["date"])
    return msgspec.structs.replace(found, stamp=stamp, end=day.end()) if stamp else None


def _stamp(date: str, order: DateOrder, words: str) -> Stamp | None:
    """The day that a date names, told by some words; nothing where it names none."""
    stamp = stamps.find(date, order)
    if stamp is None or (stamp.moment is None and stamp.partial is None):
        return None
    return msgspec.structs.replace(stamp, words=words)


def _agency_line(text: str, order: DateOrder, start: int) -> Dateline | None:
    """The same as agencies write it: places, day, agency, and a mark behind them all."""
    match = _DATELINE.match(text, start, start + 160)
    if not match or not (match["places"] or match["agency"] or match["date"]):
        return None
    names = _place_names(match["places"] or "")
    agency = match["a1"] or match["a2"] or match["a3"] or match["a4"]
    if not agency and names and match["places"].endswith(")") and _is_agency(names[-1]):
        names, agency = names[:-1], names[-1]
    dated = bool(match["date"].strip())
    told = (match["mark"] and names and dated) or _is_cried(names, match["mark"])
    if agency and not _is_agency(agency) and not (told and _is_name(agency)):
        return None
    stamp = _stamp(match["date"], order, match[0].strip()) if dated else None
    if dated and stamp is None:
        return None
    if names and not (stamp or agency) and not _is_place(names, match["places"], match["mark"]):
        return None
    if not names and not agency:
        return None
    return Dateline(end=match.end(), places=names, stamp=stamp, source=agency)


def _place_names(words: str) -> tuple[str, ...]:
    parts = re.split(r"[/(),]", words)
    names = (part.strip(" .-") for part in parts)
    return tuple(name for name in names if name and not stamps.weekday_number(name))


def _is_place(names: tuple[str, ...], words: str, mark: str | None) -> bool:
    """Without date and agency, a dateline is believed when it is in capitals before a dash or names a known place."""
    if any(word.lower() in _NO_PLACE for name in names for word in name.split()):
        return False
    if any(gazetteer.is_known(name) for name in names):
        return True
    return len(words) <= 40 and _is_cried(names, mark)


def _is_cried(names: tuple[str, ...], mark: str | None) -> bool:
    """Whether a place stands in capitals before a dash: "TALLINN — Ice closed the port"."""
    return mark not in (":", None) and bool(names) and names[0].isupper() and len(names[0]) > 2


def _is_agency(name: str) -> bool:
    """A known agency, a name like one, or initials that are no country's."""
    return bool(_SOURCE_LIKE.search(name)) or (
        name.isupper()
        and len(name) <= 8
        and not gazetteer.is_known(name)
        and name not in ("UK", "US", "USA", "UAE", "DRC", "CAR")
    )


def _is_name(words: str) -> bool:
    """Whether a few words may be the name of an agency that nobody here knows: believed behind a place and a day."""
    parts = [part for part in re.split(r"[\s/]+", words) if part]
    return (
        len(parts) <= 3
        and all(part[-1].isupper() or part[0].isupper() or part.isdigit() for part in parts)
        and parts[0][0].isupper()
        and "".join(parts).replace("-", "").isalnum()
    )


def head(lines: Sequence[str], order: DateOrder = "DMY") -> Head:
    """Read the head of a story off its lines.

    >>> found = head(["Bridge reopens", "", "World Sunday 11/December/2016 20:54 PM", "By: Gorge News Service",
    ...               "Bridge reopens", "", "Amman: The bridge was open again on Sunday, the mayor said."])
    >>> found.title, found.section, found.byline, found.lines, found.stamps[0].moment.earliest
    ('Bridge reopens', 'World', 'Gorge News Service', 6, '2016-12-11T20:54')
    """
    reader = _Reader(order)
    seen = 0
    for number, line in enumerate(lines):
        words = line.strip().strip("#*_ \t")
        if not words:
            continue
        seen += 1
        if seen > HEAD_LINES or not reader.take(number, words):
            break
    return reader.head(lines)


class _Reader:
    """Takes the lines of a head one by one, until one is prose."""

    def __init__(self, order: DateOrder) -> None:
        self.order = order
        self.said: dict[str, str] = {}
        self.tags: tuple[str, ...] = ()
        self.places: tuple[str, ...] = ()
        self.stamps: list[Stamp] = []
        self.modified: Stamp | None = None
        self.advice: str | None = None
        # lines that do not say what they are: title, deck, kicker, or prose
        self.loose: list[tuple[int, str]] = []
        self.sentences = 0  # a deck may be one, two are prose
        self.last = 0  # the line after the last one that is surely of the head

    def take(self, number: int, words: str) -> bool:
        """Whether the line may be of the head."""
        if (
            self._repeats(words)
            or self._advice(words)
            or self._labelled(words)
            or self._byline(words, number)
        ):
            self.last = number + 1
            return True
        stamp = _stamp_line(words, self.order)
        if not (stamp and stamp[0].moment) and dateline(words, self.order):
            self._close(number, sure=True)
            return False
        if stamp and self._heads_an_entry(*stamp):
            self._close(number, sure=False)
            return False
        if stamp:
            self._stamp(words, *stamp)
            self.last = number + 1
            return True
        sentence = bool(_SENTENCE.search(words)) and len(words.split()) > 5 and not words.isupper()
        if len(words) > 160 or (sentence and (len(words) > 100 or self.sentences)):
            self._close(number, sure=False)
            return False
        self.sentences += sentence
        self.loose.append((number, words))
        return len(self.loose) <= 4

    def _heads_an_entry(self, when: Stamp, rest: str) -> bool:
        """Whether a date without a year stands over what follows, as in a chronicle: the head has said its own before."""
        return when.moment is None and not rest and any(stamp.moment for stamp in self.stamps)

    def _repeats(self, words: str) -> bool:
        known = [earlier for _, earlier in self.loose] + [self.said.get("title", "")]
        return any(words.casefold().split() == earlier.casefold().split() for earlier in known)

    def _close(self, number: int, *, sure: bool) -> None:
        """The prose begins: a source's name right before it is of the head, and before a dateline every short line is."""
        before = self.loose[-1][1] if self.loose and self.loose[-1][0] >= self.last else None
        if before and len(before.split()) <= 5 and _is_agency(before) and (self.last or len(self.loose) > 1):
            self.loose.pop()
            self.said.setdefault("source", before)
            self.last = number
        elif sure and (self.last or len(self.loose) > 1):
            self.last = number

    def _advice(self, words: str) -> bool:
        if not ADVICE.fullmatch(words):
            return False
        self.advice = words
        return True

    def _labelled(self, words: str) -> bool:
        item = _labelled(words)
        if item is None:
            return False
        key, value = item
        if key in ("stamp", "dateline"):
            self.stamps.append(stamps.whole(value, self.order))
        elif key == "modified":
            self.modified = stamps.whole(value, self.order)
        elif key == "tags":
            self.tags = tuple(tag for part in re.split(r"[,;]", value) if (tag := part.strip()))
        elif key == "place":
            self.places = _place_names(value)
        else:
            self.said.setdefault(key, value)
        return True

    def _byline(self, words: str, number: int) -> bool:
        if _CORRESPONDENT.fullmatch(words):
            self.said.setdefault("byline", words.strip(" []()."))
            return True
        if _PAGE.fullmatch(words) or (
            self.said.get("byline") and _POST.fullmatch(words) and number == self.last
        ):
            return True
        match = _BYLINE.fullmatch(words)
        if not match or (_ENDS.search(words) and len(words) >= 40):
            return False
        who, when = _split_stamp(match["who"], self.order)
        self.said.setdefault("byline", who)
        if when:
            self.stamps.append(when)
        return True

    def _stamp(self, words: str, when: Stamp, rest: str) -> None:
        if _MODIFIED.search(words[: when.start]) and when.moment is not None:
            self.modified = when
        else:
            self.stamps.append(when)
        for key, value in _remainder(rest, dateline=when.moment is None).items():
            if key == "place":
                self.places = self.places or _place_names(value)
            else:
                self.said.setdefault(key, value)

    def head(self, lines: Sequence[str]) -> Head:
        """What has been said, with the loose lines before the last sure one as title, section and deck."""
        said = dict(self.said)
        loose = [words for number, words in self.loose if number < self.last]
        if loose and (len(loose) > 1 or "title" in said) and _MASTHEAD.fullmatch(loose[0]):
            said.setdefault("source", loose.pop(0))
        if "title" not in said:
            if loose:
                said["title"] = loose.pop(0)
            elif self.loose and _looks_titled(lines, self.loose[0], self.order):
                number, said["title"] = self.loose[0]
                self.last = number + 1
        rest: list[str] = []
        for words in loose:
            if "source" not in said and len(words.split()) <= 5 and _is_agency(words):
                said["source"] = words
            elif "section" not in said and len(words.split()) <= 2:
                said["section"] = words
            else:
                rest.append(words)
        if rest:
            said["deck"] = " · ".join([*([said["deck"]] if "deck" in said else []), *rest])
        while self.last < len(lines) and not lines[self.last].strip():
            self.last += 1
        byline = said.get("byline")
        return Head(
            lines=self.last,
            title=_title(said.get("title", "")),
            deck=said.get("deck"),
            section=said.get("section"),
            byline=byline,
            source=said.get("source"),
            writer=_desk(byline),
            url=said.get("url"),
            rights=said.get("rights"),
            tags=self.tags,
            places=self.places,
            stamps=tuple(self.stamps),
            modified=self.modified,
            advice=self.advice,
        )


def _title(words: str) -> str:
    """Old headlines in capitals end with a full stop."""
    return words.removesuffix(".") if words.isupper() else words


def _desk(byline: str | None) -> str | None:
    name = (byline or "").rsplit(",", 1)[-1].strip()
    return name if name and _SOURCE_LIKE.search(name) and not _POST.search(name) else None


def _labelled(words: str) -> tuple[str, str] | None:
    match = _LABELLED.match(words)
    if not match:
        return None
    key = _LABELS.get(match["label"].strip().lower())
    value = match["value"].strip().strip("'\"“”")
    if key is None or len(value) > 200:
        return None
    if key in ("stamp", "modified") and not _HAS_DATE.search(value):
        return None
    return key, value


def _stamp_line(words: str, order: DateOrder) -> tuple[Stamp, str] | None:
    """A line that holds a date and little else, and what else it holds."""
    if len(words) > 120 or not (_HAS_DATE.search(words) or not words.isascii()):
        return None
    when = stamps.find(words, order)
    if when is None or (when.partial and not when.weekday and len(words) - (when.end - when.start) > 24):
        return None
    before, after = words[: when.start], words[when.end :]
    if _LEAD_WORDS.fullmatch(before) or _ASIDE.fullmatch(before):
        before = ""
    if _TAIL_WORDS.fullmatch(after) or _ASIDE.fullmatch(after):
        after = ""
    rest = " | ".join(part for side in (before, after) if (part := side.strip(" \t,;|•·:()[]–—-")))
    if len(rest.split()) > 7 or (when.moment is None and len(rest.split()) > 3):
        return None
    if _ENDS.search(words) and (len(rest.split()) > 3 or (_SENTENCE.search(words) and _SAYS.search(rest))):
        return None
    return when, rest


def is_stamp(words: str, order: DateOrder = "DMY") -> bool:
    """Whether a line holds a whole date and little else.

    >>> is_stamp("Published: 11 December 2016"), is_stamp("They met on 11 December 2016 and parted in peace.")
    (True, False)
    """
    item = _stamp_line(words, order)
    return item is not None and item[0].moment is not None


def _split_stamp(words: str, order: DateOrder) -> tuple[str, Stamp | None]:
    when = stamps.find(words, order) if _HAS_DATE.search(words) else None
    if when is None or when.moment is None:
        return words.strip(), None
    return words[: when.start].strip(" ,|•·–—-("), when


def _remainder(rest: str, *, dateline: bool) -> dict[str, str]:
    said: dict[str, str] = {}
    for part in re.split(r"\s*[|•·]\s*|\s+[–—-]\s+", rest):
        words = re.sub(
            r"^(?:published|posted|updated|on|in)\b[\s:]*|[\s:]*\b(?:published|posted|on)$",
            "",
            part.strip(" ,"),
            flags=re.IGNORECASE,
        )
        words = words.strip(" ,:()")
        if not words or words.isdigit():
            continue
        byline = _BYLINE.fullmatch(words)
        if byline:
            said.setdefault("byline", byline["who"])
        elif _AGENCY.match(words) or _MASTHEAD.fullmatch(words):
            said.setdefault("source", words)
        elif (dateline and words.isupper()) or any(gazetteer.is_known(name) for name in _place_names(words)):
            said.setdefault("place", words)
        elif len(words.split()) <= 4:
            said.setdefault("section", words)
    return said


def _looks_titled(lines: Sequence[str], first: tuple[int, str], order: DateOrder) -> bool:
    """Whether a first line without anything else of a head is a title: short, not a sentence, and apart from the body."""
    number, words = first
    ends = re.search(r"[.,;:]['\"”’)]*$", words) and not (words.isupper() and words.endswith("."))
    if len(words) > 140 or ends or dateline(words, order):
        return False
    following = next((line for line in lines[number + 1 :] if line.strip()), "")
    apart = number + 1 < len(lines) and not lines[number + 1].strip()
    return bool(following) and (apart or dateline(following.strip(), order) is not None)

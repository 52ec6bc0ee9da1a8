"""What goes: the date, which stands beside the headline, throat-clearing, and commas that have lost their use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from timeline.chronology.headlines.frame import CLEFT, Frame
from timeline.chronology.headlines.wording import LENGTH
from timeline.chronology.language.idle import is_feast
from timeline.chronology.language.patterns import patterns
from timeline.chronology.language.pronouns import POSSESSIVES, form_of
from timeline.chronology.language.tokens import in_quotation, is_genitive
from timeline.civil import Grain


def without_comma(f: Frame, tokens: list[int]) -> list[int]:
    """Without a comma that parts the subject from its verb alone: "The storm, reached the coast"."""
    if "," not in f.s.tags:
        return tokens
    for verb in {f.statement.clause.verb, f.s.clauses[0].verb}.intersection(tokens):
        at = tokens.index(verb)
        if at > 1 and tokens[at - 2] + 2 == tokens[at - 1] + 1 == verb:
            continue  # "The bell, brought up in May, hangs"
        at -= (
            at > 1
            and f.s.tags[tokens[at - 2] : tokens[at - 2] + 1] == ","
            and f.s.tags[tokens[at - 1]] == "a"
        )
        subject = f.tagged(tokens[:at]).rstrip(",")
        if subject and ("," not in subject or _NAMES_LISTED.search(subject)):
            del tokens[len(subject) : at]
    return tokens


_NAMES_LISTED = re.compile("W,W+CW+$")
"""The end of a subject whose commas part its names: "Karsa, *Lyssa and Norland*, met"."""


def without_gap(f: Frame, tokens: list[int]) -> list[int]:
    """Without a comma that closed what is gone behind a word that opens a clause, or at the head: "that*, although it had
    lost,* it would stay", "*Partly as a result of the war,* prices rose"."""
    if "," not in f.s.tags and "-" not in f.s.tags:
        return tokens
    gone: set[int] = set()
    for last, comma in pairwise(tokens):
        if comma == last + 1 or f.s.tags[comma] not in ",-" or _is_spoken(f, comma):
            continue
        if f.s.tags[comma] == "-":
            if "-" in f.s.tags[last + 1 : comma]:
                gone.add(comma)  # "ten thousand -- *no one is sure* -- of them"
        elif f.s.words[last] in f.words.roles.shortly:
            gone.update((last, comma))  # "In an interview, *shortly after he left,* he said"
        elif last == tokens[0] and (f.s.tags[last] in "aX" or f.s.words[last].endswith("ly")):
            gone.update((last, comma))
        elif f.s.tags[last] in "TXC":
            gone.add(comma)
    return [t for t in tokens if t not in gone] if gone else tokens


def without_dates(f: Frame, tokens: list[int], *, every: bool = False) -> list[int]:
    """Without the statement's date, where it stands as an adverbial of its own, and no other one is joined to what it dates:
    "lost three million *in 2015* and twice as much last year"."""
    if not every and _has_second(f, tokens):
        return tokens
    out = _without_fronted(f, _without_counted(f, _without_life(f, tokens)))
    aside = f.statement.clause.kind == "aside" and f.statement.clause.verb < 0
    if f.statement.until is not None or (aside and not every):
        return out
    for token in tokens:
        if f.s.tags[token] != "t" or token not in out or not _is_date(f, token, every):
            continue
        before = token - 1
        preposed = before in out and f.s.words[before] in f.words.clauses.of_time
        preposed = preposed and not _belongs_to_verb(f, before)
        if (
            (before in out and _is_kept_before(f, token, preposed))
            or _is_no_adverbial(f, token, out[0])
            or (not every and _is_due_then(f, before - preposed, tokens))
            or (not every and _ends_lead(f, token, out))
            or _is_needed(f, token, before - preposed, out)
            or _opens_more(f, token, out)
            or _qualifies_behind(f, token, preposed)
            or (not preposed and before >= 0 and _is_held(f, before))
        ):
            continue
        gone = _adverbial(f, token, preposed)
        out = _without_marks(f, [t for t in out if t not in gone], gone)
    return out


def _has_second(f: Frame, tokens: Sequence[int]) -> bool:
    """Whether another date closes what is joined to the words with the statement's, before any other verb."""
    at = f.statement.at
    again = f.s.tags[max(0, at - 3) : at] in ("Cap", "Cwp") and f.s.words[at - 2] in f.words.roles.repeated
    if again and at in tokens and f.statement.clause.verb < at:
        return True  # "tried to clear it in 2005 and *again in 2011*"
    joined = _SECOND.match(f.s.tags, at + 1) if at >= 0 else None
    if joined is None or joined.end() - 1 not in tokens or at not in tokens:
        return False
    return not any(f.s.finite[t] for t in range(at, joined.end()))


_SECOND = re.compile("C[adpwWX0]{1,6}t(?![wWE])")


def _is_date(f: Frame, token: int, every: bool) -> bool:
    """Whether an expression is the statement's date, or names the same time; or ``every`` one that no source is dated by."""
    words = f.s.words
    if is_genitive(words[token]) or ("according" in words and _is_cited(f, token)):
        return False
    return every or token == f.statement.at or _names_it_too(f, token)


def _is_kept_before(f: Frame, token: int, preposed: bool) -> bool:
    """Whether what stands before a date needs it: "until *nearly* midnight", "the same rate *as in* 2015"."""
    tags, words, before = f.s.tags, f.s.words, token - 1
    near = before - (tags[before] == "a" and before > 0)
    return (
        not {words[near], words[before]}.isdisjoint(f.words.roles.kept_before)
        or words[before - 1 : token] == ["at", "least"]
        or (preposed and words[before - 1] in ("as", "than"))
        or (not preposed and tags[before] == "p" and before >= 0 and _is_governed(f, before))
        or _is_bound(f, token, preposed)
        # "through that summer and autumn"
        or (tags[before] == "C" and tags[before - 1] in "wta")
        # "in the hard *winter of 1895*"
        or (" of " in words[token] and tags[max(0, token - 3) : token] == "pdw")
    )


def _is_governed(f: Frame, before: int) -> bool:
    """Whether the preposition before a date tells no time: "sees calm rowing *into Thanksgiving*"."""
    word = f.s.words[before]
    return not (
        word in f.words.roles.particles
        or word in f.words.clauses.of_time
        or f"{word} " in patterns().times.ahead
    )


def _is_no_adverbial(f: Frame, token: int, first: int) -> bool:
    """Whether a date is what is done, does something or is told to be: "missed *the whole of 2015*", "*Thursday* saw snow", "It was *on
    Monday* that …"; ``first`` opens the words."""
    tags, words, before = f.s.tags, f.s.words, token - 1
    verb = tags[before : before + 1] in ("V", "E")
    parted = words[before] in f.words.roles.particles and tags[before - 1 : before] in ("V", "E")
    if (verb or parted) and words[token].startswith(patterns().times.wholes):
        return True
    if tags[token + 1 : token + 2] == "," and _INSERTED.match(tags, token + 1) and tags[before] in ("", "C"):
        return True  # "And *Saturday*, alas, was no morning of sleep"
    if tags[before] != "p" and words[token].isdigit() and _is_year_alone(f, token):
        return True
    if words[before] in f.words.verbs.keeping:
        return True  # "crowds celebrating *Bastille Day*"
    attributed = words[before] == "in" and tags[token + 1 : token + 2] == "G"
    if attributed and words[token][:4] != "the " and words[token].endswith((*patterns().days.parts, "day")):
        return True  # "fell in *early morning* trading"
    # "expects that *Friday* will be decisive", "may slip while *April* will hardly move", "With the war over, *the 1970s* saw"
    opens = (
        token == first
        or tags[before : before + 1] in ("T", "X")
        or (tags[before] == "," and words[token][:4] == "the ")
    )
    opens = (
        opens or f.s.finite[before] or f.s.of[token].tokens[0] == token
    )  # "thinks *2018* will be a bad year"
    if opens and token + 1 < len(tags) and f.s.finite[token + 1]:
        return True
    # "It was the next spring before they came"
    is_then = tags[max(0, before - 1) : token].rstrip("p")[-1:] == "B"
    return is_then and tags[token + 1 : token + 2] in ("T", "X")


_INSERTED = re.compile(",[aw]{1,2},[BHDM]")


def _is_year_alone(f: Frame, token: int) -> bool:
    """Whether a year stands where a noun does: "Happily, *2016* will bow out", "did not need *2016* to linger"."""
    tags, before = f.s.tags, f.s.tags[token - 1 : token]
    behind = token + 1 + (tags[token + 1 : token + 2] == "a")
    acts = before in ("", ",", "T", "X", "C", "t", '"') and f.s.finite[behind : behind + 1] == [True]
    told = before in ("V", "S", "E", "w", "U") and f.s.words[behind : behind + 1] == ["to"]
    return acts or told


def _is_due_then(f: Frame, before: int, tokens: Sequence[int]) -> bool:
    """Whether a noun alone is told by when it is due: "A debate *due* on Thursday"."""
    tags, words = f.s.tags, f.s.words
    # "declared a day of mourning, *to be held* on Friday"
    held = tags[before] in "EVPU" and words[before - 2 : before] == ["to", "be"] and tags[before - 3] == ","
    # "11 bells, the oldest of them *cast* in 1570, melted"
    held = held or (tags[before] in "EPU" and words[before - 1] == "them" and tags[before - 2] == "p")
    return (held and before > 2) or (words[before] == "due" and f.statement.clause.verb not in tokens)


def _ends_lead(f: Frame, token: int, kept: Sequence[int]) -> bool:
    """Whether a date parts what leads in from the subject behind it, where no comma does: "When the guards attacked *in May* strikers
    fled"."""
    tags, of = f.s.tags, f.s.of
    behind = token + 1
    led = of[token].kind == "subordinate" and of[token].tokens[0] == kept[0] and behind in kept
    return led and of[behind] is not of[token] and tags[behind] in "dwW0"


def _is_needed(f: Frame, token: int, before: int, kept: Sequence[int]) -> bool:
    """Whether the words around a date say nothing without it; ``before`` stands before its preposition."""
    delimited = f.s.words[before] in f.words.roles.delimiting and _delimits(f, before)
    return delimited or _needed(f, token, before, kept) or _is_spoken(f, token) or _is_within_noun(f, token)


_THAT = ("the ", "that ")


def _opens_more(f: Frame, token: int, kept: Sequence[int]) -> bool:
    """Whether what follows tells more of a date: "in the quarter *ended 30 September*", "in the year *that began* then"."""
    after = token + 1
    follows = f.s.tags[after] if after < len(f.s.tags) else "."
    return (
        (follows in "EG" and _delimits(f, after))
        or (follows == "E" and not _is_verb(f, after))
        or (follows in ("R", "T") and after in kept and f.s.of[after].kind == "relative")
        # "over *the weekend* of the choir's return", "on *the same day* that it sank"
        or (
            (follows == "T" or f.s.words[after : after + 1] == ["of"]) and f.s.words[token].startswith("the ")
        )
    )


def _qualifies_behind(f: Frame, token: int, preposed: bool) -> bool:
    """Whether a date says which one is meant of what follows: "in *the evening* final she stayed", "larger gains in *February* U.S.
    output", "a storm *Thursday* night", "The asteroid, *2004* KV, is"."""
    tags, words, before, after = f.s.tags, f.s.words, token - 1, token + 1
    follows = tags[after] if after < len(tags) else "."
    if (
        follows in "wE"
        and words[token].startswith("the ")
        and words[token].endswith((*patterns().days.parts, "weekend"))
    ):
        return not (follows == "E" and _is_verb(f, after))  # "*The winter* storm hit the coast"
    if preposed:
        named = tags[after : after + 2] == "Ww" and "." in words[after]
        owned = words[token].partition(" ")[0] in POSSESSIVES  # "in *its first-half* results"
        if follows in "wWGE" and _is_attribute(f, token):
            return True
        # "in *the summer* vacation"
        closed = words[token].startswith("the ") and tags[after + 1 : after + 2] in (",", ".", "")
        return named or (follows == "w" and (owned or closed or tags[after + 1 : after + 2] in ("n", "d")))
    apart = before < 0 or (tags[before : before + 1] in (",", "") and not _NAMED.match(tags, after))
    return follows in "wW0E" and not apart and not (follows == "E" and _is_verb(f, after))


def _is_verb(f: Frame, after: int) -> bool:
    """Whether a word in -ed right behind a date is the verb: "talks *last night* failed", "has *today* endorsed"."""
    return f.s.finite[after] or (f.s.tags[after - 2 : after - 1] == "H")


def _is_attribute(f: Frame, token: int) -> bool:
    """Whether a date behind a preposition can only say which is meant of what follows: "in *weekend* raids", "during *Friday night*
    clashes", "in *March* trading", "on *fourth-quarter* results"."""
    tags, words, time = f.s.tags, f.s.words, f.statement.time
    if time is None or time.grain is None or token != f.statement.at:
        return False
    if words[token - 1] == "on":
        return time.grain > Grain.DAY
    if words[token - 1] not in _WITHIN:
        return False
    if time.grain is Grain.QUARTER and words[token + 1] in f.words.names.quantities:
        return True  # "a rise in *third-quarter* earnings"
    if time.grain < Grain.MONTH:
        bare = not words[token].startswith((*_WHOSE, *patterns().times.relative))
        return bare and not any(letter.isdigit() for letter in words[token])
    noun = words[token + 1] in f.words.nominals.events or tags[token + 2 : token + 3] in (".", ",")
    return (
        tags[token + 1] == "G" and noun and words[token].isalpha()
    )  # "in March *trading*", "in spring *training*"


_TWO_FOLD = re.compile("d[wE],[wE]$")
"""Two adjectives: "on the *damp, windy* night of 7 January"."""
_WITHIN = ("in", "during")
_WHOSE = ("the ", "a ", "that ", "one ", "early ", "late ", "mid")


def _is_held(f: Frame, before: int) -> bool:
    """Whether a date without a preposition belongs to what stands before: "on the *very* next day", "was told in a letter *sent* on
    Monday", "broke a record *set* only a year ago"."""
    tags, words = f.s.tags, f.s.words
    done = before - (tags[before] == "a" and before > 0)
    both = tags[done] == "V" and words[done] in f.words.verbs.both and tags[done - 1] in "wW"
    reduced = (tags[done] in "EU" or both) and not f.s.finite[done] and tags[done - 1] not in "BHbad,"
    # "was named after *her last June*"
    single = tags[before - 1] in "dp" and words[before] in f.words.roles.singling
    opens = f.s.of[before].tokens[0] == before  # "the trip, *refused* last year"
    single = single or ("," in tags and not opens and _TWO_FOLD.search(tags, 0, before + 1) is not None)
    whom = words[before] == "her" and words[before + 1].startswith(patterns().times.relative)
    return (tags[before] == "d" and not whom) or single or reduced


def _adverbial(f: Frame, token: int, preposed: bool) -> range:
    """The words that go with a date: "*at about* noon", "*only* in May", "A debate *due on* Thursday was called off"."""
    tags, words, before = f.s.tags, f.s.words, token - 1
    clauses = f.words.clauses
    twice = preposed and words[before] in clauses.nearly and words[before - 1] in clauses.of_time
    first = before - twice if preposed else token
    loose = first > 0 and (
        words[first - 1] in f.words.roles.barely
        or (words[first - 1] == "due" and tags[first - 2] in "wW")
        or (words[first - 1] in f.words.roles.back_then and words[first - 2] in f.words.reporting.tag)
    )
    return range(_before_time(f, first, token) - loose, _behind_zone(f, token + 1))


def _is_bound(f: Frame, token: int, preposed: bool) -> bool:
    """Whether a month, a quarter or a year is bound to the word before: "at 18 dollars *through 1987*", "a very *strong February*"."""
    before, time = token - 1, f.statement.time
    if token != f.statement.at or preposed or before < 0 or time is None:
        return False
    if f.s.tags[before] == "b" and f.s.words[token].startswith(patterns().times.ahead):
        return True  # "they would be *late on Friday*"
    if is_feast(f.s.words[token], time.grain) and _QUALIFIED.search(f.s.tags, 0, token):
        return True  # "faces a gloomy *Christmas*"
    if (
        time.grain is None
        or time.grain <= Grain.DAY
        or f.s.words[token].startswith(patterns().times.relative)
    ):
        return False
    if f.s.tags[before] in "wE":
        return " " not in f.s.words[token] and _QUALIFIED.search(f.s.tags, 0, token) is not None
    return f.s.tags[before] == "p" and f.s.words[before] not in f.words.roles.particles


_QUALIFIED = re.compile("da*[wE]$")


_LACKS_ARTICLE = re.compile(
    "(?:first|second|third|fourth) (?:quarter|half)$|(?:start|end|beginning) (?:of|to) "
)
_TWO_DAYS = re.compile("C0(?![wW0$%])")
_AND_NEXT = re.compile(r" next\b(?! \w)")
_MOSTLY = re.compile("(?<=[wW0]),d?aX?$")


def _belongs_to_verb(f: Frame, particle: int) -> bool:
    """Whether what looks like the preposition of a time behind it belongs to the verb before: "was sworn *in* that day"."""
    word, time = f.s.words[particle], f.s.words[particle + 1]
    if word == "in":
        never = _is_day(f, particle + 1) or time.startswith(patterns().times.never_in)
        never = never or time.endswith(patterns().times.counted)  # "was sworn in three hours later"
        # "had flown in that morning"
        return never or (
            time.startswith(patterns().times.relative + patterns().times.same)
            and _is_within_day(f, particle + 1)
        )
    if word == "on":
        return time.startswith(patterns().times.relative)  # "passed it on last year"
    return word == "over" and f.s.words[particle - 1] in f.words.roles.take_over  # "took over that spring"


def _is_within_noun(f: Frame, token: int) -> bool:
    """Whether a time cannot go without what it is joined to: "on *July 1* and 2", "*this year* and next", "a good *second quarter*"."""
    tags, time = f.s.tags, f.s.words[token]
    if tags[token - 1 : token] in ("w", "E") and _LACKS_ARTICLE.match(time):
        return True
    joined = tags[token + 1 : token + 2] == "C"
    again = joined and _AND_NEXT.match(f.text, f.s.ends[token + 1]) is not None
    return again or (joined and time[-1:].isdigit() and _TWO_DAYS.match(tags, token + 1) is not None)


def _delimits(f: Frame, token: int) -> bool:
    """Whether a word says by the time behind it when something begins or is over: "in the year *ended* last March"."""
    behind_noun = f.s.tags[token - 1] in "wWGt" and not f.s.finite[token]
    return behind_noun and f.s.words[token] in f.words.roles.delimiting


def _before_time(f: Frame, first: int, token: int) -> int:
    """Where what goes with a time begins: "in *calendar 2017*", "*so far* this year"."""
    words = f.s.words
    if first > 1 and first == token and words[first - 1] in f.words.roles.reckoning:
        return first - 1 - (words[first - 2] in f.words.clauses.of_time)
    return first - 2 * (first > 1 and words[first - 2 : first] == ["so", "far"])


def _behind_zone(f: Frame, after: int) -> int:
    """Where the words go on behind the zone of an hour: "at 10.45 p.m. *local time*", "at 6:30 on Tuesday, *local time*"."""
    if f.s.words[after : after + 3] == [",", "local", "time"]:
        return after + 3
    zone = f.s.words[after : after + 2]
    return after + (zone[:1] != [] and zone[0] in f.words.roles.zones)


def _without_life(f: Frame, tokens: list[int]) -> list[int]:
    """Without the dates of a life in brackets: "Axel Thorne (*3 May 1851 – 12 November 1909*) was a surveyor"."""
    if "(" not in f.s.tags:
        return tokens
    gone = {t for life in _LIFE.finditer(f.s.tags) for t in range(*life.span())}
    return [t for t in tokens if t not in gone]


_LIFE = re.compile("[(][aw]?t(?:[-,p]+t)*[)]")


def _without_fronted(f: Frame, tokens: list[int]) -> list[int]:
    """Without a time at the head that the date says, too: "*By last March* the tower stood", "*A month later*, on 4 September, …"."""
    again = _AGAIN.match(f.s.tags, tokens[0]) if tokens and "Capt," in f.s.tags else None
    if again and f.statement.at < again.end() <= f.statement.clause.verb:
        # "*In 1953, and again in 1989,* the river burst its banks"
        return [t for t in tokens if t >= again.end()]
    fronted = _FRONTED.match(f.s.tags, tokens[0]) if tokens else None
    if fronted is None or f.statement.at not in range(tokens[0], fronted.end()):
        return tokens
    opener = f.s.words[fronted.start("opener")] if fronted["opener"] else ""
    relative = any(_SAID_OF.search(f.s.words[t]) for t in range(fronted.end()) if f.s.tags[t] == "t")
    ranged = relative and f.statement.until is not None and opener in _RANGES
    twice = fronted["twice"] is not None and f.statement.until is None
    if not (ranged or twice or (relative and opener == "by" and f.statement.until is None)):
        return tokens
    rest = [t for t in tokens if t >= fronted.end()]
    return rest if f.statement.clause.verb in rest else tokens


_AGAIN = re.compile("(?:p(?:d?w+p)?t,)?Capt,(?=[dnwW0])")
_FRONTED = re.compile("C?(?P<opener>p)?t(?:(?P<twice>,p?t)|[pC]d?t)?,?(?=[dnwW0])")
_SAID_OF = re.compile(r"\b(?:that|this|last|next|same)\b")
_CLEFT_TIME = re.compile("nBtX(?=[dnwW0])")
"""What only dates what is told: "*It was the next spring before* they came"."""
_RANGES = ("from", "between")


def _without_counted(f: Frame, tokens: list[int]) -> list[int]:
    """Without what a time at the head is counted from: "*Ten days after their arrival* they blew up the prison"."""
    at = f.statement.at
    if at < 0 or tokens[:1] != [at] or f.s.words[at + 1 : at + 2] not in (["after"], ["before"]):
        return list(tokens)
    counted = _COUNTED_FROM.match(f.s.tags, at + 1)
    rest = [t for t in tokens if counted and t >= counted.end()]
    return rest if f.statement.clause.verb in rest else list(tokens)


_COUNTED_FROM = re.compile("[pX]d?[wWE0]+(?:p(?:d?[wWE0]+|t))*(?:,|(?=[dnW]))")


def _without_marks(f: Frame, kept: list[int], gone: range) -> list[int]:
    """Without the commas that a date leaves behind: "He married, *in 1961*, a cellist", "arrested *on 11 March*, at the port"."""
    tags, words, before, after = f.s.tags, f.s.words, gone.start - 1, gone.stop
    if after not in kept or tags[after] != ",":
        return kept
    if tags[max(0, before - 1) : before + 1] == "C,":
        # "a boat and, *in 2011*, a share of a racehorse"
        return [t for t in kept if t not in (before, after)]
    said = f.s.of[after]
    begins = said.kind == "content" and said.tokens[0] == after and not said.opener
    if (
        begins
        and tags[before] in "VE"
        and tags[after + 1 : after + 2] in tuple("dnwW0")
        and "," not in tags[:before]
    ):
        return [t for t in kept if t != after]  # "was told last week, it would have to go"
    verb = f.s.finite[before - 1] if tags[before : before + 1] == "," and before > 0 else False
    if verb and tags[before - 1] in "VEHM":
        # "had, *on Monday,* repelled", "The year after he died, *in 1944,* a clerk wrote"
        led = (
            after + 1 < len(tags) and tags[before - 1] in "VE" and f.s.of[before - 1] is not f.s.of[after + 1]
        )
        return [t for t in kept if t != after and (led or t != before)]
    placed = (
        tags[after + 1 : after + 2] == "p"
        and (words[after + 1] in f.words.roles.placing or words[after + 1] == "by")  # "found, by his son"
        and tags[after + 2 : after + 3] != "R"
    )
    written = "," in words[after - 1] and words[after - 1][-1].isdigit()  # "on June 10, 2014, during a visit"
    closed = written and tags[after + 1 : after + 2] == "p"  # "to the bar in March, 1866, at Lund"
    loose = kept[:1] == [after] or before not in kept or closed or (placed and tags[before] in "VEP")
    return [t for t in kept if t != after] if loose else kept


def _is_spoken(f: Frame, token: int) -> bool:
    """Whether a token stands in a quotation, where what was said stays as it was said."""
    tags = f.s.tags
    return '"' in tags[token:] and in_quotation(tags, token)


def _is_cited(f: Frame, token: int) -> bool:
    """Whether a date only tells of what a statement rests on: "according to a survey *published in May*"."""
    at = f.s.words.index("according")
    return at < token and _STOPPED.search(f.s.tags, at, token) is None


_STOPPED = re.compile("[,;:.]")
_NAMED = re.compile("W+,")
_APPOSED_TO = re.compile("d[wWGE0]+(?:p[dwWGE0]+)*,(?=na?[BHDMVEUS])")
"""What somebody is, before the pronoun that stands for him."""
_ONE_NAMED = re.compile("(?P<one>d?w),(?P<name>W+),(?=a*[BHDMVES])")
_CLOCK = re.compile(r"\d\d?[:.]\d\d")
_LOOSE = re.compile(",?C[at,]*(?:p[dwWn0]+)+(?:,[dwW]+)*,?$")
_BROKEN_OFF = re.compile(",?C(?:n,a|,[pX]t),?$")
"""What began behind a joint: "came fifth, *but he, too*, was taken ill", "closed in May *and, after 15 June*, drawn tight"."""
_LABEL = re.compile("t(?:(?:[,p-]?t)*,)?")
_PLACED = re.compile(r"[dW]W*(?:,W+\.?[0t]?)*\(W+\)-")
_PLACE_ALONE = re.compile(r"(?P<name>W+(?:,W+)*)(?:(?:\([^)]*\))?-|\([^)]*[t/][^)]*\)(?=[Wd])|(?<=,W)\.)")
"""What stands in capitals before a dispatch: "LONDON -", "TUNIS (Reuters, 6 June)", "WARREN, MICH."."""


def without_label(f: Frame, tokens: list[int]) -> list[int]:
    """Without the date, the hour or the place that is set off before it: "10:45 The union replies", "New York (AP) -- The union …"."""
    if tokens[:1] == [0] and "(" in f.s.tags and (placed := _PLACED.match(f.s.tags)):
        return [token for token in tokens if token >= placed.end()]
    if tokens[:1] == [0] and (alone := _PLACE_ALONE.match(f.s.tags)):
        name = f.text[f.s.starts[0] : f.s.ends[alone.end("name") - 1]]
        if len(name) > 2 and name.isupper():
            return [token for token in tokens if token >= alone.end()]  # "LONDON - Showa is to issue a bond"
    if (
        tokens[1:]
        and f.s.tags[0] == "0"
        and tokens[0] == 0
        and _CLOCK.fullmatch(f.s.words[0])
        and f.text[f.s.starts[1]].isupper()
    ):
        return tokens[1:]  # "23.50 Labour have 28 seats"
    label = _LABEL.match(f.s.tags) if f.s.labelled and tokens[:1] == [0] else None
    return [token for token in tokens if token >= label.end()] if label else tokens


def without_tail(f: Frame, tokens: list[int]) -> list[int]:
    """Without an apposition at the end whose relative clause is cut: "…, *a statement* that caused uproar"."""
    tags = f.s.tags
    if f.statement.clause.kind == "relative" and ",paa" in tags:
        besides = tags.index(",paa")
        if (
            besides > f.statement.clause.verb
        ):  # "the barges that were sunk, *as well as two boys who kept watch*"
            tokens = [t for t in tokens if t < besides]
    if tokens and f.s.finite[tokens[-1] + 1 : tokens[-1] + 2] == [True]:
        loose = _LOOSE.search(f.tagged(tokens))
        # "took a first and then, *to the dismay of her tutor*, joined"
        tokens = tokens[: loose.start()] if loose else tokens
    if broken := _BROKEN_OFF.search(f.tagged(tokens)):
        tokens = tokens[: broken.start()]
    closing = tokens[-3:-1] if tokens and tags[tokens[-1]] == "." else tokens[-2:]
    if closing[1:] and tags[closing[0]] == "," and f.s.words[closing[1]] in f.words.lead_in.phrases:
        tokens = [t for t in tokens if t < closing[0]]  # "No forces came back, *however*"
    while tokens and tags[tokens[-1]] in "C,":
        tokens = tokens[:-1]  # "bribed a signalman, *and*, when the emperor fell, …"
    last = tokens[-1] if tokens else 0
    opened = f.s.words[last + 1 : last + 2] in (
        [word] for word in (*f.words.roles.after, *f.words.roles.before)
    )
    if opened and f.s.words[last] in f.words.roles.shortly:
        tokens = tokens[:-1]  # "The pumps failed *just* after they got out"
    if not tokens or tags[tokens[-1] + 1 : tokens[-1] + 2] not in ("R", "T"):
        return tokens
    end = len(tokens)
    while end and tags[tokens[end - 1]] in "dwW0":
        end -= 1
    cut = 1 < end < len(tokens) and tags[tokens[end - 1]] == "," and tags[tokens[end]] == "d"
    return tokens[: end - 1] if cut else tokens


def _names_it_too(f: Frame, token: int) -> bool:
    """Whether a date beside the statement's own names the same time: "*this morning* at around 07:30"."""
    first, last = sorted((token, f.statement.at))
    between = f.s.tags[first + 1 : last]
    return f.statement.at >= 0 and len(between) < _BESIDE and not between.strip("pa")


_BESIDE = 3


def _is_day(f: Frame, token: int) -> bool:
    """Whether the statement's own expression at a token names a day, before which "in" belongs to a verb."""
    time = f.statement.time
    return token == f.statement.at and time is not None and time.grain is Grain.DAY


def _is_within_day(f: Frame, token: int) -> bool:
    """Whether the statement's own expression at a token names a part of a day."""
    time = f.statement.time
    return token == f.statement.at and time is not None and time.grain is not None and time.grain < Grain.DAY


def _qualifies(f: Frame, token: int) -> bool:
    """Whether a participle only qualifies the noun before it: "in a ruling *published* on Friday"."""
    tags = f.s.tags
    return tags[token] in "EU" and not f.s.finite[token] and tags[token - 1] in "wWG"


def _is_due(f: Frame, token: int, before: int) -> bool:
    """Whether a date tells what a noun is to do, before the verb of which it is the subject: "examinations *due to start* on Monday"."""
    opened = f.s.words[before - 1 : before] == ["to"] and _DUE.search(f.s.tags, 0, before - 1) is not None
    return opened and f.statement.clause.verb == token + 1


_DUE = re.compile("[wW]w?$")


_PAIRED = re.compile("[pa]*C[pa]*t|(?:,[pa]*[t0])+,?C[pa]*t")
"""What follows the first of several dates: "in *2009, 2012 and last November*"."""


_APPOSED = re.compile(",d[wW0t]+(?:[.]|p?R|$)")
"""What a date is besides: "on April 30, *his 85th birthday*", "in 1984, *the year* in which he was born"."""
_THAN = 3


def _is_apposed(f: Frame, token: int, before: int) -> bool:
    """Whether a date behind the verb is told to be something else besides; ``before`` stands before its preposition."""
    apart = f.s.tags[before : before + 1] == ","  # "He married, in 1961, a cellist"
    return token > f.statement.clause.verb and not apart and _APPOSED.match(f.s.tags, token + 1) is not None


def _needed(f: Frame, token: int, before: int, kept: Sequence[int]) -> bool:
    """Whether the words beside a date say nothing without it; ``before`` stands before its preposition.

    "on Sunday and Monday"; "a picture taken on Monday showed"; "the last flood was in 1953"; "on the first Sunday";
    "in 1971, when the keeper left".
    """
    tags, verb = f.s.tags, f.statement.clause.verb
    behind = tags[token + 1 : token + 5]
    paired = _PAIRED.match(tags, token + 1) is not None or _is_apposed(f, token, before)
    contrasted = behind[:2] == ",a" and f.s.words[token + 2] == "not"  # "on 2 May, not 2 April"
    published = f.s.words[before - 1] in f.words.roles.documents  # "said in a letter published on Monday"
    # "A survey *carried out* in May found"
    done = before - (f.s.words[before] in f.words.roles.particles and behind[:1] != ",")
    hangs = done > 0 and (tags[done] == "P" or _qualifies(f, done)) and (token < verb or published)
    hangs = hangs or _is_due(f, token, before)
    says_all = 0 <= verb < token and tags[verb] == "B" and not tags[verb + 1 : token].strip("pa")
    listed = f.s.words[before] in ("last", "first", "latest") and tags[max(0, before - 2) : before] == ",d"
    # "five times, *most famously* in 1612"
    listed = listed or (before > 1 and _MOSTLY.search(tags, 0, before + 1) is not None)
    ranked = f.s.words[before] in f.words.roles.ordinals
    ranked = ranked and before == token - 1
    # "drove his *first* in 1974"
    ranked = ranked or (
        f.s.words[before] == "first" and f.s.words[before - 1] in POSSESSIVES and behind[:1] in ("", ".")
    )
    told = behind[:1] == "," and token + 2 in kept and f.s.words[token + 2] == "when"
    # "most lately in 1949", "and again in 1976"; "beginning in 1999"; "The sun went in November"
    if f.s.words[token + 1 : token + 2] == ["alone"] or f.s.words[token + 1 : token + 2] == ["than"]:
        return True  # "fell 17 percent on Monday alone", "was calmer in May than in April"
    alone = behind[:1] in ("", ",", ".", ";", "C")
    participle = tags[before] == "G" and f.s.of[before].kind == "participle"
    # "an hour *early on Friday*"
    hour = tags[before : before + 1] == "t" or f.s.words[before] in f.words.roles.units
    early = f.s.words[token].startswith(patterns().times.ahead) and hour
    # "stolen, *one in 2012* and one in 2013"
    each = f.s.words[before] == "one" and tags[before - 1 : before] in (",", "C")
    bare = each or (alone and (participle or f.s.words[before] in f.words.roles.bare))
    # "on Saturday at the earliest"
    bound = behind[:3] == "pdw" and f.s.words[token + 3] in ("earliest", "latest")
    # "this winter, three more than last"
    bare = bare or f.s.words[-_THAN:-1] == ["than", "last"]
    lately = f.s.words[before : before + 1] in (["lately"], ["recently"])
    lately = lately or f.s.words[max(0, before - 1) : before + 1] == ["and", "again"]
    # "freed five, two of them on Sunday"
    some = before > 1 and f.s.words[before - 1 : before + 1] == ["of", "them"]
    return (
        paired
        or bound
        or early
        or listed  # "four albums, the last in 2013"
        or some
        or contrasted
        or hangs
        or ranked
        or told
        or lately
        or bare
        or (says_all and behind[:1] in ("", ",", ".", ";"))
    )


def without_throat(f: Frame, tokens: list[int]) -> list[int]:
    """Without lead-in words at the head ("Meanwhile, …", "But …")."""
    changed = True
    while changed and tokens:
        changed = False
        opens = tokens[0] == 0 and (_is_turned(f) or (f.s.words[0] == "then" and f.s.finite[1:2] == [True]))
        if f.s.tags[tokens[0]] in ",;:-C." and not opens:
            tokens, changed = tokens[1:], True
            continue
        if tokens[0] == 0 and f.s.words[0] == "there" and f.s.tags[1] in "ndW" and 1 in tokens:
            tokens, changed = tokens[1:], True  # "*There* she met a surveyor"
            continue
        cleft = (CLEFT.match(f.s.tags) or _CLEFT_TIME.match(f.s.tags)) if tokens[0] == 0 else None
        if cleft and tokens[: cleft.end() + 1] == [*range(cleft.end() + 1)]:
            tokens, changed = tokens[cleft.end() :], True  # "It was in one of these that Marsh heard her"
            continue
        apposed = _APPOSED_TO.match(f.s.tags, tokens[0]) if ",n" in f.s.tags else None
        if apposed and f.s.of[apposed.end()] is f.s.of[tokens[0]] and form_of(f.s.words[apposed.end()]):
            tokens = [t for t in tokens if t >= apposed.end()]  # "The daughter of a pilot, she fled"
            continue
        begun = f.tagged(tokens[:3]) if f.s.tags[tokens[0]] == "G" else ""
        leads = _LEADS_IN.match(begun) if begun else None
        if leads and len(tokens) > len(begun) and _leads_in(f, tokens[1]):
            # "Speaking on Thursday, she promised", "Sentencing him, the judge said"
            tokens, changed = tokens[leads.end() :], True
            continue
        if (named := _behind_one(f, tokens)) or (named := _behind_asked(f, tokens)):
            tokens, changed = named, True
            continue
        if not opens and (led := _led_in(f, tokens, f.words.lead_in.phrases, ",")):
            tokens, changed = tokens[led + 1 :], True
        elif led := _led_in(f, tokens, f.words.lead_in.timed, "dnwW0,"):
            tokens, changed = tokens[led:], True  # "*A short time later* police arrested him"
    return tokens


def _led_in(f: Frame, tokens: list[int], phrases: tuple[str, ...], follows: str) -> int:
    """How many words the lead-in phrase has that tokens begin with, where what ``follows`` it is one of some tags; 0 without one."""
    for parts in _throat(phrases).get(f.s.words[tokens[0]], ()):
        n = len(parts)
        if (
            len(tokens) > n + 2
            and [f.s.words[t] for t in tokens[:n]] == parts
            and f.s.tags[tokens[n]] in follows
        ):
            return n
    return 0


def without_adding(f: Frame, tokens: list[int]) -> list[int]:
    """Without "also" beside a verb, which points to what stood before: "The board *also* decided", "has *also* agreed"; nor with "here" of a
    dispatch."""
    said = f.words.reporting.tag
    if "here" in f.s.words:  # "said *here* on Monday"
        tokens = [t for t in tokens if f.s.words[t] != "here" or not t or f.s.words[t - 1] not in said]
    adding = f.words.roles.adding
    if adding.isdisjoint(f.s.words) or "only" in f.s.words:  # "not only shut the port but also …"
        return tokens
    kept = set(tokens)
    return [t for t in tokens if f.s.words[t] not in adding or t == 0 or not _is_beside_verb(f, t, kept)]


def _is_beside_verb(f: Frame, adverb: int, kept: set[int]) -> bool:
    """Whether an adverb stands beside a verb that is ``kept``, and in no relative clause: "a bridge that *also* carried the pipe"."""
    tags = f.s.tags
    if f.s.of[adverb].kind == "relative" or tags[adverb - 1] in "CRT" or in_quotation(tags, adverb):
        return False
    verb = tags[adverb + 1 : adverb + 2] in tuple("VESBHDMPUG") or tags[adverb - 1] in "BHDM"
    return verb and {adverb - 1, adverb + 1} <= kept


def _behind_one(f: Frame, tokens: list[int]) -> list[int]:
    """Without the number of whoever is named behind it: "*a third*, Karin Holub, was dismissed"."""
    one = _ONE_NAMED.match(f.s.tags, tokens[0]) if f.s.tags[tokens[0]] in "dw" else None
    if one is None or one.end() not in tokens:
        return []
    number, roles = f.s.words[one.end("one") - 1], f.words.roles
    if number not in roles.counting and number not in roles.ordinals:
        return []
    return [t for t in tokens if one.start("name") <= t and t != one.end("name")]


def _behind_asked(f: Frame, tokens: list[int]) -> list[int]:
    """Without what somebody was asked before he answered: "*Asked whether he would go*, he said …"."""
    asked, main = f.s.of[tokens[0]], f.statement.speech
    if tokens[0] or f.s.words[0] not in f.words.roles.addressed or asked.kind != "participle" or main is None:
        return []
    if len(f.said(tokens)) <= LENGTH:
        return []  # "he had not decided": what?
    comma = next((t for t in main.tokens if t and f.s.tags[t] == ","), main.tokens[0] - 1)
    return [t for t in tokens if 0 < comma < t]


_LEADS_IN = re.compile("G[nwd]?,")


def _leads_in(f: Frame, second: int) -> bool:
    """Whether nothing stands behind a participle at the head but a comma or a pronoun."""
    return f.s.tags[second] in ",n" or form_of(f.s.words[second]) is not None


def _is_turned(f: Frame) -> bool:
    """Whether the subject stands behind its verb, so that a word at the head is no lead-in: "*Then* came August"."""
    main = f.s.clauses[0]
    if f.s.words[0] != "so" or main.verb <= 0:
        return False
    # "*So*, he said, is the other"
    return {f.s.tags[t] for t in main.tokens if t < main.verb}.isdisjoint("dwWn0")


@cache
def _throat(phrases: tuple[str, ...]) -> Mapping[str, list[list[str]]]:
    """Lead-in phrases by their first word."""
    known: defaultdict[str, list[list[str]]] = defaultdict(list)
    for phrase in phrases:
        known[phrase.split()[0]].append(phrase.split())
    return known

"""Whether a headline stands alone: it is a sentence, or the noun phrase of an event, and no stump of one."""

from __future__ import annotations

import re
from itertools import pairwise

from timeline.chronology.headlines.borrowing import BEEN
from timeline.chronology.headlines.frame import Draft, Frame
from timeline.chronology.language.nouns import is_object
from timeline.chronology.language.pronouns import PRONOUNS
from timeline.chronology.language.telling import has_event
from timeline.chronology.language.tokens import Clause, in_quotation

_NOUN_ALONE = re.compile("d[wE0]+[TR]")
_GOVERNED = re.compile("a?(?:pd?(?:[wGE]+|W+|t))+,?")
_AND_NOUN = re.compile("Cd[wW]+$")
_GOVERNS = {"p": frozenset("dwW0nRQGE"), "a": frozenset("dwW0n"), "0": frozenset("dwW0n")}
"""What a preposition, an adverb and a number may not be cut from."""
_LOOSE = re.compile("(?:,C|;)[dwWE,]+$")
_SHARED = re.compile("(?:,a*[VEU])*,?Ca*[VEU](?P<object>n|[dwW0])")
_NO_OBJECT = re.compile("[at]*(?:p[dwWt]+)*[.,]*")
_DATED = 3
"""Words of a date with its preposition and comma."""
_SUBJECT = frozenset("wWn0dG'")
_NOUN_PHRASE = re.compile("[adwW0Gt][adwW0pGEt'C\"]*")

_HEAD = re.compile("[adtE0'CG]*[wWE0t']*[wW](?:G(?=p|$|[.,]))?")
"""A noun phrase up to its noun: "*the planned talks* on a treaty"."""

_DOING = re.compile("[pX]a*G(?!p)")
_FIGURE = re.compile("C?[$£€]?0w{0,2}")
_IN_WERE = re.compile("p[BH]")
""""*In* were released", of which October is gone."""


def stands(f: Frame, d: Draft) -> bool:
    """Whether what was composed last is a sentence, or the noun phrase of an event: no stump of one."""
    s, tokens, clause = f.s, d.kept, f.statement.clause
    if not tokens or _IN_WERE.match(f.tagged(tokens[:2])):
        return bool(d.lead and not tokens)
    if _is_unjoined(f, d) or _opens_loosely(f, d) or _is_unconditional(f, tokens):
        return False
    if "," in s.tags and (_has_lost_verb(f, d) or _is_half_list(f, tokens)):
        return False
    if ('"' in s.tags and _is_misquoted(f, tokens)) or _has_lost_hedge(f, d) or _is_half_cleft(f, tokens):
        return False
    if tokens[-1] - tokens[0] == len(s.tags) - 1 <= len(tokens) + _DATED and len(tokens) > _DATED:
        return True  # the whole sentence but its date
    short = len(s.clauses) == 1 and s.tags[tokens[0]] in _SUBJECT and s.tags[tokens[-1]] == "."
    if short and clause.verb > 0 and (d.lead or clause.verb in tokens):
        return not _says_nothing(f, d, clause.verb)  # most sentences that are short
    verbs = [t for t in tokens if s.finite[t] and (s.of[t] is clause or _is_free(s.of[t]))]
    if d.lead.endswith(BEEN) or (d.lead and not verbs and _retires(f, tokens[0])):
        return not _is_cut(f, d, tokens[-1]) and not _goes_on(f, tokens)
    return _tells_whole(f, d, verbs) if verbs else _names_event(f, d)


def _has_lost_hedge(f: Frame, d: Draft) -> bool:
    """Whether words have lost that somebody warns of them (", *warning that* it would fail"), or on what they hang ("*If I do not work*
    we do not eat")."""
    clause = f.statement.clause
    outer = clause.parent
    if clause.kind == "content" and outer is not None and outer.kind == "participle" and not d.attributed:
        warns = [t for t in outer.tokens if f.s.tags[t] == "G"]
        if warns and _says_so(f, f.s.words[warns[-1]]) and warns[-1] not in d.kept:
            return True
    first = next((t for t in d.kept if f.s.tags[t] != '"'), d.kept[0])
    return any(
        other.kind == "subordinate"
        and other.opener in ("if", "unless")
        and other.parent is clause
        and set(other.tokens).isdisjoint(d.kept)
        and other.tokens[0] < first
        for other in f.s.clauses
    )


def _says_so(f: Frame, word: str) -> bool:
    """Whether a word in -ing is what somebody says with: "warning", "saying"."""
    stem, verbs = word.removesuffix("ing"), f.words.reporting.verbs
    return not verbs.isdisjoint((f"{stem}ed", f"{stem}s", word))


def _is_half_cleft(f: Frame, tokens: list[int]) -> bool:
    """Whether words only say when what follows them was: "*It was not until 1988* that …", "*It was during the flight, with her
    sons*, that …"."""
    told = [t for t in tokens if f.s.tags[t] not in "C,."]
    if [f.s.words[t] for t in told[:2]] != ["it", "was"]:
        return False
    behind = f.s.tags[told[-1] + 1 :].lstrip(",")
    return not f.tagged(told[2:]).strip("aXpt") or (f.tagged(told[2:3]) == "p" and behind[:1] == "T")


def _has_lost_verb(f: Frame, d: Draft) -> bool:
    """Whether a noun has lost the verb behind the comma that closes what only qualifies it: "The cars, all of them built in 2008,
    *include* one", "The crews, backed by men sent in on Monday, *were* tired"."""
    tags, last = f.s.tags, d.kept[-1]
    for clause in f.s.clauses:
        outer = clause.parent
        if (
            clause.kind != "coordinate"
            or clause.opener
            or outer is None
            or clause.tokens[:1] != [clause.verb]
        ):
            continue
        # "left in May, *moved* to Lund and died": one of several
        resumed = _RESUMED.fullmatch(tags, last + 1, clause.verb) and "C" not in tags[last:]
        done = outer.verb >= 0 and tags[outer.verb] in "EVPU" and tags[outer.verb - 1] in "wWnG0"
        if resumed and done and outer is f.statement.clause and "," in f.tagged(d.kept):
            return clause.verb not in d.kept
    return False


_SAID_AFTER = re.compile(",[Xp]w")
_RESUMED = re.compile("(?:p?t)?,")


def _is_half_list(f: Frame, tokens: list[int]) -> bool:
    """Whether the last of several verbs behind "after" and the like is gone: "after a storm tore off roofs, uprooted trees *and left*"."""
    s, kept = f.s, set(tokens)
    for clause in s.clauses:
        if clause.kind != "subordinate" or clause.verb not in kept or s.tags[clause.tokens[0] - 1] == ",":
            continue
        behind = clause.tokens[-1] + 1
        listed = s.tags[behind : behind + 1] == "," and s.finite[behind + 1 : behind + 2] == [True]
        joint = s.tags.find("C", behind)
        if (
            listed
            and behind + 1 in kept
            and joint > 0
            and joint not in kept
            and s.finite[joint + 1 : joint + 2] == [True]
        ):
            return True
    return False


def _retires(f: Frame, first: int) -> bool:
    """Whether a word is done to nobody, so that its subject does it: "was knighted in 1984, *retired* in 1988"."""
    behind = f.s.words[first + 1 : first + 2]
    return f.s.words[first] in f.words.verbs.intransitive and behind != ["by"]


def _tells_whole(f: Frame, d: Draft, verbs: list[int]) -> bool:
    """Whether words with finite verbs are a whole sentence."""
    s, tokens = f.s, d.kept
    if _lacks_other(f, tokens) or _counts_on(f, d) or _is_apposed(f, d, verbs[0]):
        return False
    if _is_torn(f, d) or _is_cut(f, d, tokens[-1]):
        return False
    if not _tells_who(f, d, verbs[0]) or _hangs_on_hung(f, tokens[0]) or _is_of_many(f, d, verbs[0]):
        return False
    alone = _NOUN_ALONE.match(f.tagged(tokens)) if len(verbs) == 1 else None
    if alone and s.of[tokens[alone.end() - 1]] is s.of[verbs[0]]:
        return False  # "A deal that the rebels rejected"
    if s.words[verbs[0]] in f.words.reporting.tag and _SAID_AFTER.match(
        f.tagged([t for t in tokens if t > verbs[0]])
    ):
        return False  # "The palace said, *after criticism that he had stayed away*"
    if len(verbs) > 1:
        return not _run_together(f, d, verbs)
    if '"' in s.tags and not d.attributed and all(in_quotation(s.tags, verb) for verb in verbs):
        return False  # words without their speaker
    return not _says_nothing(f, d, verbs[0])


def _is_of_many(f: Frame, d: Draft, verb: int) -> bool:
    """Whether a relative clause tells of a noun that is not known: "a place many had reason to hate", "all of whom were told"."""
    s, tokens, clause = f.s, d.kept, f.statement.clause
    if clause.kind != "relative":
        return False
    # "Of the 170 men who had left Lisbon, 55 came back"
    headless = s.clauses[0].verb < 0 and "," in [s.tags[t] for t in tokens if t > clause.verb]
    return headless or not clause.opener or (not d.lead and "R" in [s.tags[t] for t in tokens if t < verb])


def _names_event(f: Frame, d: Draft) -> bool:
    """Whether words without a verb are the noun phrase of an event: "The resignation of the prime minister"."""
    s, tokens = f.s, d.kept
    if s.words[tokens[0]] in _POINTING:
        return False
    if _WHOSE_DAY.fullmatch(f.tagged(tokens)) and s.words[tokens[1]] in f.words.nominals.empty:
        return False
    if d.lead or d.attributed or len(tokens) == 1:
        return False
    first, before = tokens[0], max(0, tokens[0] - 1)
    # "*answering last year's session*", between commas; "fell *after jumping in January*"
    inserted = f.statement.clause.kind == "participle" and s.tags[before : first + 1] == ",G"
    if inserted or _DOING.match(s.tags, before) or s.words[first] in f.words.roles.following_on:
        return False
    told = f.tagged(tokens)
    if ",E" in told or ",P" in told:
        return False  # "Their manager, Carlo Benti, *appointed to replace Holm*"
    last = tokens[-1 - (told[-1] == ".")]
    if s.tags[last - 1 : last + 1] == "wt" and s.words[last + 1 : last + 2] == ["of"]:
        return False  # "its *borrowing this year* of two billion"
    if s.words[last] in f.words.roles.ordinals or _FIGURE.fullmatch(told.rstrip(".")):
        return False  # "the first round is on Sunday, *the second* on 26 April"
    if not _NOUN_PHRASE.fullmatch(told) or not has_event(s, f.words, tokens):
        return False
    # "*Sales in the three months to June*", "*a 2 percent rise*" of what?, "the fiscal year *starting*"
    head = _HEAD.match(told)
    at = tokens[head.end() - 1] if head else last
    phrase = [s.words[t] for t in tokens[: head.end()]] if head else []
    if f.statement.clause.kind == "main" and f.statement.clause.verb < 0:
        return True  # "The talks resume in Lund": the verb was not seen
    events = f.words.nominals.events
    figures = s.words[at] in f.words.names.quantities or s.words[at] in f.words.roles.changes
    parted = f.statement.clause.kind == "main" and events.isdisjoint(phrase)
    begins = s.tags[last] == "G" and s.words[last] not in events
    return not (figures or parted or begins or s.tags[at] == "W")


_WHOSE_DAY = re.compile("tw[.,]?")
"""A noun that only its day tells from others: "*Wednesday's announcement*"."""
_POINTING = ("those", "that", "these")
"""These name no event: "*those* painted on barrels in 1925"."""


def _goes_on(f: Frame, tokens: list[int]) -> bool:
    """Whether the verb of the clause around stands behind what was done to its subject: "The wobble, seen in 2014, *could* not be …"."""
    return any(f.s.finite[t] and f.s.tags[t] in "BHM" and f.s.tags[t - 1] == "," for t in tokens)


def _lacks_other(f: Frame, tokens: list[int]) -> bool:
    """Whether one of two is told without the other: "had *either* been captured"."""
    for one, other in f.words.roles.pairs.items():
        if one in f.s.words and other in f.s.words:
            words = [f.s.words[t] for t in tokens]
            if one in words and other not in words:
                return True
    return False


def _is_unjoined(f: Frame, d: Draft) -> bool:
    """Whether a clause, or the next one, goes on without a word or a mark that joins it: then nobody knows whose its verb is.

    "said the row that broke out last week *could* end badly", "said that the leader, Colonel Marek, *was* caught".
    """
    tags, mine = f.s.tags, f.statement.clause
    for clause in f.s.clauses:
        if clause.kind != "coordinate" or clause.opener or not clause.tokens:
            continue
        first = clause.tokens[0]
        bare = tags[first - 1] not in _PARTING and not _is_what(f, clause)
        if clause is mine:
            if bare or (d.lead and first == clause.verb and "C" not in tags[first:] and _is_hung(f, clause)):
                return True
        elif bare and d.kept[-1] < first:
            between = tags[d.kept[-1] + 1 : first]
            if not between or (first == clause.verb and not between.strip("tp")):
                return True
    return False


def _is_hung(f: Frame, clause: Clause) -> bool:
    """Whether a clause may go on with one that is told, or hangs on another, and not with the main clause."""
    main, outer = f.s.clauses[0], clause.parent
    return main.verb >= 0 and (outer is not main or "X" in f.s.tags[main.verb : clause.verb])


def _is_what(f: Frame, clause: Clause) -> bool:
    """Whether a clause behind "what" tells by itself: "three times what *they paid out*"."""
    what, verb = f.s.words[clause.tokens[0] - 1] == "what", f.s.tags[clause.verb : clause.verb + 2]
    return what and verb[:1] in "VE" and verb[1:] in tuple("pat,.")


_PARTING = frozenset(',;:.-"')
"""Marks behind which a clause may begin."""


def _opens_loosely(f: Frame, d: Draft) -> bool:
    """Whether the first word belongs to what stood before: "*who* forecast that it would end", "*whether* he will stand"."""
    first = d.kept[0]
    words, likening = f.s.words[first : first + 3], f.words.roles.likening
    if words[0] in ("twice", "half") and words[1:2] == ["what"]:
        return True  # "…, *twice what* was paid in 2015"
    if (
        words[0] == "of"
        and not first
        and f.s.clauses[-1].tokens[0] > d.kept[-1]
        and "," not in f.tagged(d.kept)
    ):
        return True  # "*Of 50 attempts made since 1952*, half failed"
    if words[0] in likening and words[1:2] in _BEHIND_LIKE:
        return True  # "a plan, *similar to one passed in May*"
    if d.lead:
        lead = d.lead.lower().split()
        if _is_stump(f, d, lead):
            return True
        # "The last time a jet crashed *was*"
        likens = lead[0] in likening and lead[1:2] in _BEHIND_LIKE
        return likens or lead[0] in f.words.clauses.relative or lead[:3:2] == ["the", "time"]
    if first and f.s.words[first - 1] == "than":
        return True  # "rose faster *than they had in January*"
    if words[0] == "with" and f.s.clauses[0].verb not in d.kept:
        return True  # "…, *with prices forecast to rise*"
    if words[0] == "according" and f.s.clauses[0].verb not in d.kept:
        return True  # "…, *according to a study published in May*"
    if words[0] == "it" and f.statement.clause.kind == "coordinate" and f.s.tags[first - 1] == ",":
        return not f.words.reporting.verbs.isdisjoint(words[2:])  # "…, *it was announced* on Friday"
    return (
        f.s.tags[first] == "R" or words[0] in ("to", "whether", "whereby") or words == ["by", "the", "time"]
    )


_TWO = 2


def _is_stump(f: Frame, d: Draft, lead: list[str]) -> bool:
    """Whether what a clause borrows has no noun at its end ("*A report on* was commissioned"), or is who says so himself."""
    clauses, source = f.words.clauses, f.statement.source
    last = lead[-1 - (f" {lead[-1]}" in BEEN and len(lead) > 1)]
    if last in clauses.relative:
        return True  # "*One of whom* died"
    if lead[:1] == ["the"] and len(lead) == _TWO and last in f.words.numerals:
        return True  # "close four of *the eleven* that are left"
    bare = last in clauses.determiner and lead[-2:-1] != ["the"]  # not "the other"
    bare = bare or (last in f.words.roles.ordinals and last == lead[0])  # "*First* was reported in 2014"
    if last in clauses.preposition or bare or last in clauses.asking:
        return last not in f.words.roles.particles and last not in f.words.clauses.pronoun
    return d.attributed and source is not None and d.lead == f.said(range(source[0], source[1] + 1))


_BEHIND_LIKE = (["to"], ["with"])
"""Behind what something is likened by: "similar *to*", "compared *with*"."""


def _is_unconditional(f: Frame, tokens: list[int]) -> bool:
    """Whether what would have been has lost its condition: "*Had she lost*, a vote would have been held"."""
    turned = f.s.words[0] in f.words.verbs.turned and f.s.tags[1:2] in tuple("ndW") and "," in f.s.tags
    # "would have been shot *had a lieutenant not recognised her*"
    behind = _HAD_NOT.match(f.s.tags, tokens[-1] + 1) if "had" in f.s.words else None
    had = behind is not None and f.s.words[behind.end() - 1] == "had"
    return (had or (turned and 0 not in tokens)) and any(f.s.tags[t] == "M" for t in tokens)


_HAD_NOT = re.compile("(?:p?t)?H(?=[ndwW])")
"""Behind what "would have been tried": "*in May had* she not died"."""


def _is_misquoted(f: Frame, tokens: list[int]) -> bool:
    """Whether words are cut from a quotation that opens their sentence, or from its marks."""
    if f.tagged(tokens[:2]) == '",':
        return True  # ""*, we seem to be moving*": what stood before is gone
    return _is_unquoted(f, tokens) or (f.statement.saying and f.s.tags[0] == '"' and tokens[0] > 0)


def _is_unquoted(f: Frame, tokens: list[int]) -> bool:
    """Whether words of a quotation have lost one of its marks: what was said is told with both, or not in part."""
    marks = [t for t, tag in enumerate(f.s.tags) if tag == '"']
    kept = set(tokens)
    return any(
        not kept.isdisjoint(range(first, last)) and not kept.issuperset((first, last))
        for first, last in zip(marks[::2], marks[1::2], strict=False)
    )


def _has_lost_clause(f: Frame, kept: list[int]) -> bool:
    """Whether a clause has lost its verb ("*While exports*, imports fell"), or the last one what is said in it ("because they
    thought", *it was over*)."""
    last = kept[-1]
    for clause in f.s.clauses:
        if clause.kind == "subordinate" and clause.verb >= 0:
            if clause.tokens[0] in kept and clause.verb not in kept:
                return True
        elif clause.kind == "content" and clause.parent is f.s.of[last] and clause.tokens[0] == last + 1:
            return True
    return False


def _is_torn(f: Frame, d: Draft) -> bool:
    """Whether a word has lost what it belongs to: no noun before a relative clause, no verb in what was said."""
    s, tokens, clause = f.s, d.kept, f.statement.clause
    first = tokens[0]
    if (
        s.tags[first] == "t"
        and s.tags[first - 1 : first] in ("p", "X")
        and s.tags[first + 1 : first + 2] != "w"
    ):
        return True  # "Until *1973 they met there*"
    if _has_lost_clause(f, tokens) or _has_lost_comma(f, d):
        return True
    if _HELD_TESTIFIED.search(f.tagged(tokens)):
        return True
    left_out = [(a, b) for a, b in pairwise(tokens) if b - a > 1]
    ends = tokens[-1] + 1 < len(s.tags) and _tells(f, tokens[-1])
    if ends or is_headless(f, tokens) or _lacks_hearer(f, d):
        return True
    if left_out and not d.lead and "T" in s.tags and any(_is_untold(f, a, b) for a, b in left_out):
        return True
    if [b for a, b in left_out if s.finite[b] and _has_lost_subject(f, a, b)] or _has_lost_mind(f, d):
        return True
    if left_out and any(
        _tells(f, a) or _has_lost_noun(f, a, b) or _has_lost_said(f, a, tokens) for a, b in left_out
    ):
        return True
    if clause.kind == "content" and not clause.opener and s.tags[clause.tokens[0] - 1] == "p":
        return True  # "said in" *its annual report released on Friday*
    if clause.kind == "content" and clause.parent is not None and is_object(s, clause.parent):
        return True  # "a radar, which the operator said *it had replaced*": what?
    for said in s.clauses:
        if said.kind == "content" and said.parent is clause and said.verb not in tokens:
            # "Analysts said that rivals", …, had reason to worry
            # "the towns had not shown", on Monday, *that they could*
            return not set(said.tokens).isdisjoint(tokens) or s.tags[tokens[-1]] in "VEPU"
    if s.tags[first] in "RTQ" and (not d.lead or clause.kind == "relative"):
        return True  # "A plan that half of them are exempt from", "Where they filmed it"
    return any(_is_left_hanging(s.tags, b) or _runs_into(s.tags, a, b) for a, b in left_out)


def _runs_into(tags: str, before: int, behind: int) -> bool:
    """Whether two names stand side by side of which the sentence has more than a date between: "Joan Orr, *who worked for* Tower
    Hill"."""
    return tags[before] == "W" == tags[behind] and tags[before + 1 : behind].strip("pt,a(") != ""


def _has_lost_comma(f: Frame, d: Draft) -> bool:
    """Whether one comma stands before the first verb, right before it: "*The company, told* Reuters", which had said something."""
    if d.lead or "," not in f.s.tags:
        return False
    first = next((n for n, t in enumerate(d.kept) if f.s.finite[t]), 0)
    before = f.tagged(d.kept[:first])
    return before.count(",") == 1 and before.endswith(",")


def _has_lost_subject(f: Frame, before: int, verb: int) -> bool:
    """Whether a verb behind a gap has lost the word right before it: "since the end of January", *where it is, he*, "said"."""
    if f.s.tags[verb - 1] == ")":
        return before < f.s.tags.rindex("(", 0, verb) - 1  # ", *the institute* (IPECODE) said"
    if f.s.tags[verb - 1] not in "nwWG":
        return False
    hung = f.s.of[verb - 1]  # "The cuts *after a quake broke the pipe* will last"
    whole = hung.kind == "subordinate" and 0 <= hung.verb < verb - 1
    return not (whole and hung.opener in f.words.roles.before_events) or f.s.tags[verb - 1] == "n"


def _is_untold(f: Frame, before: int, opener: int) -> bool:
    """Whether what was told is told without the verb that told it: "An artist who says she was hit", *told a jury*, "that he rang"."""
    if f.s.tags[opener] != "T" or f.s.of[opener].kind != "content":
        return False
    speech = f.statement.speech.verb if f.statement.speech is not None else -1
    return any(f.s.words[t] in f.words.reporting.verbs for t in range(before + 1, opener) if t != speech)


def _has_lost_mind(f: Frame, d: Draft) -> bool:
    """Whether what somebody only hopes is told as what he says: "said it was sorry *and hoped* the sides would meet"."""
    clause = f.statement.clause
    mind = clause.parent
    if (
        clause.kind != "content"
        or mind is None
        or mind.kind not in ("content", "coordinate")
        or not d.attributed
    ):
        return False
    return mind is not f.statement.speech and mind.verb >= 0 and mind.verb not in d.kept


def _is_left_hanging(tags: str, opener: int) -> bool:
    """Whether what opens a clause has lost the noun or the clause before it."""
    if tags[opener : opener + 2] == "CR" or tags[opener - 1 : opener + 1] == ",X":
        return True  # "Dufour, who flew, *and who* …"; "Pike, who resigned, as he put it, was seen"
    relative = tags[opener] == "R" or tags[opener : opener + 2] in ("TV", "TE", "TB", "TH", "TM")
    return relative and tags[opener - 1] != ","


def _lacks_hearer(f: Frame, d: Draft) -> bool:
    """Whether somebody told it to nobody, as what else he told has the hearer: "told *Reuters half had come* and that it was over"."""
    speech = f.statement.speech
    if speech is None or not d.attributed or f.s.words[speech.verb] != "told":
        return False
    heard = speech.verb + 1
    if heard == len(f.s.words):
        return True  # "…, police told"
    return f.s.of[heard] is not speech and f.s.of[heard].kind == "content" and heard not in d.kept


def _has_lost_said(f: Frame, verb: int, kept: list[int]) -> bool:
    """Whether a clause that hangs on another has lost what is said in it: "Although Hale said", *it was over*, "he left"."""
    clause = f.s.of[verb]
    says = clause.kind == "subordinate" and verb == clause.verb and f.s.words[verb] in f.words.reporting.tag
    return says and any(
        said.kind == "content" and said.parent is clause and set(said.tokens).isdisjoint(kept)
        for said in f.s.clauses
    )


def _hangs_on_hung(f: Frame, first: int) -> bool:
    """Whether a clause is joined to one that only says when: "*When* the messages were published and was reinstated"."""
    outer = f.s.of[first]
    return f.s.tags[first] == "X" and outer.kind == "subordinate" and f.statement.clause.parent is outer


def _has_lost_noun(f: Frame, before: int, name: int) -> bool:
    """Whether a name has lost the noun beside which it stands: "The airline, …by an agent, *Christian Vinter*, had been in talks"."""
    apart = _NAMED.match(f.s.tags, name)
    return apart is not None and f.s.tags[name - 1] == "," and f.s.tags[before] in "wW"


_HELD_TESTIFIED = re.compile("Ba*[VP]E[pdw]")
"""Two verbs side by side, of which one is another clause's: "the camp where they were *held testified*"."""
_NAMED = re.compile("W+,(?=[aBHDMVES])")


def is_headless(f: Frame, tokens: list[int]) -> bool:
    """Whether "that" has lost the verb of what it opens: "in the belief *that the price, then 8 euros a kilo*"."""
    openers = [t for t in tokens if f.s.tags[t] == "T" or f.s.words[t] == "whether"]
    opener = max(openers, default=-1)
    if opener < 0 or f.s.tags[opener + 1 : opener + 2] not in tuple("dwW0npG"):
        return False  # not "the bridge that carries it"
    return not any(f.s.finite[t] for t in tokens if t > opener)


def _is_apposed(f: Frame, d: Draft, verb: int) -> bool:
    """Whether what looks like the verb only tells of its noun, and the verb stands behind: "Byron's guests, *kept indoors*"."""
    before = f.tagged([t for t in d.kept if t < verb])
    ends = f.s.tags[d.kept[-1] + 1 : d.kept[-1] + 2]
    return not d.lead and ends == "," and _APART.fullmatch(before) is not None


_APART = re.compile("[dwW0'pt]+,(?:d[wW]*)?")


def _is_free(clause: Clause) -> bool:
    return clause.kind in ("main", "coordinate", "content")


def _tells_who(f: Frame, d: Draft, verb: int) -> bool:
    """Whether the first verb has a subject: no "In Palmyra have fled", nor "It reopened" cut from its sentence."""
    tags, first = f.s.tags, d.kept[0]
    if d.lead:
        return d.lead.partition(" ")[0].lower() not in f.words.verbs.past
    if f.statement.clause.kind == "subordinate" and not d.named and f.s.words[first] in PRONOUNS:
        return False
    if f.s.words[first] in ("first", "last") and first + 1 == verb:
        return False  # "*last* erupted in 1992"
    if tags[first] in _SUBJECT and first < verb:
        return True
    opens = f.s.of[first].tokens[0]
    if tags[first] == "t" and opens in (first, first - (tags[first - 1] == "T")) and first == verb - 1:
        return True  # "said on Monday *2014 was* its worst year"
    before = f.tagged([t for t in d.kept if t < verb])
    if _SUBJECT.isdisjoint(before):
        return False
    behind = tags[verb + 1 :].lstrip("abEPV")[:1]
    return behind in ("d", "w", "W", "0") or _GOVERNED.fullmatch(before) is None


def _is_cut(f: Frame, d: Draft, last: int) -> bool:
    """Whether the words end before what their last one needs: "were buried *where*", "said *only*"."""
    tags, words = f.s.tags, f.s.words
    if tags[last] == "." or _is_halved(f, d, last) or _is_left_of(f, last):
        return tags[last] != "."
    if tags[last] in "wWn" and f.s.finite[last + 1 : last + 2] == [True] and not _is_outer(f, last + 1):
        return True  # "will report on why nobody"
    if (tags[last] == "0" and tags[last - 1] == "H") or words[last - 1 : last + 2 : 2] == ["as", "as"]:
        return True  # "today it has *420*", "will begin as soon *as parts are there*"
    never = tags[last] == "a" and f.s.finite[last + 1 : last + 2] == [True]  # "for work they *never*"
    if never or _is_half_told(f, d, last) or (words[last] in ("not", "n't") and tags[last - 1] in "MDH"):
        return True  # "settled what the reports could *not*"
    behind = last + 1
    while behind < len(tags) and (tags[behind] in "t" or tags[behind : behind + 2] == "pt"):
        behind += 1
    if words[last] in f.words.roles.units or words[last] in ("time", "day", "moment", "night"):
        return tags[last + 1 : last + 2] in ("R", "X") and words[last + 1] in ("when", "where")
    if tags[last] == "G" and (
        tags[behind : behind + 1] in ("T", "Q") or words[behind : behind + 1] == ["whether"]
    ):
        return True  # "got up asking *whether*"
    more = tags[behind : behind + 1] not in ("", *',.;:"-)C')
    asks = tags[last] == "p" and words[last + 1 : last + 2] == ["whether"]  # "were taking advice on"
    if (
        asks
        or (tags[last] in "dCTXRQ" and words[last] != "her")
        or (tags[last] in "pa0" and tags[last + 1 : last + 2] in _GOVERNS[tags[last]])
    ):
        return True
    if (
        _is_left(f, d, last)
        or _is_broken_off(f, last, behind)
        or words[last] in f.words.roles.needing
        or (tags[last] in "MHD" and tags[last + 1 :][:1] in "aVEPUwbn")
        or (words[last] in f.words.verbs.linking and tags[last + 1 :][:1] in tuple("VEPwad"))
    ):
        return True  # "deliveries they had paid *for*", "the firm *might*", "a match that had looked"
    if more and (
        words[last] in ("told", "say", "tell")
        or words[behind] == "whether"
        or (words[behind] in ("to", "that") and tags[last] in "VES")
    ):
        return True  # "The council agreed", "The committee will say", "will decide"
    more_verbs = tags[last] in "wWE" and True in f.s.finite[behind:]
    if tags[behind : behind + 1] in ("R", "T") and _AND_NOUN.search(f.tagged(d.kept)):
        return True  # "cleared the ruins and an orchestra", which played there
    if more_verbs and _LOOSE.search(f.tagged(d.kept)):
        return True  # "A line was opened, and the fishermen", who sell by it
    return behind == last + 1 and _shares_object(f, last)


def _is_left_of(f: Frame, last: int) -> bool:
    """Whether words end before what their last noun is "of", also behind what is put in between: "on charges, *which he denied, of murder*";
    or behind a quotation before what goes on with it: "was "most troubled" *that* nobody knew"."""
    if f.s.tags[last : last + 2] == '"T':
        return True
    told = _PUT_IN.match(f.s.tags, last + 1) if f.s.tags[last] in "wW" else None
    return told is not None and f.s.words[told.end() - 1] == "of"


_PUT_IN = re.compile(",R[^,]*,p")


def _is_half_told(f: Frame, d: Draft, last: int) -> bool:
    """Whether words end before the second of two behind a comma, or with "was" before what is so: "was barred, *his office* and phone
    shut off", "said the sum *was* because it had fallen"."""
    behind = f.s.tags[last + 1 : last + 2]
    return (behind == "C" and "," in f.s.tags and _APPENDED.search(f.tagged(d.kept)) is not None) or (
        behind == "X" and f.s.tags[last] == "B"
    )


def _shares_object(f: Frame, last: int) -> bool:
    """Whether words end with a verb that acts on what stands behind the one joined to it: "*cleared* and restored it"."""
    if f.s.tags[last] not in "VE" or not f.s.finite[last]:
        return False
    shared = _SHARED.match(f.s.tags, last + 1)
    return shared is not None and (shared["object"] == "n" or _may_act(f, last))


def _may_act(f: Frame, verb: int) -> bool:
    """Whether a verb may act on the object of the one joined to it: "*drained* and sealed the well", not "resigned and left it"."""
    word, verbs, roles = f.s.words[verb], f.words.verbs, f.words.roles
    before = f.s.words[verb - 1 - (f.s.tags[verb - 1] == "a")]
    if (
        f.s.of[verb] is not f.statement.clause
        or word in f.words.reporting.verbs
        or word in verbs.intransitive
    ):
        return False
    by_itself = word in verbs.alone or word in roles.staging or word in roles.ergative
    return not by_itself or before in f.words.names.bodies or before in f.words.names.persons


def _is_halved(f: Frame, d: Draft, last: int) -> bool:
    """Whether words end before the second of two: "between 1.5 million", *and three*; "with power", *and water restored*"."""
    if f.s.tags[last + 1 : last + 2] != "C":
        return False
    words = [f.s.words[t] for t in d.kept[-_HALF:]]
    return ("between" in words and "and" not in words) or (
        words[-_TWO:-1] == ["with"] and "E" in f.s.tags[last + 1 : last + _HALF]
    )


_APPENDED = re.compile(",d[wWE]+$")
_HALF = 6
"""Words before the end among which "between" stands."""


def _counts_on(f: Frame, d: Draft) -> bool:
    """Whether words stand without what they count on from, or repeat: "would send *another* on Thursday", "for not having *done so*",
    "who drove *the last one* over"."""
    tags, words = f.s.tags, f.s.words
    if _COUNTS.isdisjoint(words):
        return False
    for t in d.kept:
        ends = tags[t + 1 : t + 2] in ("", "p", "t", ",", ".", "C", "X") and words[t + 1 : t + 2] != ["of"]
        if not ends:
            continue
        one = words[t] == "one" and d.lead and tags[t - 1] in "dw" and tags[t - 2] in "dVE"
        so = words[t] == "so" and words[t - 1] in ("done", "doing") and d.lead
        if one or so or words[t] in _COUNTS_ON:
            return True
    return False


_COUNTS = frozenset(("another", "neither", "one", "so"))
_COUNTS_ON = ("another", "neither")
"""Words that count on from what is not told."""


def _is_outer(f: Frame, verb: int) -> bool:
    """Whether a verb is that of a clause on which the statement's hangs: "The truce that began in May *broke down*"."""
    outer = f.statement.clause.parent
    while outer is not None and outer.verb != verb:
        outer = outer.parent
    return outer is not None and f.s.tags[verb - 1] != "n"


def _is_broken_off(f: Frame, last: int, behind: int) -> bool:
    """Whether the words end within what they tell: "who promised in spring", *to end it*; "cuts that they agreed", *with lenders*."""
    s, clause = f.s, f.s.of[last]
    promised = clause.verb >= 0 and s.words[clause.verb] in f.words.reporting.verbs
    if promised and s.words[behind : behind + 1] == ["to"] and s.tags[behind + 1 : behind + 2] == "w":
        return True
    bidden = s.words[behind : behind + 1] == ["to"] and s.tags[behind + 1 : behind + 2] in ("w", "U")
    if bidden and s.tags[last] in "wW" and s.words[f.statement.clause.verb] in f.words.verbs.bidding:
        return True  # "Rwanda asked France", *to question them*
    within = clause is not f.statement.clause and clause.kind == "relative" and s.tags[last] in "VE"
    return (
        within
        and behind == last + 1
        and s.tags[behind : behind + 2] in ("pw", "pd", "pW")
        and s.of[behind] is clause
    )


def _is_left(f: Frame, d: Draft, last: int) -> bool:
    """Whether the words end with a verb that has lost what it says: "arrived *to prepare*", "broke a record *set*"."""
    tags, behind = f.s.tags, f.s.tags[last + 1 : last + 2]
    purpose = f.s.words[last + 1 : last + 2] == ["for"] and tags[last + 2 : last + 3] != "t"
    infinitive = tags[last] == "w" and f.s.words[last - 1] == "to" and purpose
    reduced = tags[last] in "EU" and not f.s.finite[last] and tags[last - 1] == "w" and behind in ("a", "t")
    # "released a journalist *held*", since February
    reduced = reduced or (tags[last - 1 : last + 2] in ("wVX", "wEX", "wUX") and not f.s.finite[last])
    return infinitive or (reduced and not d.lead)


def _tells(f: Frame, last: int) -> bool:
    """Whether a verb of saying or knowing has lost what follows it.

    "wanted to know", *where they were*; "had told the king a few hours earlier", *that it was over*.
    """
    tags, words, clause = f.s.tags, f.s.words, f.s.of[last]
    behind = last + 1 + (tags[last + 1 : last + 2] == "t")
    if tags[behind : behind + 1] not in ("T", "Q", "R") or behind > last + 2:
        return False
    told = not f.words.reporting.verbs.isdisjoint(words[max(0, clause.verb) : last])
    return (tags[behind] == "T" and told) or (tags[last] == "w" and words[last - 1] == "to")


def _run_together(f: Frame, d: Draft, verbs: list[int]) -> bool:
    """Whether two clauses stand side by side without the word that joined them."""
    of, tags = f.s.of, f.s.tags
    for one, two in pairwise(verbs):
        between = [tags[t] for t in d.kept if one < t < two]
        if tags[two - 1] == "," and "C" not in [tags[t] for t in d.kept if t > two]:
            return True  # "put out the lights, drowned the tunnels"
        apart = of[one] is not of[two] or f.statement.clause.kind in ("relative", "subordinate")
        if apart and of[two].kind != "content" and set(between).isdisjoint('C,;:TXRQ"-'):
            return True
    return False


def _says_nothing(f: Frame, d: Draft, verb: int) -> bool:
    """Whether the only verb is one of saying, and nothing stands behind it: "Results showed"."""
    word = f.s.words[verb]
    clause = f.statement.clause
    tag = (
        f.s.of[verb] is clause
        and clause.kind == "coordinate"
        and not (clause.opener or d.attributed or d.lead)
    )
    if (
        tag
        and f.s.tags[clause.tokens[0] - 1] == ","
        and _NO_OBJECT.fullmatch(f.s.tags, verb + 1, clause.tokens[-1] + 1)
    ):
        return True  # "…, the comptroller found in a report last year"
    if f.s.tags[verb] == "B" and d.kept[-1] <= verb + 1 and f.s.tags[d.kept[-1]] in "B.":
        return True  # "Doyle *was*"
    if word in f.words.verbs.do and all(t <= verb or f.s.tags[t] in "a,." for t in d.kept):
        return True  # "Few did"
    # "The meeting *came*", after others had met
    came = word in f.words.verbs.coming and f.s.tags[d.kept[-1] + 1 : d.kept[-1] + 2] == "X"
    said = came or word in f.words.reporting.verbs or word in f.words.roles.showing
    behind = [t for t in d.kept if t > verb]
    if said and behind and f.s.tags[behind[0]] == ",":
        return True  # "The speaker said, having spoken to him"
    if (
        word in ("said", "told")
        and f.s.tags[d.kept[-1] + 1 : d.kept[-1] + 3] == ",R"
        and not f.tagged(behind).strip("dwW0n")
    ):
        return True  # "told reporters his group", which speaks for banks, *backed it*
    return said and all(t <= verb or f.s.tags[t] in "ta." for t in d.kept)

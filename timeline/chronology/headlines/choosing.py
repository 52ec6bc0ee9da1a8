"""Which words of its sentence tell a statement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.chronology.headlines.frame import Frame
from timeline.chronology.headlines.trimming import without_comma
from timeline.chronology.language.nouns import antecedent, is_superlative
from timeline.chronology.language.tokens import Clause


def everything(f: Frame) -> list[int]:
    """The statement's words without asides and relative clauses between commas."""
    mine = set(f.statement.tokens)
    head = f.statement.clause
    if head.kind == "aside" and (aim := _aim_of(f)):
        return sorted((mine - {aim.start - 1}).union(aim))
    if head.kind == "participle" and f.s.tags[head.tokens[0]] == "G" and head.parent is not None:
        mine.update(head.parent.tokens)
    _with_content(f, mine)
    mine.update(_charge_of(f))
    if mind := _mind_of(f):
        mine.update(mind.tokens)
    _with_relatives(f, mine)
    for clause in f.s.clauses:
        if clause.tokens and clause.tokens[0] - 1 in mine and _is_measured(f, clause):
            mine.update(clause.tokens)
    for clause in f.s.clauses:
        if clause is head or (clause.tokens and clause.tokens[0] not in mine):
            continue  # most of a long sentence
        if mine.issuperset(clause.tokens) and _only_adds(f, clause, head):
            _cut_out(f, mine, clause)
    for clause in f.s.clauses:
        if clause is not head and _is_bare(f, clause, mine):
            _cut_out(f, mine, clause)
    return without_comma(f, _closed_up(f, sorted(mine)))


def _closed_up(f: Frame, tokens: list[int]) -> list[int]:
    """Words without the two commas between which what stood is gone; "General Brand, her predecessor, wrote" keeps one."""
    tags, out = f.tagged(tokens), list(tokens)
    commas = [n for n in range(len(tokens) - 1) if tags[n] == tags[n + 1] == ","] if ",," in tags else []
    for number in reversed(commas):
        apposed = "," in tags[:number] and out[number + 2 : number + 3] == [f.statement.clause.verb]
        del out[number : number + 2 - apposed]
    return out


def _beside_gone(f: Frame, keep: set[Clause]) -> set[int]:
    """What the noun is that closes a participle between commas which is not to be kept, with its commas: "The bones, *first thought to be
    a bear's, a relative of the wolf,* lay there"."""
    gone: set[int] = set()
    for clause in f.s.clauses:
        if clause.kind == "participle" and clause not in keep and clause.tokens[0] < f.statement.clause.verb:
            beside = _APPOSED_BEHIND.match(f.s.tags, clause.tokens[-1] + 1)
            if beside and beside.end() == f.statement.clause.verb:
                gone.update(range(clause.tokens[0] - 1, beside.end()))
    return gone


def _aim_of(f: Frame) -> range | None:
    """What an event behind whose noun only its date stands is to do: "with agreement yesterday *to raise their number*"."""
    last, date = f.statement.tokens[-1], f.statement.at
    if last != date or f.s.tags[date - 1] != "w" or f.s.words[date + 1 : date + 2] != ["to"]:
        return None
    aim = _AIM.match(f.s.tags, date + 1)
    return range(*aim.span()) if aim else None


def _charge_of(f: Frame) -> range:
    """What somebody is charged with behind the words of a statement: "cleared a former inspector, *Ole Brandt, of manslaughter*"."""
    head, last = f.statement.clause, f.statement.tokens[-1]
    told = [f.s.words[t] for t in f.statement.tokens if t >= head.verb >= 0 and f.s.tags[t] in "VE"]
    if f.words.verbs.charging.isdisjoint(told[:1]) or f.s.of[last] is not head:
        return range(0)
    charge = _CHARGE.match(f.s.tags, last + 1)
    charged = charge is not None and f.s.words[charge.start("of")] in ("of", "with")
    return range(last + 1, charge.end()) if charge and charged else range(0)


_CHARGE = re.compile("(?:,W+,|,)?(?P<of>p)(?:d?[aE]*[wW0]+|G[^,;:.]*)")
_AIM = re.compile("pw[adwW0pEG$%]*(?=[.,;])")


def _with_content(f: Frame, mine: set[int]) -> None:
    """Adds what is said or shown, or takes it away where its verb is no part of the statement."""
    head = f.statement.clause
    if head.verb < 0:
        return
    content = _content_of(f, head)
    if head.verb not in mine:
        # "the seizure of the town on Sunday … showed how far he is": a noun alone, without what its verb says
        mine.difference_update(content)
        return
    # "The company announced on Monday" says nothing without what it announced.
    mine.update(content)
    if content or not f.statement.saying or head.kind not in ("main", "coordinate"):
        return
    if head.tokens[0] == 0 or len(mine) != len(f.statement.tokens):
        return
    told = [f.s.tags[t] for t in head.tokens if t > head.verb and f.s.tags[t] in "dwW0GEVPTn"]
    if len(told) < _MEAGRE and (has_subject(f, head) or set(told) <= {"n"}):  # not "and warned of floods"
        mine.update(t for c in f.s.clauses if c.tokens[0] < f.statement.tokens[0] for t in c.tokens)


def _mind_of(f: Frame) -> Clause | None:
    """Who thinks, or does not think, what he says, where a statement is that: "said *he did not think* it would hold"."""
    head = f.statement.clause
    mind = head.parent
    told = head.kind in ("content", "subordinate")
    if not told or mind is None or mind is f.statement.speech or mind.kind != "content" or mind.verb < 0:
        return None
    last, roles = head.tokens[0] - 1, f.words.roles
    thought = roles.minded | roles.thinking if head.kind == "content" else roles.asking_who
    return mind if mind.tokens[-1] == last >= mind.verb and f.s.words[last] in thought else None


def _only_adds(f: Frame, clause: Clause, head: Clause) -> bool:
    """Whether a clause only adds to what another one tells: an aside, or what is said of a noun by the way."""
    # "since a truce was signed, *raising fears* …": that may hang on the clause around it
    loose = clause.kind == "participle" and head.kind == "subordinate" and clause.parent is head
    if clause.kind == "participle" and clause.tokens and clause.tokens[-1] < head.verb:
        if f.s.words[clause.tokens[0]] in f.words.roles.addressed and clause.tokens[0] > 0:
            return clause.comma  # "The minister, *asked whether she would go*, said no"
        led = f.s.of[clause.tokens[0] - 2]
        closed = f.s.tags[clause.tokens[-1] + 1] == "," and clause.parent is led.parent
        if led.kind == "subordinate" and led.tokens[0] < clause.tokens[0] and closed:
            return True  # "After a landslide sent a wave over the crest, *killing six*, the lake was lowered"
        # "A petition, *signed by 61 of them*, was handed in"
        return clause.comma and not _THEM.isdisjoint([f.s.words[t] for t in clause.tokens])
    return (
        clause.kind == "aside"
        or (clause.kind == "relative" and clause.comma)
        or (loose and bool(clause.tokens))
    )


def _is_bare(f: Frame, clause: Clause, mine: set[int]) -> bool:
    """Whether a participle between commas has lost all that it tells: "The deal, *announced* before markets opened, is …"."""
    alone = clause.kind == "participle" and clause.comma and len(clause.tokens) == 1
    at = clause.tokens[0] if alone else -1
    return alone and at in mine and f.s.tags[at + 1 : at + 2] == "X" and at + 1 not in mine


_APPOSED_BEHIND = re.compile("(?<=[wW]),d[wWE0]+(?:p[dwW0]+)*,")
"""What the noun is that closes an inserted clause."""
_LAST_OF_LIST = re.compile("(?<=,)[dwW0]+C[dwW0]+$")
_MEAGRE = 3
"""Words behind a verb of saying that say nothing by themselves: "told the court"."""
_THEM = frozenset(("it", "them", "him"))


def _cut_out(f: Frame, mine: set[int], clause: Clause) -> None:
    """Takes away a clause with what hangs on it, and the commas or dashes that have set it off."""
    tags = f.s.tags
    mine.difference_update(clause.tokens, _content_of(f, clause), _hung_on(f, clause))
    before, after = clause.tokens[0] - 1, clause.tokens[-1] + 1
    # "General Brand, her predecessor, who is in prison, wrote": the apposition keeps its comma
    apposed = tags[before] == "," and "," in [tags[t] for t in mine if t < before]
    # "Officials in Malavia, Indosia and Thaland, which make it, said": a list is whole
    listed = _LAST_OF_LIST.search(tags, 0, before)
    apposed = apposed and not (listed and listed.start() in mine)
    tag = (
        f.statement.saying and after in f.statement.clause.tokens[:1]
    )  # "…, *the army said*" keeps its comma
    if tags[before] in ",-" and not tag and not (apposed and f.s.finite[after + 1 : after + 2] == [True]):
        mine.discard(before)
    # "After it fell, …, the lake was lowered"; not "when the express, …, derailed"
    around = f.s.of[before - 1]
    led = around.kind == "subordinate" and around.verb < before and before not in mine
    if tags[after : after + 1] in (",", "-") and not led:
        mine.discard(after)


def core(f: Frame) -> list[int]:
    """The head clause, what was said in it, and restrictive clauses; nothing that only follows on."""
    keep = {f.statement.clause, _mind_of(f) or f.statement.clause}
    _keep_bound(f, keep)
    head = f.statement.clause
    # "…, *said* the mayor"; the words before it may be quoted, and stand by themselves
    quoted = '"' in f.s.tags[max(0, head.verb - 2) : head.verb] or f.s.tags[:1] == '"'
    turned = head.verb >= 0 and head.tokens[:1] == [head.verb] and not quoted
    tags = head.kind == "coordinate" and (turned or has_subject(f, head))
    if f.statement.saying and len(keep) == 1 and tags:
        keep.add(f.s.clauses[0])  # a tag alone says nothing: "…, the radio said"
        _keep_bound(f, keep)
    gone = _beside_gone(f, keep)
    tokens = [t for t in everything(f) if f.s.of[t] in keep and t not in gone]
    held = set(tokens)
    commas = [t for t in range(1, len(f.s.tags)) if f.s.tags[t] == "," and {t - 1, t + 1} <= held]
    mine = f.statement.clause.tokens  # none where an insertion has them all
    before = mine[0] - 1 if mine else 0
    if f.statement.saying and before > 0 and f.s.tags[before] == "," and before + 1 in held:
        commas.append(before)  # "The arch is gone, the mayor said", without the clause between
    tokens = without_comma(f, without_measure(f, _rejoined(f, sorted(held.union(commas)))))
    return tokens or everything(f)


def _rejoined(f: Frame, tokens: list[int]) -> list[int]:
    """Words without the commas that set off what is gone between a noun and its verb: "*the express*, bound for Orr, *derailed*"."""
    tags, out = f.tagged(tokens), list(tokens)
    for number in reversed(range(1, len(tokens) - 2)):
        before, behind = tokens[number - 1], tokens[number + 2]
        verb = f.s.finite[behind] or f.s.words[behind] == "to"
        if tags[number : number + 2] == ",," and verb and f.s.of[before] is f.s.of[behind]:
            # "Danton, the leader, …, was removed" keeps one
            comma = tags.rfind(",", 0, number)
            apposed = comma > 0 and f.s.finite[behind] and tags[comma - 1] in "wW" and tags[comma + 1] == "d"
            del out[number : number + 2 - apposed]
    return out


def closer(f: Frame, tokens: list[int]) -> Iterator[list[int]]:
    """Ever fewer of some words: without a phrase at the end, and one at the head, that only add how and why.

    "Profit fell by half, *in part because of earlier charges*"; "*Digging with their hands,* residents searched".
    """
    if len(plain := _without_description(f, tokens)) < len(tokens):
        yield (tokens := plain)
    if begun := _loose_head(f, tokens):
        yield (tokens := tokens[begun:])
    while (end := loose_end(f, tokens)) > 0:
        yield (tokens := tokens[:end])
    last = f.s.of[tokens[-1 - (f.s.tags[tokens[-1]] == ".")]]
    if f.statement.at not in last.tokens and only_qualifies(f, last, tokens[-1]):
        yield [t for t in tokens if t < last.tokens[0]]


def _without_description(f: Frame, tokens: list[int]) -> list[int]:
    """Without the relative clause that ends an apposition before the verb: "Lind, a poet *who wrote of the sea*, died in May"."""
    verb = f.statement.clause.verb
    end = next((n for n, t in enumerate(tokens) if t == verb and f.s.tags[tokens[n - 1]] == ","), 0) - 1
    begun = next((n for n, t in enumerate(tokens[: max(end, 0)]) if f.s.tags[t] == "R"), 0)
    out = tokens[begun:end]
    comma = f.s.tags.find(",", tokens[0])
    if not out or not 0 <= comma < tokens[begun] - 1 or f.statement.at in out or _is_source(f, out):
        return tokens
    return tokens if ",C" in f.tagged(out) else tokens[:begun] + tokens[end:]


def only_qualifies(f: Frame, clause: Clause, end: int) -> bool:
    """Whether a relative clause closes a headline behind a noun that it only describes: "plans a mission *that will look for it*"."""
    if clause.kind != "relative" or clause.comma or not clause.tokens or end not in clause.tokens[-2:]:
        return False
    noun = antecedent(f.s, clause.tokens[0])
    # else its verb, or one behind it, may be that of the clause around
    behind = clause.verb + 1 + (f.s.tags[clause.verb] in "BHDM")
    near = clause.verb - clause.tokens[0] < _THAT_NOW and set("VEUSP").isdisjoint(f.s.tags[behind:end])
    return near and bool(noun) and f.s.words[noun[0]] in ("a", "an")


def loose_end(f: Frame, tokens: list[int]) -> int:
    """Where a phrase begins behind the last comma that has no verb of its own, nor what others rest on; 0 without one."""
    tags = f.tagged(tokens)
    last = tags.rfind(",")
    needed = f.statement.clause.verb, f.s.clauses[0].verb, f.statement.at
    if last < 1 or tokens[last] <= max(needed) or not _LOOSE.match(tags, last):
        return 0
    closing = tokens[last + 1 :]
    if f.tagged(closing).count('"') % 2:
        return 0
    # "…, *adding that he was hopeful*"
    hung = f.s.of[closing[0]].kind == "participle"
    told = any(f.s.finite[t] and (not hung or f.s.of[t].kind in ("main", "coordinate")) for t in closing)
    short = len(f.tagged(closing).rstrip(".")) <= _LEADS or f.s.words[closing[0]] == "to"
    held = short or told or not _HOLDING.isdisjoint(f.s.words[t] for t in closing)
    held = held or not f.words.roles.binding.isdisjoint(f.s.words[t] for t in closing)
    return 0 if held or _is_source(f, closing) else last


def _loose_head(f: Frame, tokens: list[int]) -> int:
    """How many words lead in the subject behind a comma, without the statement's verb or date; 0 without such."""
    tags = f.tagged(tokens)
    comma = tags.find(",")
    if more := _ADJECTIVES_APART.match(tags, comma):
        # "As a product of *postwar, socialist* art, Lind …", "In Karsa, *300 miles east of Lund*, troops …"
        comma = more.end() - 1
    if (
        tokens[:1] != [0]
        or comma < _LEADS
        or tags[0] not in "GEpX"
        or tags[comma + 1 : comma + 2] not in tuple("ndwW0")
    ):
        return 0
    leading = tokens[:comma]
    needed = f.statement.clause.verb, f.statement.at
    held = any(t in leading for t in needed) or not _HOLDING.isdisjoint(f.s.words[t] for t in leading)
    held = held or f.s.words[0] in f.words.roles.binding or _is_source(f, leading)
    return 0 if held or any(f.s.finite[t] and f.s.of[t].kind == "main" for t in leading) else comma + 1


def _is_source(f: Frame, tokens: list[int]) -> bool:
    """Whether who says so stands among some words."""
    source = f.statement.source
    return source is not None and bool(tokens) and tokens[0] <= source[0] <= tokens[-1]


_LOOSE = re.compile(",a*[pGEPX]")
"""What opens the words that close a sentence behind a comma."""
_ADJECTIVES_APART = re.compile("(?<=w),w+,(?=[nW])|,0w+(?:p[dwW]+)*,(?=[dwW0])")
_HOLDING = frozenset(
    (
        "according",
        "if",
        "unless",
        "except",
        "but",
        "not",
        "without",
        "no",
        "only",
        "subject",
        "pending",
        "barring",
    )
)
"""Words without which more would be said than the article says."""
_THAT_NOW = 3
"""Words up to the verb of a relative clause: "that *now* runs"."""
_LEADS = 3
"""So many words that close a sentence, and fewer that lead it in, are left: "apparently by mistake"."""


def _keep_bound(f: Frame, keep: set[Clause]) -> None:
    """Adds to some clauses what each of them says or is restricted by."""
    for clause in f.s.clauses:
        if clause.parent is not None and clause.parent in keep:
            restrictive = clause.kind == "relative" and not clause.comma
            measured = _is_measured(f, clause)
            # "27 were killed *when warplanes bombed a market on Monday*": what the date tells of
            dated = f.statement.at in clause.tokens
            hung = clause.parent.kind == "relative"  # "those who inherit it *before they reach 40*"
            bound = clause.kind == "subordinate" and (
                dated
                or hung
                or clause.opener in f.words.roles.binding
                or _is_awaited(f, clause.parent, clause)
            )
            if clause.kind == "content" or restrictive or measured or bound:
                keep.add(clause)


def _is_awaited(f: Frame, head: Clause, hung: Clause) -> bool:
    """Whether something is only to happen when something else does: "would change hands *when the tide was no longer salt*"."""
    return hung.opener == "when" and not hung.comma and head.verb >= 0 and f.s.tags[head.verb] == "M"


def without_measure(f: Frame, tokens: list[int]) -> list[int]:
    """Without what a time is measured from behind a comma at the end: "agreed to resume talks, *a week after a clash that* …"."""
    tags, verb = f.s.tags, max(f.statement.clause.verb, f.statement.at, f.s.clauses[0].verb)
    openers = f.words.roles.after + f.words.roles.before
    for at in range(verb + 2, len(tags)) if verb >= 0 else ():
        if f.s.words[at] not in openers or f.s.words[at - 1] not in f.words.roles.units:
            continue
        if measured := _MEASURE.search(tags, verb + 1, at):
            return [t for t in tokens if t < measured.start()]
    return tokens


_MEASURE = re.compile(",[adpw0]{1,5}$")


def part_of(f: Frame) -> list[int]:
    """The words of that of several clauses side by side which holds the statement; none where it cannot stand alone.

    "The mine shut in May, and *a plant that depends on it will close on Friday*"; not of what somebody says, nor of a clause
    that borrows its subject or opens with a pronoun.
    """
    top, speech = f.statement.clause, f.statement.speech
    while top.parent is not None and not _is_beside(f, top):
        top = top.parent
    held = {top}
    for clause in f.s.clauses:
        if clause.parent is not None and clause.parent in held and not _is_beside(f, clause):
            held.add(clause)
    above = top
    while above.parent is not None and above.kind == "coordinate":
        above = above.parent
    if above.kind != "main" or (speech is not None and speech not in held):
        return []
    part = [t for t in range(len(f.s.tags)) if f.s.of[t] in held]
    torn = part[-1] - part[0] + 1 != len(part) or part[0] > f.statement.tokens[0]
    torn = torn or [f.s.tags[t] for t in part].count('"') % 2 == 1
    return [] if torn else part


def has_subject(f: Frame, clause: Clause) -> bool:
    """Whether a clause has a subject before its verb, or borrows none: not "and warned of floods"."""
    return clause.kind != "coordinate" or any(
        f.s.tags[t] in "dwWn0G" for t in clause.tokens if t < clause.verb
    )


def _is_beside(f: Frame, clause: Clause) -> bool:
    """Whether a joined clause has a subject of its own, and no pronoun for it."""
    subject = [f.s.tags[t] for t in clause.tokens if t < clause.verb]
    named = "n" not in subject and not {"w", "W", "0", "G"}.isdisjoint(subject)
    return clause.kind == "coordinate" and clause.opener in f.words.roles.joining and named


def _is_measured(f: Frame, clause: Clause) -> bool:
    """ "three days *after it had opened*": without it the words before hang in the air."""
    if clause.kind != "subordinate" or not clause.tokens or not clause.tokens[0]:
        return False
    before = f.s.words[clause.tokens[0] - 1].removeprefix("the ")  # "the year", where that is a date
    # "for the first time *since a truce was signed*"
    above = before == "time" or is_superlative(before)
    return before in f.words.roles.units or (above and clause.opener == "since")


def _hung_on(f: Frame, outer: Clause) -> set[int]:
    """The words of what hangs on a relative clause, or on what hangs on it, with which they go."""
    if outer.kind not in ("relative", "participle"):
        return set()
    hung = [outer]
    for clause in f.s.clauses:
        # "whose boys were hurt *and can be named*, said it": what follows without a comma goes on with it
        goes_on = clause.kind == "coordinate" and clause.tokens[:1] == [hung[-1].tokens[-1] + 1]
        goes_on = goes_on and clause.opener == "and" and clause.verb == clause.tokens[0] + 1
        tag = clause is f.statement.clause  # "…, where rebels had met, *the army said*"
        if not tag and (goes_on or any(clause.parent is other for other in hung)):
            hung.append(clause)
    return {t for clause in hung for t in clause.tokens}


def _content_of(f: Frame, head: Clause) -> set[int]:
    """The words of what a clause says, thinks or shows."""
    said = [
        c for c in f.s.clauses if c.kind == "content" and c.parent is head and not _is_said_in(f, head, c)
    ]
    if not said:
        return set()
    said = [c for n, c in enumerate(said) if not n or f.s.tags[c.tokens[0] - 1 : c.tokens[0] + 1] != ",T"]
    # not "that he had been hired, *that he had left*" without the rest
    bound = [
        c
        for c in f.s.clauses
        if c.kind == "subordinate" and c.parent in said and c.opener in f.words.roles.binding
    ]
    return {t for c in (*said, *bound) for t in c.tokens}


def _is_said_in(f: Frame, head: Clause, content: Clause) -> bool:
    """Whether a participle between a verb and what is said says it: "expects losses, after *forecasting* that it would gain"."""
    between = range(head.verb + 1, content.tokens[0])
    said = [t for t in between if f.s.tags[t] == "G" and f.s.words[t - 1] in f.words.roles.dropped]
    return bool(said) and said[-1] not in f.statement.tokens


def _with_relatives(f: Frame, mine: set[int]) -> None:
    """Adds relative clauses that tell which is meant: "any party *that means to join* has until noon"."""
    for clause in f.s.clauses:
        mine_too = (
            clause.kind == "relative"
            and not clause.comma
            and clause.parent is not None
            and mine.issuperset(clause.parent.tokens)
        )
        if mine_too and mine and min(mine) < clause.tokens[0] and clause.tokens[0] - 1 in mine:
            mine.update(clause.tokens)
        outer = clause.parent
        # "The truce that began *after the talks collapsed in May* ended"
        hung = (
            clause.kind == "subordinate"
            and outer is not None
            and outer.kind == "relative"
            and not outer.comma
        )
        if hung and outer is not f.statement.clause and {clause.tokens[0] - 1, clause.tokens[-1] + 1} <= mine:
            mine.update(clause.tokens)

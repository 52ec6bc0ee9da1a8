"""What one sentence states, and which of its time expressions dates each statement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from timeline.chronology.language.kinds import kind_of
from timeline.chronology.language.lexicon import Lexicon
from timeline.chronology.language.ranges import Ranges, finer
from timeline.chronology.language.statement import How, Statement
from timeline.chronology.language.stretches import YEAR_AND_YEAR
from timeline.chronology.language.telling import has_event, is_saying, tells_event
from timeline.chronology.language.tokens import Clause, Sentence, in_quotation
from timeline.civil import Grain
from timeline.model import Resolution

_QUOTED = 45
"""Words and marks that a quotation of somebody's words holds at most, when it is dated by its paragraph."""


def statements(
    sentence: Sentence, resolutions: Sequence[Resolution], words: Lexicon, written: int | None = None
) -> list[Statement]:
    """The statements of a sentence in the order of their words.

    ``resolutions`` are its dating expressions in order; ``written`` is the minute in which the day of writing begins,
    where the present tense tells of that day.
    """
    return _Reader(sentence, resolutions, words, written).read()


def undated(sentence: Sentence, words: Lexicon, running: Statement | None) -> list[Statement]:
    """The statements of a sentence without a dating expression, under the running time of its paragraph."""
    return _Reader(sentence, (), words).inherit(running)


class _Reader(Ranges):
    # --- structure ----------------------------------------------------------------------------------------

    def _home(self, clause: Clause) -> Clause:
        """The clause that a phrase without an event belongs to."""
        while (
            clause.verb < 0 and clause.parent is not None and not has_event(self.s, self.words, clause.tokens)
        ):
            if clause.opener == "whose":
                break  # "said Hale, whose twins start school in May": a verb that was not seen
            clause = clause.parent
        return clause

    def read(self) -> list[Statement]:
        dated = self._dated()
        for clause in self.s.clauses:
            tokens = dated.get(clause)
            if tokens:
                for statement in self._own(clause, tokens):
                    self.of.setdefault(clause, []).append(statement)
                    self.out.append(statement)
        for clause in self.s.clauses:
            if clause in self.tags:
                self._known_by_tag(clause)
            if clause.opener == "when":
                self._when(clause)
        for clause in self.s.clauses:
            verb = max(clause.verb, 0)
            past = self.s.tags[verb] in "VE" or self.s.words[verb] in self.words.verbs.be_past
            joined = clause.kind == "coordinate" or (clause.kind == "relative" and not clause.comma and past)
            if joined and clause not in self.of and clause not in self.tags:
                # "Two were killed *and a third was hurt when the roof fell on Tuesday*", "six men *who were shot as they prayed
                # on Sunday*"
                self._circumstance(clause)
        for clause in self.s.clauses:
            if clause not in self.of:
                self._hang(clause)
        for statement in self.out:
            statement.tokens.sort()
            if len(self.out) > 1:
                self._leave_lead(statement)
            statement.source = self._source(statement)
            statement.ends = self.s.words[statement.clause.verb] in self.words.roles.ends
        self.out.sort(key=lambda statement: (statement.tokens[0], statement.at))
        return self.out

    def _leave_lead(self, statement: Statement) -> None:
        """Leaves what leads in a clause with a date of its own to that: "*And while it lost a million in 2014*, last year it earned two"."""
        first = statement.tokens[0]
        lead = _LEAD.match(self.s.tags, first)
        if lead is None or first <= statement.at < lead.end():
            return
        for child, held in self._dated_within(statement.clause):
            apart = child.kind == "subordinate" and held[0] is not statement
            if apart and child.tokens[0] == lead.end() and child.tokens[-1] < statement.clause.verb:
                statement.tokens = [token for token in statement.tokens if token > child.tokens[-1]]
                return

    def _dated(self) -> dict[Clause, list[int]]:
        """The expressions that may date each clause; attributes become statements of their own."""
        dated: dict[Clause, list[int]] = {}
        for token in sorted(self.times):
            if (
                self.is_idle(token)
                or self._is_quoted_apart(token)
                or self._ends_told(token)
                or (token in self.cited and not self._is_cited_alone(token))
            ):
                continue
            if self._is_attribute(token) or self._is_of_aim(token):
                self._attribute(token)
            elif apart := self._followed(token) or self._measured_from(token):
                self._attribute_of(apart, token)
            elif self._names_by(token):
                self._attribute_of(range(self._noun_start(token - 2), token + 1), token)
            elif self._is_put_off(token) or self.is_standing(token):
                continue
            elif (first := self._apposed(token)) >= 0:
                self._attribute_of(range(first, token + 1), token)
            elif looks_back := self._looks_back(token):
                self._phrase(looks_back, token)
            else:
                dated.setdefault(self._home(self._clause_of(token)), []).append(token)
        for clause, times in dated.items():
            self._leave_asides(clause, times)
            loose = [token for token in times if self._qualifies(token)]
            if loose and any(token not in loose and not self._contrasts(token) for token in times):
                # "discovered his 1987 car last month": the other one tells when.
                for token in loose:
                    self._attribute(token)
                    times.remove(token)
        return dated

    def _leave_asides(self, clause: Clause, times: list[int]) -> None:
        """Leaves out what stands in an aside beside a time of its clause, with more in it than a time, or behind another aside.

        "Lind *(the mayor since 2009)* was shot on Monday", "the dam *(the tallest in 1970)* broke", "raids on Orr (in May) and Tesk *(in
        June)* failed".
        """
        asides = {token: aside for token in times if (aside := self._aside(token, clause))}
        more = any(self.s.tags[aside.tokens[0] + 1] not in "pt" for aside in asides.values())
        kept = asides[times[0]] if len(asides) == len(times) and not more else None
        times[:] = [token for token in times if asides.get(token) is kept]

    def _aside(self, token: int, clause: Clause) -> Clause | None:
        """The aside of a clause in which an expression stands, unless it is a stamp: "*(3 p.m.)* Lind was shot"."""
        inner: Clause | None = self.s.of[token]
        while inner is not None and inner is not clause:
            if inner.kind == "aside" and inner.tokens[0] > 0:
                return inner
            inner = inner.parent
        return None

    def _ends_told(self, token: int) -> bool:
        """Whether an expression ends a range whose beginning is idle, or dates a phrase: "the forecast for 1986/*87*".

        "Debt falling due between 2015 *and 2019*".
        """
        first, link = token - 2, self.s.words[token - 1]
        if first not in self.times or link not in self.words.roles.range_links:
            return False
        if link not in YEAR_AND_YEAR and self.s.words[first - 1] not in ("between", "from"):
            return False
        phrase = next((told for told in self.out if told.at == first), None)
        if phrase is not None:
            last = token
            while self.s.tags[first - 1] == "d" and self.s.tags[last + 1 : last + 2] in ("w", "W"):
                last += 1  # "used during the 1979-89 *war*"
            phrase.tokens.extend(range(token - 1, last + 1))  # "the area *sown in 2015/16* was larger"
            phrase.until = self.times[token]
        return phrase is not None or self.is_idle(first)

    def _is_quoted_apart(self, token: int) -> bool:
        """Whether an expression stands within a quotation, and the verb of its clause only says whose that is: "*… by 2019*," she said.

        Whoever says "today" within one says it then, and not what is to come.
        """
        s, clause, grain = self.s, self.s.of[token], self.times[token].grain
        if clause.verb < 0 or not in_quotation(s.tags, token) or in_quotation(s.tags, clause.verb):
            return False
        today = grain is None or (grain <= Grain.DAY and not self._is_ahead(token))
        return not today and is_saying(s, self.words, clause)

    def _is_cited_alone(self, token: int) -> bool:
        """Whether a sentence has only times of what it rests on, and this is the last: "commissioned in 2011 and published *in May*"."""
        return len(self.cited) == len(self.times) and token == max(self.cited)

    def _clause_of(self, token: int) -> Clause:
        """The clause in which an expression tells when: behind "it was in 1952 that", or the one with which its range begins."""
        if (behind := self._told_behind(token)) is not None:
            self._give(range(token - 2, token + 1), behind)
            return behind
        if (content := self._told_for(token)) is not None:
            return content
        if (outer := self._past_around(token)) is not None:
            self._give(range(token - (self.s.tags[token - 1] == "p"), token + 1), outer)
            return outer
        cleft = _CLEFT.match(self.s.tags)
        told = cleft.end() if cleft and token < cleft.end() else self._begun_before(token)
        if told < token:
            self._give(range(token - 1, token + 1), self.s.of[told])
        return self.s.of[told]

    def _past_around(self, token: int) -> Clause | None:
        """The past around what is always so, whose the day at its end is: "reached the point *that is farthest from the coast* on Monday"."""
        s, clause, grain = self.s, self.s.of[token], self.times[token].grain
        outer = clause.parent
        if clause.kind != "relative" or clause.comma or outer is None or min(clause.verb, outer.verb) < 0:
            return None
        always = s.words[clause.verb] in self.words.verbs.be_present
        day = grain is not None and grain <= Grain.DAY and not self._is_ahead(token)
        ends = s.tags[token + 1 : token + 2] in ("", ",", ".") and token > clause.verb
        return outer if always and day and ends and s.tags[outer.verb] in "VE" else None

    def _told_for(self, token: int) -> Clause | None:
        """What somebody says of a time that opens the sentence: "*For the third quarter*, the firm said *profits rose*", or between
        commas: "*On 3 May*, police say, *two men died*"."""
        s, clause, grain = self.s, self.s.of[token], self.times[token].grain
        opens = token == clause.tokens[0] + 1 == 1 and s.words[0] in self.words.clauses.meant
        opens = opens and grain is not None and Grain.MONTH <= grain <= Grain.YEAR
        inserted = (
            token <= 1 and s.tags[token + 1 : token + 2] == s.tags[clause.verb + 1 : clause.verb + 2] == ","
        )
        if not opens and not (inserted and clause.verb > token):
            return None
        said = (c for c in s.clauses if c.kind == "content" and c.parent is clause and c.verb >= 0)
        if inserted:  # but "On Friday, the firm said, it lost its licence *in 2012*"
            said = (
                c
                for c in said
                if c.tokens[0] <= clause.verb + 2 and not any(s.tags[t] == "t" for t in c.tokens)
            )
        return next(said, None) if is_saying(s, self.words, clause) else None

    def _told_behind(self, token: int) -> Clause | None:
        """What somebody says of a time that another clause follows first: "said *that in 1978*, when prices rose, *it cut rates*"."""
        s, clause = self.s, self.s.of[token]
        if s.tags[token - 2 : token + 2] != "Tpt," or clause.verb != token - 3:
            return None
        when = next((c for c in s.clauses if c.parent is clause and c.tokens[0] == token + 2), None)
        behind = (c for c in s.clauses if when is not None and c.parent is when and c.kind == "coordinate")
        return next(behind, None) if is_saying(s, self.words, clause) else None

    def inherit(self, running: Statement | None) -> list[Statement]:
        """One statement for the main clause, with what hangs on it, and one for each clause joined to it."""
        main = next((clause for clause in self.s.clauses if clause in self.tags), self.s.clauses[0])
        head = Statement(
            clause=main,
            tokens=list(main.tokens) if main is self.s.clauses[0] else self._spoken(main),
            how="inherited" if running else "none",
            time=running.time if running else None,
            until=running.until if running else None,
            saying=is_saying(self.s, self.words, main),
        )
        self.of[main] = [head]
        self.out.append(head)
        if main is self.s.clauses[0]:
            for clause in self.s.clauses[1:]:
                self._hang(clause)
        for statement in self.out:
            statement.how = head.how
            statement.tokens.sort()
            statement.source = self._source(statement)
        return self.out

    def _spoken(self, tag: Clause) -> list[int]:
        """A whole quotation with who speaks it; of a long one the last clauses, so that the speaker is not cut off."""
        last = len(self.s.tags)
        if last <= _QUOTED:
            return list(range(last))
        end = max(tag.tokens) + 1
        starts = [
            c.tokens[0]
            for c in self.s.clauses
            if c.tokens[0] < tag.tokens[0] and end - c.tokens[0] <= _QUOTED
        ]
        return list(range(min(starts, default=tag.tokens[0]), end))

    # --- attributes ---------------------------------------------------------------------------------------

    def _attribute(self, token: int) -> None:
        """The noun phrase that an attribute dates, where its noun names what happened; nothing otherwise."""
        s = self.s
        if s.words[token - 1] == "of":
            return  # "your letter of 2 December"
        last = self._noun_end(token)
        first = self._article(self._first_of_two(token))
        if token + 2 in self.times and self._first_of_two(token + 2) == token:
            return  # the second of two years stands for both
        named = first > 0 and s.words[first - 1] in self.words.roles.before_events
        named = (
            named and s.words[last] not in self.words.roles.times_named
        )  # "during *the summer rainy season*"
        if not named and not has_event(s, self.words, range(token + 1, last + 1)):
            return
        self._phrase(range(first, self._whole(last) + 1), token)

    # --- own times ----------------------------------------------------------------------------------------

    def _own(self, clause: Clause, times: list[int]) -> Iterator[Statement]:
        """The statements of a clause with expressions of its own: one for each that dates an event."""
        if clause.verb < 0 and not has_event(self.s, self.words, clause.tokens):
            return
        saying = is_saying(self.s, self.words, clause)
        for tokens, first, far in self._parts(clause, times):
            if not tokens:
                continue  # "(Update 3 a.m., 8 p.m. ET) Farmers left on Friday": it has no words of the clause
            yield Statement(
                clause=clause,
                tokens=tokens,
                how="known by" if first in self.cited else "own",
                time=self.times[first],
                until=self.times[far] if far >= 0 else None,
                at=first,
                saying=saying and (clause.verb in tokens),
            )

    def _parts(self, clause: Clause, times: list[int]) -> Iterator[tuple[list[int], int, int]]:
        """The clause parted between its expressions: tokens, expression, far end of a range or -1."""
        groups = self._groups(times)
        rest = list(clause.tokens)
        for number, (token, far) in enumerate(groups):
            if number + 1 == len(groups):
                whole = number == 0 or (self._is_again(token) and token < clause.verb)
                yield rest if whole else self._nominal(rest, max(token, far)), token, far
                return
            following = groups[number + 1][0]
            if self._is_again(following) and following < clause.verb:
                yield list(rest), token, far  # "In 1953, *and again in 1989*, the river burst its banks"
                continue
            cut = self._cut(rest, max(token, far), following)
            if cut is None and self._is_again(following):
                # "burned in 1820 *and again in 1871*": it did so twice
                yield [t for t in rest if t <= max(token, far)], token, far
                continue
            if cut is None and self._is_second(clause, max(token, far), following):
                # "killed 12 on Saturday *and 20 on Sunday*"
                yield [t for t in rest if t <= max(token, far)], token, far
                rest = [t for t in rest if t > max(token, far)]
                continue
            if cut is None:
                # The next expression only qualifies a noun: this one dates the whole. So it does not from an insertion.
                if self._is_day_of(token, following) and clause.verb < following:
                    continue  # "In 1346 the fleet landed *on 12 July*"
                if self._names_subject(clause, token) and clause.verb < following:
                    continue  # "The peace *of 9 May 1887* was ratified two days later"
                earlier = [t for t in rest if t < following]
                # "Monday's figures *for October* shook the market"
                meant = following < clause.verb and self.s.words[following - 1] in self.words.clauses.meant
                if (meant or has_event(self.s, self.words, earlier)) and not self._is_inserted(clause, token):
                    groups[number + 1] = (token, far)
                continue
            yield [t for t in rest if t < cut], token, far
            # "the warning Friday | of *a loss for the third quarter*"
            rest = [t for t in rest if t >= cut + (self.s.words[cut] == "of")]

    def _names_subject(self, clause: Clause, token: int) -> bool:
        """Whether an expression behind "of" says which thing it is that a clause tells of."""
        s = self.s
        return (
            1 < token < clause.verb == token + 1 and s.words[token - 1] == "of" and s.tags[token - 2] in "wW"
        )

    def _is_day_of(self, whole: int, part: int) -> bool:
        """Whether an expression tells more nearly when in a year or month something was: "In May they met *on the 12th*"."""
        outer, inner = self.times[whole], self.times[part]
        own = self.s.words[part - 1] in self.words.clauses.of_time and inner.grain is Grain.DAY
        return own and inner.value != outer.value and finer(outer, inner) is inner

    def _is_again(self, token: int) -> bool:
        """Whether an expression tells when the same happened once more: "and *again in 1871*"."""
        before = self.s.words[max(0, token - 2) : token]
        return not self.words.roles.repeated.isdisjoint(before)

    def _is_second(self, clause: Clause, first: int, second: int) -> bool:
        """Whether a second expression dates a second count or object of a clause's verb: "killed 12 on Saturday *and 20 on
        Sunday*"."""
        tags, verb = self.s.tags, self._deed(clause)  # "*had killed* 12 on Saturday and 20 on Sunday"
        if future := _FUTURE.match(tags, verb) if verb >= 0 else None:
            verb = future.end() - 1
        if not 0 <= verb < first or (tags[verb] not in "VE" and verb == clause.verb):
            return False
        if _OBJECT.match(tags, verb + 1) is None:  # "Lower Mill closed in 1841 *and Pound Mill in 1855*"
            return first <= verb + 2 and _ANOTHER.fullmatch(tags, first + 1, second) is not None
        # not "fell in May after rises of 7 percent in April *and 2 percent in March*"
        measured = not self.words.roles.measuring.isdisjoint(self.s.words[verb:first])
        return not measured and _SECOND.fullmatch(tags, first + 1, second) is not None

    def _apposed(self, token: int) -> int:
        """Where a noun that an expression dates begins between a name and its verb; else -1: "Hale, *champion in 2010*, resigned",
        "The church, *a stone building finished in 1904*, lost its spire"."""
        clause, tags = self.s.of[token], self.s.tags
        apposed = _APPOSED.search(tags, clause.tokens[0], token)
        ahead = (
            apposed is not None and token < clause.verb and _APPOSED_END.match(tags, token + 1) is not None
        )
        # "will be replaced by Ana Ferreira, *finance chief since 2018*"
        since = self.s.words[token - 1] == "since" and tags[token + 1 : token + 2] in (",", ".")
        return apposed.start() if apposed and (ahead or since) else -1

    def _nominal(self, tokens: list[int], time: int) -> list[int]:
        """Of a later part, the noun phrase that its expression closes, when the clause's verb comes behind it."""
        phrase = [t for t in tokens if t <= time]
        verbs = any(self.s.tags[t] in "VEUSBHDM" for t in phrase)
        follows = any(t > time and self.s.tags[t] in "VEUSBHDM" for t in tokens)
        named = follows and not verbs and self._tells(phrase) and not self._is_body(phrase)
        return phrase if named else tokens

    def _is_body(self, tokens: list[int]) -> bool:
        """Whether a noun phrase names a body, or somebody, whatever stands behind "of", or when: "the court *of appeal*", "city police *on
        Monday*"."""
        s, names = self.s, self.words.names
        end = next((t for t in tokens[1:] if s.words[t] == "of" or s.tags[t] in "pt"), 0)
        head = s.words[end - 1] if end else ""
        return head in names.bodies or head in names.persons or head.removesuffix("s") in names.persons

    def _tells(self, tokens: list[int]) -> bool:
        """Whether a part of a clause tells an event: a verb, an event noun, or any noun that a time follows."""
        if has_event(self.s, self.words, tokens):
            return True
        for token in tokens:
            if self.s.tags[token] == "t" and self.s.words[token - 1] in self.words.clauses.of_time:
                return any(self.s.tags[t] == "w" for t in tokens if t < token - 1)
        return False

    def _cut(self, tokens: list[int], first: int, second: int) -> int | None:
        """Where to part a clause between two of its expressions, or ``None`` when only one dates anything."""
        between = [t for t in tokens if first < t < second]
        s, verb = self.s, self.s.of[first].verb

        def fits(cut: int) -> bool:
            early = [t for t in tokens if t < cut and not (cut <= verb and self._is_put_in(t))]
            last = second if s.tags[cut] not in ",C" and second < verb else tokens[-1]
            return self._tells(early) and self._tells([t for t in tokens if cut <= t <= last])

        for token in between:
            if verb in between and token > verb and s.tags[token : token + 2] == "pG" and fits(token):
                return token  # "On Sunday he was blamed for failing to act in 1992"
            promised = s.words[verb] in self.words.modality.committed and s.words[token] == "to"
            if verb in between and token > verb and promised and s.tags[token + 1] in "wU" and fits(token):
                return token  # "On 3 May members voted to strike from 19 May"
        for token in between:
            if s.words[token] in self.words.roles.links and s.tags[token - 1] == "p" and fits(token - 1):
                return token - 1  # "was arrested on Sunday *in connection with* a fire on Friday"
            if (s.tags[token] in ",CX" or s.words[token] in self.words.roles.cutters) and fits(token):
                return token
        if between and between[0] == verb and self._is_body([t for t in tokens if t < verb]):
            return None  # "The court of appeal *on Thursday* upheld a ruling given in May"
        return between[0] if between and fits(between[0]) else None

    def _is_put_in(self, token: int) -> bool:
        """Whether a participle stands behind a comma: "the steamer, *bound* for Tesk, passed"."""
        return (
            self.s.tags[token] in "EPV" and not self.s.finite[token] and self.s.tags[token - 1 : token] == ","
        )

    def _known_by_tag(self, tag: Clause) -> None:
        """ "The bridge fell, police said on Sunday": what stands before a dated tag is known by then."""
        told = tag.parent
        if tag not in self.of or told is None:
            return
        if self._is_bare(told) and told.parent is not None and told.parent not in self.of:
            told = told.parent  # "*have been freed* and are on their way home, the charity said on Monday"
        path = [told]
        while told.kind == "relative" and not told.comma and told.parent is not None:
            told = told.parent  # "stole the data in an attack *that went unnoticed*, the firm said on Monday"
            path.append(told)
        hung, outer = told, told.parent
        if told in self.of:
            return
        if told.kind == "subordinate" and outer is not None and outer.verb >= 0 and outer not in self.of:
            told = outer  # "*A trial was halted* after two had died, the firm said on Monday"
            path.append(told)
        said, first = self.of[tag][0], tag.tokens[0]
        comma = [first - 1] if self.s.tags[first - 1] == "," else []
        tokens = sorted({*comma, *(t for clause in (*path, tag) for t in clause.tokens)})
        known = said.dating(told, tokens, "known by")
        self.out[self.out.index(said)] = known
        self.of[hung] = self.of[told] = self.of[tag] = [known]

    def _is_bare(self, clause: Clause) -> bool:
        """Whether a joined clause borrows its subject."""
        before = [t for t in clause.tokens if t < clause.verb]
        return clause.kind == "coordinate" and not any(self.s.tags[t] in "dwWn0" for t in before)

    def _when(self, clause: Clause) -> None:
        """ "in trouble since Saturday, when the bridge fell": the clause tells what happened at that time."""
        first = clause.tokens[0] if clause.tokens else 0
        if clause.verb < 0 or clause in self.of or first < 2:
            return
        if not tells_event(self.s, self.words, clause):
            return  # "in 1467, when he could not pay": no event of its own
        if self.s.tags[first - 2 : first] != "t,":
            return
        time = self.times[first - 2]
        when = time.interval
        if when is None or (when.end is None and when.grain not in (Grain.DAY, Grain.MONTH, Grain.YEAR)):
            return
        told = Statement(clause=clause, tokens=list(clause.tokens), how="own", time=time)
        ranged = self.s.words[max(0, first - 5)] == "between" and self.s.tags[first - 5 : first] == "ptCt,"
        if ranged and "0" in self.s.tags[first : clause.verb]:
            # "built between 1872 and 1882, *when* 199 died", but not "when it failed"
            told.time, told.until = self.times[first - 4], time
        self.of[clause] = [told]
        self.out.append(told)

    # --- times of others ----------------------------------------------------------------------------------

    def _hang(self, clause: Clause) -> None:
        """Gives a clause without a time its place: in a quotation, as a mention of its own, or nowhere."""
        parent = clause.parent
        if clause in self.tags or not clause.tokens:
            if parent is None:
                self._circumstance(clause)  # "Asked in May, the minister said no"
            return
        held = self.of.get(parent) if parent is not None else None
        if parent is None or not held:
            if parent is None and self._circumstance(clause):
                return
            if clause.kind in ("main", "subordinate", "content"):
                self._led(clause)
            return
        nearest = self._nearest(held, clause)
        if clause.kind == "content" and nearest.clause is parent and parent.verb not in nearest.tokens:
            return  # "the fall of the city on Sunday showed how far …": the fall, not what it showed
        within = nearest.clause is not parent and parent.kind == "content"
        if clause.kind == "content" and nearest.saying and not within:
            if nearest.how in ("own", "inherited", "none") and nearest.clause is parent:
                nearest.how = "known by" if nearest.how == "own" else nearest.how
                self._take(clause, nearest)
        elif clause.kind == "coordinate" and clause.verb >= 0:
            self._beside(clause, parent, nearest)
        elif clause.kind not in ("relative", "subordinate") or clause.verb < 0 or self._stays(clause):
            self._take(clause, nearest)
        elif clause.opener in self.words.clauses.asking:
            self._take(clause, nearest)  # "will report in May on *why nobody had been warned*"
        elif clause.kind == "subordinate" and parent.kind == "relative" and not parent.comma:
            self._take(clause, nearest)  # "kills most of those who inherit it *before they reach 40*"

    def _take(self, clause: Clause, statement: Statement) -> None:
        """Makes a clause a part of a statement's quotation."""
        statement.tokens.extend(clause.tokens)
        self.of[clause] = [statement]

    def _beside(self, clause: Clause, parent: Clause, nearest: Statement) -> None:
        """Gives a joined clause the time of its own circumstances, or that of the clause before it."""
        if self._circumstance(clause):
            return
        apart = parent.kind == "subordinate" and parent.opener not in self.words.roles.same_time
        inserted = clause.tokens[-1] < nearest.clause.verb  # "Hale, who led it *and trained others*, died"
        apart = apart or (parent.kind == "relative" and (inserted or not parent.comma))
        noticed = parent.kind == "content" and nearest.clause is not parent and self._is_bare(clause)
        noticed = noticed and not nearest.saying and nearest.clause is parent.parent
        if noticed or self._spells_out(clause, parent):  # "noticed in May that it rose *and fell*"
            self._take(clause, nearest)
        elif apart and nearest.clause is not parent:
            # "on Thursday, after troops left and hid", "the man who built the hall and led it": neither is dated
            self._take(clause, nearest)
        else:
            self._join(clause, nearest)

    def _spells_out(self, clause: Clause, parent: Clause) -> bool:
        """Whether a clause only says what was meant ("…: *the blockade must end and the men be freed*"), or how ("faster than *I was*")."""
        held = self.of.get(parent)
        goes_on = parent.opener == ":" and held is not None and held[0].clause is not parent
        compares = self.s.words[clause.tokens[0] - 1] in self.words.roles.comparing
        return goes_on or compares or (clause.opener == ":" and self.s.tags[clause.verb] == "M")

    def _nearest(self, held: list[Statement], clause: Clause) -> Statement:
        """The statement of the clause around, or of one joined to it before, from which a clause has its time."""
        beside = [
            self.of[other][-1]
            for other in self.s.clauses
            if clause.kind == "coordinate"
            # "was knighted in 1984, *retired in 1988* and took up beekeeping"
            and (
                other.kind == "coordinate"
                or (other.kind == "participle" and other.tokens[0] > held[0].tokens[-1])
            )
            and other.parent is clause.parent
            and other.tokens
            and other.tokens[0] < clause.tokens[0]
            and other in self.of
            and not is_saying(self.s, self.words, other)
        ]
        if not beside and len(held) == 1:
            return held[0]
        if clause.kind == "coordinate" and clause.verb >= 0:
            # "rose in May after a fall in April *and was* the most since 2009": in May
            cutters = self.words.roles.cutters
            held = [
                s for s in held if s.clause.verb in s.tokens or self.s.words[s.tokens[0]] not in cutters
            ] or held
        return min(
            (*held, *beside), key=lambda statement: min(abs(t - clause.tokens[0]) for t in statement.tokens)
        )

    def _stays(self, clause: Clause) -> bool:
        """Whether a hanging clause is quoted with a dated one, and nothing in it is dated by itself."""
        dated = any(c.kind == "content" and c.parent is clause and c in self.of for c in self.s.clauses)
        # "a disease *that kills most of those*"
        defines = clause.kind == "relative" and not clause.comma and self.s.tags[clause.verb] == "S"
        return defines or (not dated and (self._same_time(clause) or clause.opener in self.words.roles.hung))

    def _join(self, clause: Clause, before: Statement) -> None:
        """A joined clause with a finite verb is a mention of its own; its time is inherited where the tense agrees."""
        if (
            self._is_birth(before.tokens)  # "was born in 1940 and went to sea at 15"
            or self._is_heard(before.clause, clause)
            or any(self._is_since(token, before) for token in clause.tokens)
            or not self._same_time(clause)
            or self.s.words[clause.verb] in self.words.verbs.able  # "was fined in May and *may* have to pay"
            or self._turns(before.clause, clause)
            or _is_measured(self.s, self.words, clause)
            or self._is_aside(clause)
            or self._has_dated_subject(clause)
            or self._is_of_another_time(clause)
            or self._is_over_before(clause, before)
            or (is_saying(self.s, self.words, clause) and self._tells_words(clause))
        ):
            return
        denies = self.s.words[clause.verb] in self.words.reporting.denial
        how: How = "known by" if before.how == "known by" else "joined"
        joined = before.dating(clause, list(clause.tokens), how, saying=denies)
        self.of[clause] = [joined]
        self.out.append(joined)

    def _is_since(self, token: int, before: Statement) -> bool:
        """Whether an expression names what lies behind a statement, and is over: "built in 1897 and widened for *the 1953 show*"."""
        there = self.times[token].interval if token in self.times else None
        here = before.time.interval if before.time else None
        if there is None or here is None or there.start is None or here.end is None or self.written is None:
            return False
        return there.start >= here.end and there.end is not None and there.end <= self.written

    def _is_birth(self, tokens: Sequence[int]) -> bool:
        """Whether some words tell of a birth: on that day nothing else is done."""
        return not self.words.roles.births.isdisjoint([self.s.words[token] for token in tokens])

    def _is_heard(self, before: Clause, clause: Clause) -> bool:
        """Whether the first of two joined clauses is quoted and the other is not: ""I leave tomorrow," he read aloud"."""
        return [in_quotation(self.s.tags, c.verb) for c in (before, clause) if c.verb >= 0] == [True, False]

    def _turns(self, before: Clause, clause: Clause) -> bool:
        """Whether one of two joined clauses looks ahead and the other back: "will be held on Friday, and flags were lowered"."""
        future = self.words.verbs.future
        ahead = [c.verb >= 0 and self.s.words[c.verb] in future for c in (before, clause)]
        return ahead[0] != ahead[1] or self._would(before, clause)

    def _would(self, before: Clause, clause: Clause) -> bool:
        """Whether of two clauses that somebody says the first is over and the second to come: "said that it had not fired first and
        *would not apologise*"."""
        words, verb = self.s.words, clause.verb
        over = before.kind == "content" and before.verb >= 0 and self.s.tags[before.verb] != "M"
        return over and words[verb] == "would" and "have" not in words[verb + 1 : verb + 4]

    def _is_aside(self, clause: Clause) -> bool:
        """Whether a clause only says who knows: "…, the court found"."""
        first, last = clause.tokens[0], clause.tokens[-1]
        s = self.s
        return (
            not clause.opener
            and s.tags[first - 1 : first] == ","
            and not s.tags[clause.verb + 1 : last + 1].strip(",.")
        )

    def _is_of_another_time(self, clause: Clause) -> bool:
        """Whether what a clause tells of has a date of its own: "They have ruled since 1962; *a vote held in 1990* was lost"."""
        return any(
            token in self.times and token < clause.verb and self.s.tags[token - 1] == "p"
            for token in clause.tokens
        )

    def _is_over_before(self, clause: Clause, before: Statement) -> bool:
        """Whether what a clause tells is over, and the time before it to come: "was due to open in March, *but the work was halted*"."""
        s, verb = self.s, clause.verb
        past = s.tags[verb] in "VEU" or s.words[verb] in self.words.verbs.be_past
        ahead = past and before.at in self.times and self._is_ahead(before.at)
        return ahead and kind_of(s, clause, clause.tokens, self.words) == "happened"

    def _has_dated_subject(self, clause: Clause) -> bool:
        """Whether the subject of a clause has a date of its own: "and the men *who came the next summer* found more"."""
        return any(
            c.kind == "relative" and c.parent is clause and c.tokens[0] < clause.verb and c in self.of
            for c in self.s.clauses
        )

    def _tells_words(self, clause: Clause) -> bool:
        """Whether a clause with a verb of saying names a speaker or what was said, and not "added 20 million"."""
        return clause in self.tags or any(c.kind == "content" and c.parent is clause for c in self.s.clauses)

    def _dated_within(self, clause: Clause) -> Iterator[tuple[Clause, list[Statement]]]:
        """The clauses that hang on a clause and have times of their own, with their statements."""
        for child in self.s.clauses:
            held = self.of.get(child) if child.parent is clause else None
            if held and held[0].how == "own":
                yield child, held

    def _circumstance(self, clause: Clause) -> bool:
        """Gives a clause without a time of its own that of a clause which tells its circumstances; whether there is one."""
        for child, held in self._dated_within(clause):
            if held[0].at < 0 or held[0].clause is not child:
                continue
            first = child.tokens[0]
            # "Speaking on Monday, she said" is one time; "born in 1961, she studied" is not.
            opens = self.s.tags[first] == "G" and not self._is_of_another(self.s.words[first])
            opens = opens or self.s.words[first] in self.words.roles.addressed
            # not "a singer (she won a prize in 1951) and a painter"
            aside = child.kind == "aside" and (child.verb <= first + 1 or not first)
            beside = aside or (child.kind == "participle" and opens)
            beside = beside and (clause.parent is None or clause.kind == "coordinate")
            same = (
                child.opener in self.words.roles.same_time
                or self.s.words[first - 1] in self.words.roles.shortly
            )
            if beside or (child.kind == "subordinate" and same):
                held[0].tokens.extend(clause.tokens)
                held[0].clause = clause
                held[0].saying = is_saying(self.s, self.words, clause)
                self.of[clause] = held
                return True
        return False

    def _is_of_another(self, word: str) -> bool:
        """Whether what somebody does by a word has another time than the one behind it: "*forecasting* a rise in 2016, it urged"."""
        return word in self.words.verbs.foretelling or word in self.words.roles.about

    def _led(self, clause: Clause) -> None:
        """A clause without a time of its own takes that of one which is joined to it: "*They came* and left on Friday"."""
        for child, held in self._dated_within(clause):
            if held[0].time is None or self._is_birth(clause.tokens):
                continue
            # not "begun in 1883 and finished in 1902, was designed by"
            follows = child.tokens[0] > clause.verb
            if (
                child.kind == "coordinate"
                and child.opener in ("and", "or")
                and follows
                and not (
                    held[0].at in self.times and self._is_ahead(held[0].at)
                )  # "released him and set a hearing for May"
                and not child.tokens[0] < held[0].at < child.verb  # "He resigned *and in May was held*"
                and not held[0].time.text.lower().startswith(self.words.roles.onward)
                and " ".join(self.s.words[clause.verb : clause.verb + 2]) not in self.words.verbs.proving
                and self._same_time(clause)
                and kind_of(self.s, child, child.tokens, self.words)
                != "planned"  # "was expected to land on Friday"
                and not _is_measured(self.s, self.words, clause)
                and not _lasts(self.s, self.words, clause)
            ):
                if clause.kind == "subordinate" and not self._is_bare(child):
                    return
                if clause.kind == "subordinate":
                    # "after his van *left the road* and hit a tree on Saturday"
                    held[0].tokens.extend(clause.tokens)
                    self.of[clause] = held
                    return
                if not is_saying(self.s, self.words, clause):
                    statement = held[0].dating(clause, list(clause.tokens), "joined")
                    self.of[clause] = [statement]
                    self.out.append(statement)
                return


_CLEFT = re.compile("nBa?(?:(?:n,?|p[dwW]+,)p?t,?|p?t,[pX][dwW]+,)T(?=[dwWn0])")
"""What only dates what is told: "*It was there, in 1952, that* she noticed a valley"."""
_LEAD = re.compile("C,?(?=X)|C?[pdwW]+t,")
"""What may lead in a sentence before a clause of another time: "*But* although …", "*In contrast to May,* when …"."""
_OBJECT = re.compile("[pa]*[dwW0$£€]")
_FUTURE = re.compile("Ma*w")
_ANOTHER = re.compile("Cd?[wW]+p?")
_SECOND = re.compile("Ca?p?[dwW0$£€]+(?:p[dwW0]+)*p?")
_APPOSED = re.compile("(?<=[wW],)d?[wWG]+(?:p[d0wW]+G?)?(?:[pX]|[EPU]p?)?(?:t[CpX-]p?)?$")
_APPOSED_END = re.compile("(?:[CpX-]p?t)?,a*[BHDMVEUS]")


_ENDS_AGE = ("", ",", ".", "C", "p")


def _is_measured(sentence: Sentence, words: Lexicon, clause: Clause) -> bool:
    """Whether a clause tells its time by another's: "He resigned *days later* and was arrested in May", "left *two days after the fall*"."""
    if not words.roles.afterwards.isdisjoint(sentence.words[max(0, clause.verb - 1) : clause.verb]):
        return True  # "and later wrote a book", "and never returned"
    if any(
        sentence.words[t] == "at"
        and sentence.tags[t + 1] == "0"
        and sentence.tags[t + 2 : t + 3] in _ENDS_AGE
        for t in clause.tokens[:-1]
    ):
        return True  # "became a priest *at 32* and led his order from 1973"
    pairs = pairwise([sentence.words[t] for t in clause.tokens])
    return any(one in words.roles.units and two in words.roles.counted for one, two in pairs)


def _lasts(sentence: Sentence, words: Lexicon, clause: Clause) -> bool:
    """Whether a clause tells what went on for long: "*made soldiers for three generations* and went into plastic in 1962"."""
    told = [sentence.words[t] for t in clause.tokens if t > clause.verb]
    return any(
        word == "for" and not words.roles.long_units.isdisjoint(told[at + 2 : at + 4])
        for at, word in enumerate(told)
    )

"""Who says what: where in a sentence what is said begins without a word that opens it, and where its speaker stands."""

from __future__ import annotations

import re

from timeline.chronology.language.cutting import STOP, Cutter
from timeline.chronology.language.nouns import antecedent
from timeline.chronology.language.tokens import Clause, ClauseKind, in_quotation, is_genitive

_TWO_NOUNS = re.compile("(?:d[wE0]*|(?<=T)[wE]*(?=wn))w(?P<second>n|d[wE0]*w|dW+)a?$")
_NOUN_AND_NAME = re.compile("d[wE0]*w(?P<second>W+)a?$")
_UP_TO_COMMA = re.compile("(?:a|p?t|p[dwW]+)*,a*")
_NAMED_APPOSED = re.compile(",(?P<who>W+(?:,d[dwWE0]+(?:p[dwW0]+)*)+)$")
_NAMED_SPEAKER = re.compile(
    '[,"](?P<who>[dwWG0]+(?:p[dwWG0]+)*),(?:[dwW0]+(?:p[dwW0]+)*|[pG][pdwW0t]*[dwW0t]),a*$'
)
"""Who speaks, with what is inserted behind: "…, the spokesman, *Daniel Prieto*, said", "…, the minister, *speaking in Lund*, said"."""
_SPEAKER = re.compile(",(?P<who>n|[dwW0EG]+(?:p[dwW]+)*(?:C[dwW]+(?:p[dwW]+)*)?)a*$")
_IN_STATEMENT = re.compile("pd?[wE]*(?P<noun>w)(?:t|p[dwW]*[wW])?(?=[dnW])")
"""Where something was said, before who does what was said: "said *in a statement* the towns had failed"."""
_SHE_WAS = 2
"""How far a verb stands behind a verb of saying, with a pronoun between."""
_SAID_OF = re.compile("[dwW0EG]+(?:p?t|p[dwW0]+)*")
_TOLD_WHOM = re.compile("(?:n|d[wEG]*w|W+|w{1,2})(?:pW+)?(?:p?t)?(?=[dn])")
_HEARER = re.compile("d?[wW]+(?P<who>n)a*")
_MINDED = re.compile("Ba*(?:da)?[wE](?=[dnwW0])")
_THINKING = re.compile("[DM]a*[wS](?=[dnwW0])")
_AS_SAYING = re.compile("(?:p?t|p[dwW]+)*pG")


_OBJECT_THEN_WHO = re.compile("d?[aE]*[wW0]+(?:pG?[dwW0E]+)*,[dwW0E]*[wW](?:p[dwW]+)*a*")
"""What somebody does something to, and behind a comma who says so."""


class Spoken(Cutter):
    """Cuts a speaker from what is said."""

    def _says_within(self, index: int) -> bool:
        """Whether a relative clause goes on with what somebody says in it, behind which the outer verb follows: "who says *she was*"."""
        says = (
            self.top.kind == "relative"
            and self.top.verb == index - _SHE_WAS
            and self._is_saying(self.top.verb)
        )
        return says and self.s.tags[index - 1] == "n" and self.next_finite(index + 1) >= 0

    def _resumes_said(self, index: int) -> bool:
        """Opens what was said where a participle is inserted behind its subject: "said *Ann Moor*, named in May, *would go*"."""
        top, outer = self.top, self.top.parent
        inserted = top.kind == "participle" and top.verb < 0
        # "said the meeting, *where others will join them*, would be short"
        inserted = inserted or (top.kind == "relative" and top.verb >= 0)
        # "said the row *that broke out on Monday* could end badly"
        bare = top.kind == "relative" and not top.comma and self.s.tags[index - 1] not in ",nC"
        inserted = (
            inserted
            and ((top.comma and self.s.tags[index - 1] == ",") or bare)
            and not self._is_saying(index)
        )
        if outer is None or not inserted or outer.verb < 0 or not self._is_saying(outer.verb):
            return False
        first = next((t for t in outer.tokens if t > outer.verb and self.s.tags[t] in "dwW0"), -1)
        if first < 0 or _SAID_OF.fullmatch(self.s.tags, first, top.tokens[0] - top.comma) is None:
            return False
        self._put_around(top, Clause("content", outer), first, index)
        return True

    def _put_around(self, inserted: Clause, clause: Clause, first: int, verb: int) -> None:
        """Opens a clause with the words before an inserted one from ``first`` on, and its verb behind it."""
        assert inserted.parent is not None
        self._cut_off(inserted.parent, first, clause)
        clause.verb = verb
        inserted.parent = clause
        self.s.clauses.insert(self.s.clauses.index(inserted), clause)
        self.top = clause

    def _may_tell(self, index: int) -> bool:
        """Whether a verb may be that of somebody who says what the clause that is open tells."""
        tells = self._is_saying(index) or self.s.words[index - 1 : index + 1] == ["it", "emerged"]
        return tells and (self.top.kind == "participle" or self._is_parenthesis(index))

    def _is_parenthesis(self, index: int) -> bool:
        """Whether a clause stands between the subject of another and its verb: "The bomb, *officials said on Monday*, had …"."""
        behind = _UP_TO_COMMA.match(self.s.tags, index + 1)
        return behind is not None and self.finite[behind.end() : behind.end() + 1] == [True]

    def _speaker_before(self, index: int) -> int:
        """Where the subject of a verb of saying begins, right behind a comma; -1 where there is none."""
        speaker = _SPEAKER.search(self.s.tags, 0, index)
        return speaker.start("who") if speaker else -1

    def _break_off(self, first: int, index: int) -> None:
        """Makes a clause of its own of what begins at ``first``, beside the main clause or the one that it interrupts."""
        self._take_back(first, Clause("coordinate", self._holder()))
        self.top.verb = index

    def _speaks_around(self, index: int) -> bool:
        """Opens the clause of a speaker of whom a participle is inserted: "…, *the minister*, speaking in Lund, *said*"."""
        outer, inserted = self.top.parent, self.top
        if inserted.kind != "participle" or outer is None or outer.verb < 0 or not self._is_saying(index):
            return False
        named = _NAMED_SPEAKER.search(self.s.tags, 0, index)
        if named is None or named.start("who") < outer.verb:
            return False
        self._put_around(inserted, Clause("coordinate", outer), named.start("who"), index)
        return True

    def _speaks_behind(self, index: int) -> bool:
        """Opens the clause of a speaker whose name has a relative clause: "…, the museum that cleaned it said"."""
        outer, relative = self.top.parent, self.top
        begins = relative.tokens[0]
        named = _NAMED_APPOSED.search(self.s.tags, outer.verb + 1 if outer else 0, begins)
        # "…, *Ana Lind, the mayor of Tarn, a town that he built*, said"
        noun = [*range(named.start("who"), begins)] if named else antecedent(self.s, begins)
        if outer is None or not noun or not noun[0] or self.s.tags[noun[0] - 1] != ",":
            return False
        if {self.s.tags[t] for t in noun} == {"0"}:
            return False  # "her brother, *26*, who was held on Sunday, police said"
        speaker = Clause("coordinate", outer)
        speaker.tokens = [*noun, *relative.tokens]
        speaker.verb = index
        for token in speaker.tokens:
            self.s.of[token] = speaker
        outer.tokens = [token for token in outer.tokens if token not in noun]
        self.s.clauses[self.s.clauses.index(relative)] = speaker
        self.top = speaker
        return True

    def _hides_relative(self, index: int) -> bool:
        """Cuts out a relative clause that no word opens: "the penalties *she faced* were saved"."""
        tags, top = self.s.tags, self.top
        found = _TWO_NOUNS.search(tags, 0, top.verb)
        if found is None and not self._is_saying(top.verb):
            found = _NOUN_AND_NAME.search(tags, 0, top.verb)
            if found and self.s.words[found.start("second") - 1] in self.lexicon.names.persons:
                return False  # "the minister Ana Orr told them"
        if found is None or found.start() < top.tokens[0] or STOP.search(tags, top.verb, index):
            return False
        first = found.start("second")
        spoken = self._is_saying(top.verb) and index < top.verb + 3  # "a man *police said* was armed"
        if spoken or not {"R", "T", "X", "C"}.isdisjoint(tags[top.verb : index]):
            return False
        relative = Clause("relative", top)
        self._cut_off(top, first, relative)
        relative.verb, top.verb = top.verb, index
        self.s.clauses.append(relative)
        return True

    def _split_before(self, index: int) -> None:
        """ "said the army had left": what was said begins behind the verb of saying."""
        verb, tags = self.top.verb, self.s.tags
        # "denied the raid, *warned* of floods and left"
        listed = tags[index - 1] == "," and tags.count(",", verb, index) == 1
        said = self._minded(verb, index) if listed else self._said_at(verb, index)
        first = self._first_said(said, index) if said >= 0 else self._subject(index, verb)
        if said < 0 and tags[first - 2 : first] == "pG" and self._is_saying(first - 1):
            said = first - 1  # "went no further than quoting Holm *as saying* he would go"
        closed = said < 0 and tags[first - 1] == '"' and not in_quotation(tags, first)
        # Behind a quotation its speaker stands beside the whole of it, not beside its last clause.
        outer = self.s.clauses[0] if closed else self.top
        if listed and outer.kind == "content" and outer.parent is not None and tags[verb] == "B":
            # "told a court that the files were lost, *walked out* and closed the bridge"
            outer = outer.parent
        clause = Clause("content" if said >= 0 else self._joins(first, index), outer, "")
        stated = _IN_STATEMENT.match(self.s.tags, first, index) if said >= 0 else None
        first = (
            stated.end()
            if stated and self.s.words[stated.end() - 1] in self.lexicon.roles.documents
            else first
        )
        while said >= 0 and first < index and self._is_adverbial(first) and tags[first : first + 2] != "a0":
            first += 1  # not the "nearly" of "said *nearly 700* had left"
        moved = [token for token in self.top.tokens if token >= first]
        if not moved and said >= 0:
            return
        for aside in self.s.clauses:
            if aside.kind == "aside" and aside.parent is self.top and moved[:1] < aside.tokens:
                aside.parent = clause  # "said the rates -- now eight percent -- drew money"
        self._take_back(first, clause)
        clause.verb = index

    def _said_at(self, verb: int, index: int) -> int:
        """The word near a verb behind which something is said, thought or shown up to another one; else -1."""
        tags, words = self.s.tags, self.s.words
        has = words[verb] in self.lexicon.verbs.have and "," not in tags[verb:index]
        quoted = tags[index - 1] == '"'  # ""We warned them," said the mayor"
        # "It lies upright off the coast, the diver *said*": who says so, and nothing that is thought
        tagged = self._is_saying(index) and "," in tags[verb:index]
        for at in range(verb, min(verb + 4, index)):
            says = words[at] in self.lexicon.reporting.verbs and tags[at - 1] != "d"
            # "Rebels claimed *responsibility for the raid*, the army said"
            object_ = tagged and _OBJECT_THEN_WHO.fullmatch(tags, at + 1, index) is not None
            if says and not quoted and not object_ and words[at + 1] != "to":
                return at  # not "was told to stay away"
            thinks = words[at] in self.lexicon.verbs.stative or words[at] in self.lexicon.roles.showing
            near = at == verb or (has and tags[verb + 1 : at] in ("", "a"))
            if thinks and near and not (tagged or self._leads_on(at + 1)):
                return at
        return self._minded(verb, index)

    def _first_said(self, said: int, index: int) -> int:
        """Where what is said begins, behind who is told it."""
        first = self._behind_saying(said + 1, index)
        if self.s.words[said] != "told":
            return first
        if heard := _HEARER.fullmatch(self.s.tags, first, index):
            return heard.start("who")  # "told reporters *she* had informed him"
        if told := _TOLD_WHOM.match(self.s.tags, first, index):
            return told.end()  # "told a conference in Karsa *the bank* had lent it"
        return first + (self.s.words[first] in self.lexicon.reporting.outlets)

    def _minded(self, verb: int, index: int) -> int:
        """The word that a thought follows: "was fairly *confident* the gap could be closed", "did not *think* it could"; else -1."""
        thought = _MINDED.match(self.s.tags, verb, index) or _THINKING.match(self.s.tags, verb, index)
        roles = self.lexicon.roles
        at = thought.end() - 1 if thought else -1
        if '"' in self.s.tags[at:index] or (self._is_saying(index) and "," in self.s.tags[at:index]):
            return -1  # ""We cannot expect an increase," *he said*"
        minds = roles.minded if at >= 0 and self.s.tags[verb] == "B" else roles.thinking
        return at if at >= 0 and self.s.words[at] in minds else -1

    def _behind_saying(self, first: int, index: int) -> int:
        """Where what somebody "was quoted *as saying*" begins."""
        cited = _AS_SAYING.match(self.s.tags, first, index)
        says = cited is not None and self.s.words[cited.end() - 2] == "as"
        return cited.end() if cited and says and self._is_saying(cited.end() - 1) else first

    def _leads_on(self, token: int) -> bool:
        """Whether a word behind a verb of thinking begins no clause: "wanted *to* …", "cost *from* £8"."""
        word = self.s.words[token]
        return word == "to" or (self.s.tags[token] == "p" and word != "like")

    def _is_adverbial(self, token: int) -> bool:
        """Whether a word behind a verb of saying still belongs to it: "said on Sunday …", not "said at least …"."""
        tags = self.s.tags
        if is_genitive(self.s.words[token]) or self.s.words[token] in self.lexicon.roles.grounding:
            return False
        if tags[token] == "t" and self._opens_said(token):
            return False
        return tags[token] in "ta" or (tags[token] == "p" and tags[token + 1 : token + 2] in ("t", "p", "d"))

    def _opens_said(self, time: int) -> bool:
        """Whether a year or its like opens what is said: "said *2015* sales rose", "said *the quarter* was weak", but no "said last year"."""
        words, tags = self.s.words, self.s.tags
        named = words[time].isdigit() or words[time].endswith(self.lexicon.roles.periods)
        if not named or words[time].partition(" ")[0] in self.lexicon.roles.deictic:
            return False
        said = tags[time - 1] == "t" or words[time - 1] in self.lexicon.reporting.verbs
        if not said or tags[time + 1 : time + 2] in ("n", "d", "p", ","):
            return False
        stop = STOP.search(tags, time)
        dated = "t" in tags[time + 1 : stop.start() if stop else len(tags)]
        return not dated or self.finite[time + 1]  # but "said 2015 profits rose *last month*"

    def _joins(self, first: int, index: int) -> ClauseKind:
        """Whether a clause that no word opens stands beside the one before, or hangs on its noun ("all it could")."""
        tags = self.s.tags
        if tags[first] == "p":
            return "participle"
        if _TWO_NOUNS.match(tags, first, index):
            return "relative"  # "…, *a price the trust* has promised"
        apart = first < index and tags[first] in "dn" and tags[first - 1] == "w"
        if apart or (tags[index - 1] == "n" and first == index - 1 and tags[first - 1] in "wWd"):
            return "relative"
        return "coordinate"

    def _subject(self, index: int, verb: int) -> int:
        """Where the subject of the finite verb at ``index`` begins: behind the last comma or quotation mark."""
        if self.s.tags[index - 1] == "n":
            return index - 1
        hidden = _TWO_NOUNS.search(self.s.tags, verb + 1, index)
        if hidden is not None and self.s.tags[hidden.start() - 1] not in ',";':
            return hidden.start("second")  # "shows the moment *the roof* gave way"
        named = _NAMED_SPEAKER.search(self.s.tags, verb + 1, index) if self._is_saying(index) else None
        if named:
            return named.start("who")  # "…, the company's spokesman, Daniel Prieto, said"
        at = index
        while at - 1 > verb and self.s.tags[at - 1] not in ',";':
            at -= 1
        return at if at - 1 > verb else index

    def _is_said_around(self, dash: int) -> bool:
        """Whether dashes set something off between the subject and the verb of what somebody says."""
        other = self.s.tags.find("-", dash + 1)
        says = self.top.verb >= 0 and self._is_saying(self.top.verb)
        between = True in self.finite[self.top.verb + 1 : other]
        return says and other > 0 and not between and self.finite[other + 1 : other + 2] == [True]

"""Whether a regular expression can take a time that doubles with each character: found from its structure, not a clock.

An expression that tries again ("backtracks") takes exponential time if and only if a state of its automaton comes back
to itself by two different ways over the same word (exponential degree of ambiguity; Weber and Seidl, "On the
degree of ambiguity of finite automata", 1991, criterion EDA). Here the automaton is built from what `re` parses, over
one character of each kind that the expression tells apart; two ways are looked for in its product with itself.

What gives nothing back (`a++`) has one way through it: behind `[a]++` no `a` comes, and anything longer is followed
through once. Conditions of more than one character, and references to groups, are taken for fulfilled. So an expression
may be named that is harmless.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parse  # type: ignore[attr-defined]
from typing import Any

EXACT = 8
"""Repeats that are written out; more than these are taken for any number."""
_SAMPLES = (
    "aZ09_ \t\n\r-./:@<>&;\"'=()[]{}#,%+é\u00df\u0131\u0660\u00a0\u2028\u3042\u4e00\uac00\u0430\u0627\U0001f600\x00\x85"
)
_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    sre.CATEGORY_DIGIT: str.isdecimal,
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_WORD: lambda one: one.isalnum() or one == "_",
}
_OPPOSITES = {
    sre.CATEGORY_NOT_DIGIT: sre.CATEGORY_DIGIT,
    sre.CATEGORY_NOT_SPACE: sre.CATEGORY_SPACE,
    sre.CATEGORY_NOT_WORD: sre.CATEGORY_WORD,
}

Test = Callable[[str], bool]


class Automaton:
    """States are numbers; an edge is taken by a character, or by none, perhaps only before some characters."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.by_one: dict[int, list[tuple[Test, int]]] = defaultdict(list)
        self.by_none: dict[int, list[tuple[Test | None, int]]] = defaultdict(list)
        self.loops: dict[int, int] = {}
        """By the state where a repetition begins, the one where it has ended."""
        self.size = 0
        self._characters = set(_SAMPLES)
        self._tests: dict[str, Test | None] = {}
        parsed = sre_parse.parse(pattern, flags)
        self._folds = bool(parsed.state.flags & re.IGNORECASE)
        self._all = bool(parsed.state.flags & re.DOTALL)
        self.start, self.end = self._new(), self._new()
        self._sequence(parsed, self.start, self.end)
        self.alphabet = self._told_apart()

    def _new(self) -> int:
        self.size += 1
        return self.size

    def _told_apart(self) -> list[str]:
        """One character of each kind."""
        tests = [test for test in self._tests.values() if test]
        kinds = {tuple(test(one) for test in tests): one for one in sorted(self._characters, reverse=True)}
        return sorted(kinds.values())

    def _sequence(self, items: Iterable[Any], start: int, end: int) -> None:
        for operation, value in items:
            after = self._new()
            self._item(operation, value, start, after)
            start = after
        self.by_none[start].append((None, end))

    def _item(self, operation: Any, value: Any, start: int, end: int) -> None:
        if (test := self._test(operation, value)) is not None:
            self.by_one[start].append((test, end))
        elif operation is sre.BRANCH:
            for branch in value[1]:
                self._sequence(branch, start, end)
        elif operation is sre.SUBPATTERN:
            self._sequence(value[3], start, end)
        elif operation is sre.ATOMIC_GROUP:
            self._sequence(value, start, end)
        elif operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            self._repeat(operation, *value, start, end)
        elif operation in (sre.ASSERT, sre.ASSERT_NOT):
            self.by_none[start].append((self._ahead(operation, *value), end))
        elif operation is sre.GROUPREF_EXISTS:
            for branch in filter(None, value[1:]):
                self._sequence(branch, start, end)
            self.by_none[start].append((None, end))
        else:  # AT, GROUPREF
            self.by_none[start].append((None, end))

    def _repeat(self, operation: Any, least: int, most: Any, body: Any, start: int, end: int) -> None:
        for _ in range(min(least, EXACT)):
            after = self._new()
            self._sequence(body, start, after)
            start = after
        if most is not sre.MAXREPEAT and most - least <= EXACT:
            for _ in range(most - min(least, EXACT)):
                after = self._new()
                self._sequence(body, start, after)
                self.by_none[start].append((None, end))
                start = after
            self.by_none[start].append((None, end))
            return
        beyond = self._beyond(body) if operation is sre.POSSESSIVE_REPEAT else None
        if operation is sre.POSSESSIVE_REPEAT and beyond is None:
            self._sequence(body, start, end)
            self.by_none[start].append((None, end))
            return
        loop, inside = self._new(), self._new()
        self.by_none[start].append((None, loop))
        self.by_none[loop].append((None, inside))
        self.loops[inside] = loop
        self._sequence(body, inside, loop)
        self.by_none[loop].append((beyond, end))

    def _beyond(self, body: Any) -> Test | None:
        """What may follow a set that gives nothing back."""
        test = self._test(*body[0]) if len(body) == 1 else None
        return (lambda one: not test(one)) if test is not None else None

    def _ahead(self, operation: Any, direction: int, body: Any) -> Test | None:
        test = self._test(*body[0]) if direction > 0 and len(body) == 1 else None
        if test is None:
            return None
        return test if operation is sre.ASSERT else lambda one: not test(one)

    def _test(self, operation: Any, value: Any) -> Test | None:
        """Of what takes one character: which. One for all that are alike."""
        key = f"{operation} {value}"
        if key not in self._tests:
            self._tests[key] = self._made(operation, value)
        return self._tests[key]

    def _made(self, operation: Any, value: Any) -> Test | None:
        if operation not in (sre.ANY, sre.LITERAL, sre.NOT_LITERAL, sre.IN):
            return None
        if operation is sre.ANY:
            return (lambda _: True) if self._all else lambda one: one != "\n"
        if operation is sre.LITERAL:
            return self._folded(self._literal(value))
        if operation is sre.NOT_LITERAL:
            inner = self._folded(self._literal(value))
            return lambda one: not inner(one)
        return self._folded(self._set(value))

    def _literal(self, code: int) -> Test:
        self._note(code)
        return lambda one: ord(one) == code

    def _note(self, *codes: int) -> None:
        near = (near for code in codes for near in (code - 1, code, code + 1))
        self._characters.update(chr(code) for code in near if 0 <= code <= sys.maxunicode)

    def _set(self, items: Any) -> Test:
        negated = items[0][0] is sre.NEGATE
        tests: list[Test] = []
        for operation, value in items[negated:]:
            if operation is sre.LITERAL:
                tests.append(self._literal(value))
            elif operation is sre.RANGE:
                self._note(*value)
                tests.append(lambda one, value=value: value[0] <= ord(one) <= value[1])  # type: ignore[misc]
            elif value in _OPPOSITES:
                tests.append(lambda one, test=_CATEGORIES[_OPPOSITES[value]]: not test(one))  # type: ignore[misc]
            else:
                tests.append(_CATEGORIES[value])
        return lambda one: any(test(one) for test in tests) != negated

    def _folded(self, test: Test) -> Test:
        if not self._folds:
            return test
        return lambda one: any(test(other) for other in {one, *one.lower(), *one.upper()} if len(other) == 1)

    def ways(self, state: int, character: str) -> list[int]:
        """Where the character leads from a state, once for each way. No way repeats what takes no character."""
        found: list[int] = []
        waiting: list[tuple[int, frozenset[int]]] = [(state, frozenset())]
        while waiting:
            here, begun = waiting.pop()
            found += [there for test, there in self.by_one[here] if test(character)]
            begun = begun | {self.loops[here]} if here in self.loops else begun
            waiting += [
                (there, begun)
                for test, there in self.by_none[here]
                if there not in begun and (test is None or test(character))
            ]
        return found


def pumps(pattern: str, flags: int = 0) -> Iterator[str]:
    """Characters over which a state of the expression comes back to itself by two ways: for each such state one."""
    automaton = Automaton(pattern, flags)
    states = _within_loops(automaton)
    edges = {(state, one): automaton.ways(state, one) for state, one in product(states, automaton.alphabet)}
    group = _groups(states, edges, automaton.alphabet)
    for (state, one), there in edges.items():
        within = [other for other in there if group.get(other) == group[state]]
        if len(within) != len(set(within)):
            yield one
    yield from _two_ways(edges, group, automaton.alphabet)


def _within_loops(automaton: Automaton) -> set[int]:
    """States that a character leads to and that may come back to themselves: no others count."""
    reached = {there for edges in automaton.by_one.values() for _, there in edges}
    near = {
        state: {there for _, there in (*automaton.by_one.get(state, ()), *automaton.by_none.get(state, ()))}
        for state in range(1, automaton.size + 1)
    }
    component = _components(near)
    sizes = Counter(component.values())
    return {state for state in reached if sizes[component[state]] > 1}


def _groups(states: set[int], edges: dict[tuple[int, str], list[int]], alphabet: list[str]) -> dict[int, int]:
    """For each state the group of those that lead to each other; one that leads to itself by no way is alone."""
    near = {state: {there for one in alphabet for there in edges[state, one]} & states for state in states}
    return _components(near)


def _components(near: dict[Any, set[Any]]) -> dict[Any, int]:
    """Strongly connected components (Kosaraju), each with a number."""
    order: list[Any] = []
    seen: set[Any] = set()
    for root, first in near.items():
        stack = [(root, iter(first))] if root not in seen else []
        seen.add(root)
        while stack:
            here, ways = stack[-1]
            following = next((there for there in ways if there not in seen), None)
            if following is None:
                order.append(here)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter(near[following])))
    back: dict[Any, set[Any]] = defaultdict(set)
    for here, there in ((here, there) for here, ways in near.items() for there in ways):
        back[there].add(here)
    found: dict[Any, int] = {}
    for number, root in enumerate(reversed(order)):
        waiting = [root] if root not in found else []
        while waiting:
            here = waiting.pop()
            if here not in found:
                found[here] = number
                waiting += back[here]
    return found


def _two_ways(edges: dict[tuple[int, str], list[int]], group: dict[int, int], alphabet: list[str]) -> Iterator[str]:
    """Of pairs of states that one word leads to from one state, those from which one word leads back to one state."""
    members = defaultdict(set)
    for state, number in group.items():
        members[number].add(state)
    for number, states in members.items():
        near: dict[tuple[int, int], set[tuple[int, int]]] = {}
        waiting = [(state, state) for state in states]
        while waiting:
            pair = waiting.pop()
            if pair in near:
                continue
            near[pair] = {
                (one, other)
                for character in alphabet
                for one in edges[pair[0], character]
                for other in edges[pair[1], character]
                if group.get(one) == number == group.get(other)
            }
            waiting += near[pair]
        component = _components(near)
        alike = {component[pair] for pair in near if pair[0] == pair[1]}
        for pair in near:
            if pair[0] != pair[1] and component[pair] in alike:
                yield next(one for one in alphabet if edges[pair[0], one] and edges[pair[1], one])
                break

"""Turn an expression of XLSForm into its parts, as far as it compares, joins and negates; anything else is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST, DEEPEST = 10_000, 60

_TOKEN = re.compile(
    r"\s*(?:(?P<ref>\$\{\s*[^{}]+?\s*\})|(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<sign>>=|<=|!=|=|<|>|[(),])|(?P<name>[A-Za-z_][\w-]*)|(?P<self>\.))"
)
_CURLY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_COMPARING = frozenset({">=", "<=", "!=", "=", "<", ">"})


class Unparsable(Exception):
    """An expression says more than can be taken over; the text tells what."""


@dataclass(frozen=True, slots=True)
class Ref:
    """The answer to a question; an empty name is the question itself."""

    name: str


@dataclass(frozen=True, slots=True)
class Value:
    """A text or a number that is written in the expression."""

    text: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Compare:
    """Two operands and the sign between them."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Joined:
    """Parts joined by `and` or `or`."""

    word: str
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple[Node, ...]


Node = Ref | Value | Compare | Joined | Call


def parse(expression: str) -> Node:
    """The parts of an expression. Raises Unparsable."""
    if len(expression) > LONGEST:
        raise Unparsable(f"it has more than {LONGEST:,} characters")
    parser = _Parser(list(_tokens(expression.translate(_CURLY))))
    node = parser.joined("or", 0)
    parser.check_end()
    return node


def _tokens(expression: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(expression.rstrip()):
        found = _TOKEN.match(expression, at)
        if found is None:
            raise Unparsable(f"it cannot be read from '{expression[at:].strip()[:20]}' on")
        yield found.lastgroup or "", found.group(found.lastgroup or 0)
        at = found.end()


class _Parser:
    """The tokens of one expression while they are read."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens, self._at = tokens, 0

    def check_end(self) -> None:
        if self._at < len(self._tokens):
            raise Unparsable(f"'{self._next[1]}' is not understood here")

    def joined(self, word: str, depth: int) -> Node:
        """A chain of `or`, of which each part is a chain of `and`, of which each part is a comparison."""
        if depth > DEEPEST:
            raise Unparsable("it is nested too deeply")
        parts = [self._inner(word, depth)]
        while self._next == ("name", word):
            self._at += 1
            parts.append(self._inner(word, depth))
        return parts[0] if len(parts) == 1 else Joined(word, tuple(parts))

    def _inner(self, word: str, depth: int) -> Node:
        return self.joined("and", depth) if word == "or" else self._compared(depth)

    def _compared(self, depth: int) -> Node:
        left = self._operand(depth)
        kind, sign = self._next
        if kind != "sign" or sign not in _COMPARING:
            return left
        self._at += 1
        return Compare(sign, left, self._operand(depth))

    def _operand(self, depth: int) -> Node:
        kind, token = self._next
        self._at += 1
        if kind == "ref":
            return Ref(token[2:-1].strip())
        if kind == "self":
            return Ref("")
        if kind == "text":
            return Value(token[1:-1])
        if kind == "number":
            return Value(token, is_number=True)
        if (kind, token) == ("sign", "("):
            node = self.joined("or", depth + 1)
            self._expect(")")
            return node
        if kind == "name" and self._next == ("sign", "("):
            return self._call(token, depth)
        raise Unparsable(f"'{token}' is not understood here" if token else "something is missing at its end")

    def _call(self, name: str, depth: int) -> Node:
        """A function; concat() of texts alone is the text that they make."""
        self._at += 1
        arguments: list[Node] = []
        while self._next != ("sign", ")"):
            if arguments:
                self._expect(",")
            arguments.append(self.joined("or", depth + 1))
        self._at += 1
        texts = [each.text for each in arguments if isinstance(each, Value)]
        if name == "concat" and len(texts) == len(arguments):
            return Value("".join(texts))
        return Call(name, tuple(arguments))

    def _expect(self, sign: str) -> None:
        if self._next != ("sign", sign):
            raise Unparsable(f"a '{sign}' is missing")
        self._at += 1

    @property
    def _next(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

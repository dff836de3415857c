"""The faults of a Python file: made in its syntax tree, written into its text."""

import ast
from collections.abc import Iterator

from bench.mutants.change import Change

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}


def faults_of(text: str) -> Iterator[Change]:
    r"""Every fault that this file can be given.

    >>> source = "def f(n: int) -> bool:\n    return n > 1"
    >>> [change.told(source) for change in faults_of(source)]
    ['1 → 2', 'n > 1 → (n >= 1)', 'return n > 1 → return None']
    """
    yield from _Faults(text).all()


class _Faults:
    def __init__(self, text: str) -> None:
        self.tree = ast.parse(text)
        lines = text.splitlines(keepends=True)
        self.begins = [0]
        for line in lines:
            self.begins.append(self.begins[-1] + len(line))
        self.lines = lines

    def all(self) -> Iterator[Change]:
        for statement in self.tree.body:
            yield from self._inside(statement)

    def _inside(self, node: ast.AST) -> Iterator[Change]:
        if isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr | ast.Assert):
            return
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "args" if isinstance(node, ast.FunctionDef) else ""):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from self._inside(child)
        yield from self._of_expression(node)
        yield from self._of_statement(node)

    def _of_expression(self, node: ast.AST) -> Iterator[Change]:
        match node:
            case ast.Compare(ops=[op]):
                yield self._changed(node, ast.Compare(node.left, [_COMPARED[type(op)]()], node.comparators))
            case ast.BoolOp():
                yield self._changed(
                    node, ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
                )
                yield from (self._changed(node, _without(node, at)) for at in range(len(node.values)))
            case ast.BinOp(op=ast.Add()):
                yield self._changed(node, ast.BinOp(node.left, ast.Sub(), node.right))
            case ast.BinOp(op=ast.Sub()):
                yield self._changed(node, ast.BinOp(node.left, ast.Add(), node.right))
            case ast.UnaryOp(op=ast.Not()):
                yield self._changed(node, node.operand)
            case ast.Call(func=ast.Name(id=called)) if called in _CALLED:
                yield self._changed(node.func, ast.Name(_CALLED[called]))
            case ast.Constant(value=value):
                yield from self._constant(node, value)

    def _of_statement(self, node: ast.AST) -> Iterator[Change]:
        match node:
            case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
                yield self._changed(node, ast.Return(ast.Constant(None)))
            case ast.Continue():
                yield self._changed(node, ast.Break())
            case ast.Expr(value=ast.Call()) | ast.AugAssign():
                yield self._changed(node, ast.Pass())
            case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
                yield self._changed(test, ast.Constant(False))

    def _constant(self, node: ast.Constant, value: object) -> Iterator[Change]:
        if isinstance(value, bool):
            yield self._changed(node, ast.Constant(not value))
        elif isinstance(value, int):
            yield self._changed(node, ast.Constant(value + 1))
        elif isinstance(value, str) and value:
            yield self._changed(node, ast.Constant(f"{value}_"))

    def _changed(self, node: ast.AST, after: ast.AST) -> Change:
        places = (getattr(node, name) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"))
        line, column, end_line, end_column = places
        written = ast.unparse(after)
        if isinstance(after, ast.BoolOp | ast.Compare | ast.BinOp):
            written = f"({written})"
        return Change(self._at(line, column), self._at(end_line, end_column), written)

    def _at(self, line: int, column: int) -> int:
        """Where a place of the syntax tree, whose columns are counted in bytes, is in the text."""
        return self.begins[line - 1] + len(self.lines[line - 1].encode()[:column].decode())


def _without(node: ast.BoolOp, at: int) -> ast.expr:
    kept = [value for number, value in enumerate(node.values) if number != at]
    return kept[0] if len(kept) == 1 else ast.BoolOp(node.op, kept)

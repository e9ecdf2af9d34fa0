"""Long files and functions, for a reviewer's eyebrow: `.venv/bin/python -m tests.architecture.test_sizes` lists them.

Nothing here fails because something is long; what is tested is that the list can be trusted.
"""

import ast
from collections.abc import Iterator

from tests.architecture.source import MODULES

FILE, FUNCTION = 300, 25


def long_functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """(name, lines) of functions over the soft limit, docstring included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION:
                yield node.name, length


def eyebrows() -> Iterator[str]:
    """One line for each file or function over the soft limit; migrations are lists and may be long."""
    for module in (module for module in MODULES if module.parts[:2] != ("db", "migrations")):
        lines = len(module.path.read_text(encoding="utf-8").splitlines())
        if lines > FILE:
            yield f"{module.name}: {lines} lines"
        yield from (f"{module.name}.{name}: {length} lines" for name, length in long_functions(module.tree))


def test_a_long_function_is_listed() -> None:
    body = "\n".join("    x = 1" for _ in range(FUNCTION))
    assert list(long_functions(ast.parse(f"def long():\n{body}\n\ndef short():\n    pass"))) == [("long", FUNCTION + 1)]


def test_the_list_names_real_modules() -> None:
    names = {module.name for module in MODULES}
    assert all(any(line.startswith(name) for name in names if name) for line in eyebrows())


if __name__ == "__main__":
    print("\n".join(eyebrows()) or "Nothing is long.")  # noqa: T201 - a report for the terminal

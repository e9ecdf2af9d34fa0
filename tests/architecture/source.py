"""The product's source as syntax trees, and what each module imports: for the tests beside this file."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import dayloom

FOLDER = Path(dayloom.__file__).parent


@dataclass(frozen=True)
class Module:
    """One source file. `parts` is its dotted name below `dayloom`: `("tasks", "service")`."""

    path: Path
    parts: tuple[str, ...]

    @property
    def name(self) -> str:
        """The dotted name below `dayloom`."""
        return ".".join(self.parts)

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @cached_property
    def imports(self) -> frozenset[str]:
        """Every module it imports, wherever in the file, by full name; `from dayloom.tags import service` is one."""
        return frozenset(imported for node in ast.walk(self.tree) for imported in _imported(node))

    @cached_property
    def inside(self) -> frozenset[tuple[str, ...]]:
        """What it imports of ours, as `parts`."""
        return frozenset(tuple(name.split(".")[1:]) for name in self.imports if name.startswith("dayloom."))

    def calls(self, *names: str) -> Iterator[ast.Call]:
        """Calls of these plain names."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                yield node


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module is not None:
        for alias in node.names:
            yield f"{node.module}.{alias.name}" if f"{node.module}.{alias.name}" in _NAMES else node.module


def _parts(path: Path) -> tuple[str, ...]:
    parts = path.relative_to(FOLDER).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


MODULES = [Module(path, _parts(path)) for path in sorted(FOLDER.rglob("*.py"))]
_NAMES = {".".join(("dayloom", *module.parts)) for module in MODULES}

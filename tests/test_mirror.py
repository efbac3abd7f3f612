"""Every module of weight has a test file of its own name, at the same place in the tree of tests."""

from __future__ import annotations

import ast
from pathlib import Path

import offtake

ROOT, TESTS = Path(offtake.__file__).parent, Path(__file__).parent
WEIGHT = 80  # lines of code: neither blank, nor imports, comments or docstrings


def weight(path: Path) -> int:
    text = path.read_text(encoding="utf-8")
    aside: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if is_text or isinstance(node, ast.Import | ast.ImportFrom):
            aside |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    lines = enumerate(map(str.strip, text.splitlines()), start=1)
    return sum(1 for k, line in lines if line and not line.startswith("#") and k not in aside)


def without_a_test() -> set[str]:
    """Modules of weight, by place and name, that have no file at theirs with a test in it."""
    names = [
        p.relative_to(ROOT).with_suffix("") for p in ROOT.rglob("*.py") if p.stem != "__init__"
    ]
    heavy = [n for n in names if n.parts[0] != "cases" and weight(ROOT / f"{n}.py") >= WEIGHT]
    assert heavy
    return {n.as_posix() for n in heavy if not holds_a_test(TESTS / n.parent / f"test_{n.name}.py")}


def holds_a_test(path: Path) -> bool:
    return path.is_file() and "def test_" in path.read_text(encoding="utf-8")


def test_a_module_of_weight_has_a_test_of_its_name():
    assert not without_a_test()

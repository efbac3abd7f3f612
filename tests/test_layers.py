"""The layers of the package, read from its imports: a folder imports only from folders to its left."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import offtake

ROOT = Path(offtake.__file__).parent
LAYERS = (
    "formulas",
    "study",
    "uncertainty",
    "stochastic",
    "model",
    "plan",
    "market",
    "deals",
    "simulation",
    "evidence",
    "results",
    "views",
    "commands",
    "cli",
    "__main__",
)
ALONE = ("formulas", "stochastic")  # these import nothing of offtake but errors
FREE = (
    "errors",
    "files",
    "frozen",
    "notebook",
    "database",
)  # importable by all but those that stand alone
MODULES = sorted(path for path in ROOT.rglob("*.py") if "cases" not in path.relative_to(ROOT).parts)

# One place only: who may do what nobody else may.
READ_AND_WRITE = (
    "study/",
    "evidence/",
    "results/store/",
    "views/export/",
    "views/report/pdf.py",
    "views/report/page.py",
    "views/export/",
    "views/web/",
    "stochastic/formats/",
    "stochastic/solver/highs.py",  # opens only what leads nowhere
    "plan/kept.py",
    "stochastic/parallel/ray.py",  # a home for Ray on this machine
    "files.py",
    "commands/",
    "cli.py",
)
FILE_CALLS = {"open", "read_text", "write_text", "read_bytes", "write_bytes", "read_csv", "to_csv", "read_parquet", "to_parquet", "read_excel", "to_excel", "unlink", "rmtree", "copytree", "mkdir"}  # fmt: skip


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def layer_of(parts: tuple[str, ...]) -> str:
    return parts[0].removesuffix(".py")


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file names in an import, wherever the import stands."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: a relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_layers(path: Path) -> set[str]:
    """Layers of offtake that a file imports from."""
    names = [name.split(".") for name in imports(path)]
    found = {parts[1] for parts in names if parts[0] == "offtake" and len(parts) > 1}
    return found & {*LAYERS, *FREE} if path != ROOT / "__init__.py" else set()


def calls(path: Path) -> set[str]:
    """Names of everything that a file calls; to_csv without a target gives a text and writes nothing."""
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name != "to_csv" or node.args:
                found.add(name)
    return found


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_layers_to_its_left(path):
    own = layer_of(path.relative_to(ROOT).parts)
    if own in ("__init__", *FREE):
        assert not own_layers(path)
        return
    assert own in LAYERS, f"{own} is in no layer: add it to the list, in its place"
    allowed = {"errors", own} if own in ALONE else {*FREE, *LAYERS[: LAYERS.index(own) + 1]}
    assert own_layers(path) <= allowed


def test_modules_import_each_other_in_no_circle_late_imports_included():
    known = {".".join(("offtake", *p.relative_to(ROOT).with_suffix("").parts)): p for p in MODULES}
    graph = {
        name: sorted({i for i in imports(path) if i in known and i != name})
        for name, path in known.items()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name not in done:
            for other in graph[name]:
                visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_files_are_read_and_written_in_few_places_only(path):
    if not name_of(path).startswith(READ_AND_WRITE):
        assert not calls(path) & FILE_CALLS


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_one_file_knows_the_solver(path):
    if name_of(path) != "stochastic/solver/highs.py":
        assert "highspy" not in {name.split(".")[0] for name in imports(path)}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_random_numbers_come_from_named_streams_only(path):
    names = set(imports(path))
    assert "random" not in names
    if name_of(path) != "uncertainty/streams.py":
        assert not calls(path) & {"default_rng", "RandomState", "SeedSequence", "seed"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_is_printed_outside_the_commands(path):
    if not name_of(path).startswith(("commands/", "cli.py")):
        assert not calls(path) & {"print", "echo"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_folder_or_file_is_a_bag_of_everything(path):
    words = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
    assert not words & set(path.relative_to(ROOT).with_suffix("").parts)

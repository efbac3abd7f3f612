"""What is installed: the lock says all of it, and the wheel needs nothing that it does not ask for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]


def spelled_out(asked: list[str]) -> list[Requirement]:
    """What is asked for; an extra of the project itself stands for what that extra asks for."""
    found: list[Requirement] = []
    for one in map(Requirement, asked):
        if one.name == PROJECT["project"]["name"]:
            found += [each for extra in one.extras for each in spelled_out(EXTRAS[extra])]
        else:
            found.append(one)
    return found


CORE = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["build"]
ASKED = {"core": spelled_out(CORE), "dev": spelled_out([*CORE, *EXTRAS["dev"]])}


def locked(name: str) -> dict[str, list[Requirement]]:
    """Package -> what the lock says of it: one version, or one for each range of Pythons."""
    text = (ROOT / "lock" / f"{name}.txt").read_text(encoding="utf-8")
    found: dict[str, list[Requirement]] = {}
    for line in re.findall(r"^([a-z0-9].*?)(?: \\)?$", text, re.MULTILINE):
        requirement = Requirement(line)
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


@pytest.mark.parametrize("name", ["core", "dev"])
def test_the_lock_holds_a_version_that_fits_of_whatever_is_asked_for(name):
    entries = locked(name)
    for asked in ASKED[name]:
        for entry in entries[canonicalize_name(asked.name)]:
            (pin,) = entry.specifier
            assert pin.operator == "=="
            assert asked.specifier.contains(pin.version), (str(asked), str(entry))


@pytest.mark.parametrize("name", ["core", "dev"])
def test_every_entry_of_the_lock_has_hashes_and_none_an_address(name):
    text = (ROOT / "lock" / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text)[1:]
    assert len(entries) == sum(map(len, locked(name).values()))
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "--index" not in text


def test_both_locks_hold_the_same_versions():
    core, dev = locked("core"), locked("dev")
    assert {name: list(map(str, dev[name])) for name in core} == {
        name: list(map(str, entries)) for name, entries in core.items()
    }


def test_every_dependency_has_a_bound_below_and_above():
    for asked in map(Requirement, PROJECT["project"]["dependencies"]):
        assert {bound.operator for bound in asked.specifier} == {">=", "<"}, str(asked)


def test_the_wheel_runs_the_demo_beside_what_it_asks_for_and_nothing_else(tmp_path):
    """Built and installed without network; beside it lie the packages it asks for, and theirs."""
    wheel = built(tmp_path / "wheel")
    python = empty_environment(tmp_path / "env", asked_for())
    run([sys.executable, "-m", "pip", "--python", python, "install", "--no-index", str(wheel)])
    place = run([python, "-c", "import offtake; print(offtake.__file__)"], cwd=tmp_path)
    assert str(tmp_path / "env") in place
    said = run([str(Path(python).with_name("offtake")), "demo", "two-states"], cwd=tmp_path)
    assert re.search(r"Social value.*127", said)
    assert (tmp_path / "two-states" / "report.html").stat().st_size > 10_000


def built(folder: Path) -> Path:
    """The wheel, made of the working tree with the build tools that are installed."""
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


def asked_for() -> set[str]:
    """What the wheel asks for, and what that asks for in turn, extras left out."""
    found: set[str] = set()
    waiting = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        if name in found or (one.marker and not one.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        waiting += [Requirement(text) for text in distribution(name).requires or ()]
    return found


def empty_environment(folder: Path, packages: set[str]) -> str:
    """A new environment that holds these packages, linked from this one; its Python."""
    run([sys.executable, "-m", "venv", "--without-pip", str(folder)])
    python = str(next(folder.glob("[bS]*/python*")))
    site = Path(
        run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip()
    )
    for name in packages:
        for file in distribution(name).files or ():
            top = file.parts[0]
            if top != ".." and not (site / top).exists():
                (site / top).symlink_to(distribution(name).locate_file(top))
    return python


def run(command: list[str], cwd: Path | None = None) -> str:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_doctor_knows_every_dependency():
    from offtake.commands.doctor import PACKAGES

    asked = {
        canonicalize_name(Requirement(text).name) for text in PROJECT["project"]["dependencies"]
    }
    assert asked <= set(PACKAGES)


def test_what_is_installed_is_within_the_bounds():
    for asked in map(Requirement, PROJECT["project"]["dependencies"]):
        try:
            assert asked.specifier.contains(version(asked.name)), str(asked)
        except PackageNotFoundError:
            pytest.fail(f"{asked.name} is not installed")

"""The manual runs: its Python says what it says, and its commands end well."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from offtake.cli import cli

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_of_a_page_say_what_they_say(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    failed, _ = doctest.testfile(
        str(page), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE
    )
    assert not failed


LONG = {"tutorial.md", "bring-your-excel.md"}  # they solve several runs
RUN = [pytest.param(p, marks=[pytest.mark.long] if p.name in LONG else []) for p in PAGES]


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_commands_of_a_page_end_well_in_their_order(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for block in re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        for line in block.splitlines():
            words = shlex.split(line.removeprefix("$ "))
            assert words.pop(0) == "offtake"
            result = CliRunner().invoke(cli, words)
            assert result.exit_code == 0, (line, result.output)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_of_a_page_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_shows_is_there_with_its_options(page):
    text = page.read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"^```(?:console)?\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
    for line in re.findall(r"^(?:\$ )?offtake (.*)$", blocks, re.MULTILINE):
        words = shlex.split(line, comments=True)
        command: click.Command = cli
        while isinstance(command, click.Group):
            command = command.commands[words.pop(0)]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("-")} <= known, line


def test_every_command_is_in_the_readme_or_the_manual():
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [name for name in cli.commands if f"offtake {name}" not in text] == []


def test_every_file_that_a_recipe_names_is_there():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for name in re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.(?:py|md))`", text):
        places = [ROOT / name, ROOT / "src" / "offtake" / name, ROOT / "src" / "offtake" / "commands" / name]  # fmt: skip
        assert any(place.exists() for place in places), name

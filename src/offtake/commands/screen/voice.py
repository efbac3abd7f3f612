"""How commands speak: what goes to the screen, what to stderr, and what to other programs."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from shutil import get_terminal_size
from textwrap import fill, wrap
from typing import Any, Protocol, TypeVar

import click

DEBUG = "offtake.debug"
UNKEPT = "offtake.unkept"
MEANT = re.compile(r"; (did you mean '[^']*'\?)")
ADVICE = re.compile(r"(.*[^;]); ([^;]+)", re.DOTALL)
"""What was found; what is wanted: so are messages written."""
HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal obeys instead of showing it: a name from elsewhere is not to move the cursor."""
_KEY = "offtake.voice"
GAP = "  "  # between columns
LEAST = 20  # columns of a terminal that says it has none
Command = TypeVar("Command", bound=Callable[..., Any])


class Tell(Protocol):
    """Receives a task, what is being done, and the share of it that is done where that is known."""

    def __call__(self, task: str, state: str, done: float | None = None) -> None:
        """Tell it."""


@dataclass
class Voice:
    """What the user asked to hear: results always, the rest as loudly as wished."""

    quiet: bool = False
    verbose: bool = False
    json: bool = False

    def say(self, text: str) -> None:
        """Something on the way: not with -q, not where a program reads the output."""
        if not (self.quiet or self.json):
            click.echo(folded(text))

    def detail(self, text: str) -> None:
        """Something for -v only."""
        if self.verbose:
            click.echo(text, err=True)

    def result(self, text: str, document: object = None) -> None:
        """What was asked for: as text, or with --json as one document."""
        if self.json:
            click.echo(json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False))
        else:
            click.echo(folded(text))

    @contextmanager
    def progress(self) -> Iterator[Tell]:
        """A way to tell how far a task is: a moving bar on a terminal, one plain line a task elsewhere.

        What is told: the task, what is being done, and the share that is done (None: not known).
        """
        if self.quiet or not sys.stderr.isatty():
            told: set[str] = set()

            def line(task: str, state: str, done: float | None = None) -> None:
                if task not in told:
                    told.add(task)
                    self.say(f"{task} ...")

            yield line
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TimeElapsedColumn(),
            TextColumn("{task.fields[state]}"),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
            tasks: dict[str, Any] = {}

            def tell(task: str, state: str, done: float | None = None) -> None:
                if task not in tasks:
                    for before in tasks.values():
                        bars.update(before, total=1.0, completed=1.0, state="")
                    tasks[task] = bars.add_task(task, total=None, state=state)
                bars.update(tasks[task], state=state)
                if done is not None:
                    bars.update(tasks[task], total=1.0, completed=done)

            yield tell


def tell_error(text: str, hint: str = "", otherwise: str = "") -> None:
    """What went wrong, and in a line of its own what to do about it: the `hint`, else what a `text` of one line says last,
    else what helps with any."""
    one_line = "\n" not in text and not hint
    if one_line and (meant := MEANT.search(text)):
        text, hint = text.replace(meant[0], "", 1), meant[1]
    elif one_line and (advice := ADVICE.fullmatch(text)):
        text, hint = advice[1], advice[2]
    hint = hint or otherwise
    for head, said, colour in (("error:", text, "red"), ("hint:", hint, "cyan")):
        if said:
            body = folded(f"{head} {said}").removeprefix(head)
            click.echo(click.style(head, fg=colour, bold=True) + body, err=True)


def refusal(error: OSError) -> str:
    """What the operating system refuses, in one line: the path, and why."""
    where = error.filename if error.filename is not None else "the output"
    return f"{where}: {error.strerror or error}"


def remedy(error: OSError) -> str:
    """What may help against what the operating system refuses."""
    from errno import EDQUOT, ENOSPC, EROFS

    if error.errno in (ENOSPC, EDQUOT):
        return "free some room, or name another place with -o or --store"
    if error.errno == EROFS or isinstance(error, PermissionError):
        return "name another place with -o or --store, or see to it that this one may be used"
    return "see whether that name is right"


def voice() -> Voice:
    """The voice of the command that runs."""
    found: Voice = click.get_current_context().meta.setdefault(_KEY, Voice())
    return found


def spoken(*, json: bool = True) -> Callable[[Command], Command]:
    """Give a command -q, -v, --debug and, unless it answers in files only, --json."""

    def set_voice(name: str) -> Callable[[click.Context, click.Parameter, bool], None]:
        def keep(ctx: click.Context, _: click.Parameter, value: bool) -> None:
            if value:
                setattr(ctx.meta.setdefault(_KEY, Voice()), name, True)

        return keep

    def set_debug(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            ctx.meta[DEBUG] = True

    def decorate(command: Command) -> Command:
        flags = [
            click.option("--debug", is_flag=True, expose_value=False, is_eager=True, callback=set_debug, help="Show where an error arose."),
            click.option("-v", "--verbose", is_flag=True, expose_value=False, callback=set_voice("verbose"), help="Say more."),
            click.option("-q", "--quiet", is_flag=True, expose_value=False, callback=set_voice("quiet"), help="Say only what was asked for."),
        ]  # fmt: skip
        if json:
            flags.append(click.option("--json", is_flag=True, expose_value=False, callback=set_voice("json"), help="Print one JSON document and nothing else."))  # fmt: skip
        for flag in flags:
            command = flag(command)
        return command

    return decorate


def folded(text: str) -> str:
    """The text with lines that the terminal has no room for folded, two columns further in.

    Words are kept whole, so that a path can be copied; what would not be seen is written out.
    """
    room = _room()
    lines = []
    for line in HIDDEN.sub(lambda found: ascii(found[0])[1:-1], text).split("\n"):
        inside = " " * (len(line) - len(line.lstrip()) + 2)
        wrapped = wrap(line, room, subsequent_indent=inside, break_long_words=False, break_on_hyphens=False, drop_whitespace=True, replace_whitespace=False)  # fmt: skip
        lines += wrapped if len(line) > room else [line]
    return "\n".join(lines)


def _room() -> int:
    return max(get_terminal_size().columns, LEAST)


def aligned(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows of texts in columns under their heads; the first column to the left, the others to the right.

    Where the terminal is too narrow each row is a card of its own.

    >>> print(aligned(("", "first-best"), [("Lines begun", "3")]))
                 first-best
    Lines begun           3
    """
    return keyed(heads, rows, 1)


def listed(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows of texts in columns under their heads, all to the left; cards where there is no room."""
    return keyed(heads, rows, len(heads))


def keyed(heads: Sequence[str], rows: Iterable[Sequence[str]], keys: int) -> str:
    """Rows of texts whose first `keys` columns name them: these to the left, the others to the right.

    Where the terminal is too narrow the heads are folded; where that is not enough each row is a card of its own.
    """
    room = _room() - len(GAP) * (len(heads) - 1)
    folded, body = [[head] for head in heads], list(rows)
    widths = [max(map(len, column)) for column in zip(heads, *body, strict=True)]
    if sum(widths) > room and body:
        widths, folded = _narrowed(heads, body)
    if sum(widths) > room and len(widths) > 2 and body:
        return "\n".join(_card(heads, row, keys if keys < len(widths) else 1) for row in body)
    deep = max(map(len, folded))
    head_rows = [[h[n - deep + len(h)] if n >= deep - len(h) else "" for h in folded] for n in range(deep)]  # fmt: skip
    lines = []
    for row in [*head_rows, *body]:
        cells = [
            cell.ljust(widths[k]) if k < keys else cell.rjust(widths[k])
            for k, cell in enumerate(row)
        ]
        lines.append(GAP.join(cells).rstrip())
    return "\n".join(lines)


def _narrowed(heads: Sequence[str], body: Sequence[Sequence[str]]) -> tuple[list[int], list[list[str]]]:  # fmt: skip
    """Widths that the cells and the longest word of each head need, and the heads folded to them."""
    words = [max(map(len, head.split()), default=0) for head in heads]
    widths = [max(words[k], *(len(row[k]) for row in body)) for k in range(len(heads))]
    return widths, [
        wrap(head, max(width, 1)) or [""] for head, width in zip(heads, widths, strict=True)
    ]


def _card(heads: Sequence[str], row: Sequence[str], keys: int) -> str:
    """One row: what names it, then a line for every other cell that says something."""
    width = max(len(head) for head in heads[keys:])
    room = _room()
    lines = [", ".join(filter(None, row[:keys]))]
    for head, cell in zip(heads[keys:], row[keys:], strict=True):
        if cell.strip():
            lines.append(
                fill(
                    cell,
                    room,
                    initial_indent=f"  {head.ljust(width)}  ",
                    subsequent_indent=" " * (width + 4),
                )
            )
    return "\n".join(lines)

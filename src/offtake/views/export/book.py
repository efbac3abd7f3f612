"""An open workbook: formats made once, cells written as what they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from offtake.results.run import Run
from offtake.views.drawing.palette import INK, PAPER


@dataclass
class Book:
    """An open workbook of one run, and its formats by what they are for."""

    book: Any
    run: Run
    made: dict[tuple[tuple[str, object], ...], Any]

    def form(self, **said: object) -> Any:
        """The format of these properties."""
        key = tuple(sorted(said.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(dict(said))
        return self.made[key]

    def head(self, *, number: bool = False) -> Any:
        """The format of headings; those of numbers stand to the right, above them."""
        side = "right" if number else "left"
        return self.form(bold=True, bg_color=INK, font_color=PAPER, text_wrap=True, valign="top", align=side)  # fmt: skip

    def printed(self, sheet: Any) -> None:
        """Lay a sheet on A4, as wide as the page."""
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def write(self, sheet: Any, row: int, column: int, value: object, form: str = "") -> None:
        """One cell: a number in its format, a text as text, nothing where there is nothing."""
        if value is None or value != value:
            return
        if isinstance(value, str):
            sheet.write_string(row, column, value)
        else:
            sheet.write(
                row, column, value, self.form(num_format=form, valign="top") if form else None
            )

"""web: the page on this computer."""

from __future__ import annotations

from pathlib import Path

import click

from offtake.commands.naming import STORE, Named, study_meant
from offtake.commands.screen.voice import spoken, voice


@click.command()
@click.argument("studies", nargs=-1, metavar="[STUDY]...", type=Named())
@click.option("--port", type=click.IntRange(0, 65535), default=0, show_default=True, help="Port; 0 lets the system choose a free one.")  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@STORE
@spoken(json=False)
def web(studies: tuple[str, ...], port: int, no_browser: bool, store: Path) -> None:
    """Open the page on this computer: studies, runs, deals, in the browser.

    Nobody else can reach it, and it asks the network for nothing.  It shows each STUDY, those in this folder and the
    bundled ones, and the runs in the store.  What it solves goes on when the page, or this command, is closed.
    """
    from offtake.errors import UsageError
    from offtake.views.web.desk import Desk
    from offtake.views.web.serve import serve

    places = {what: study_meant(what) for what in studies}
    if missing := [what for what, place in places.items() if place is None]:
        raise UsageError(
            f"there is no study at {missing[0]}; runs are shown from --store, all of them"
        )
    own = [
        p.absolute() for what, p in places.items() if p and Path(what).exists()
    ]  # bundled ones are shown anyway
    desk = Desk(Path.cwd(), store.absolute(), tuple(own))

    def opened(address: str) -> None:
        voice().say(f"The page   {address}\nCtrl-C ends it; what it is solving goes on.")
        if not no_browser:
            click.launch(address)

    serve(desk, port, opened)

"""``timeline serve``: the site, live."""

from __future__ import annotations

import os

import click

from timeline.cli.habits import Habits, articles, clock, configured, port, shared, working


@click.command(short_help="Show the site locally and rebuild it on every save.")
@articles()
@port
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address; any but loopback needs --public."
)
@click.option("--public", is_flag=True, help="Allow an address that other machines can reach.")
@click.option("--open", "open_", is_flag=True, help="Open it in the browser.")
@clock
@working
@configured
@shared
def serve(
    habits: Habits,
    articles: tuple[str, ...],
    port: int | None,
    host: str,
    public: bool,
    open_: bool,
    now: str | None,
) -> None:
    """Show the site of ARTICLES at an address of this machine, and build it again on every save.

    The browser loads a changed page by itself and keeps its place. When a build fails, the last good page stays, with
    what to mend. Nothing is written to the disk but the cache; Ctrl-C ends it.

    \b
    Examples:
      timeline serve                 the project in this folder
      timeline serve wire/ --open    a folder of articles, in the browser
    """
    from timeline.cli.preview import needed

    needed("serve")
    from timeline.preview.live import Live, finder
    from timeline.preview.run import is_loopback, run
    from timeline.preview.serve import application

    if not is_loopback(host) and not public:
        raise click.UsageError(
            f"{host} can be reached by other machines: everything in the articles would be readable there. "
            "Add --public if that is what you want."
        )
    find = finder(articles, habits.config, habits.settings, os.environ)
    with habits.means(find()) as means:
        live = Live(find, means, now)
        live.report = habits.tell
        live.rebuild()
    habits.tell(live.faults or (live.good.told.diagnostics if live.good else ()))

    def started(address: str) -> None:
        habits.say(f"Serving at {address} and watching for changes. Ctrl-C ends it.")
        if open_:
            click.launch(address)

    run(live, application(live), host=host, port=port, started=started)

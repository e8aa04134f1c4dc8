"""The command line: ``summitry parse``, ``report``, ``check``, ``evaluate``. Thin: everything is done by the library."""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from summitry import __version__

PATH = click.Path(path_type=Path)
PAIRS = "CSV of two names a line, and if wanted a first and a last day: a report for each, and one index to all."
MEGABYTE = 1_000_000
COUNTED = {"articles": "articles", "quotes": "quotations", "meetings": "reports of meetings"}
ENDINGS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
ALARMS = [signal.SIGALRM] if hasattr(signal, "setitimer") else []
GO_ON = dict.fromkeys(("parse", "report"), "The same command again goes on where this one stopped.")


def _say(words: str, err: bool = False) -> None:
    """Print a line; what steers a terminal, such as the name of a file may hold, is shown and does nothing."""
    click.echo("".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in words), err=err)


def _leave(code: int) -> None:
    """End the process now: what it wrote is whole, and neither threads nor what was imported need be waited for."""
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):  # None: it was closed before we began
            stream.flush()
    except OSError:  # whoever read what we say is gone, or the disk is full
        code = code or 1
    os._exit(code)


@contextlib.contextmanager
def _interrupts_are_heard() -> Iterator[None]:
    """Have a request to end, or a terminal that closes, be an interrupt; have one come again a moment later where it
    fell into a finaliser or the callback of a weak reference: there Python drops every exception."""
    before, handlers = sys.unraisablehook, {number: signal.getsignal(number) for number in (*ENDINGS, *ALARMS)}

    def interrupt_again(lost: Any) -> None:
        if isinstance(lost.exc_value, KeyboardInterrupt) and ALARMS:
            signal.signal(signal.SIGALRM, signal.default_int_handler)
            signal.setitimer(signal.ITIMER_REAL, 0.01)
        else:
            before(lost)

    sys.unraisablehook = interrupt_again
    for number in ENDINGS:
        if handlers[number] is signal.SIG_DFL:  # nohup's is another
            signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        sys.unraisablehook = before
        for number, handler in handlers.items():
            signal.signal(number, handler)


def run() -> None:
    """What the command ``summitry`` calls: main, with an end at once."""
    try:
        main()
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            _leave(end.code or 0)
        raise
    except Exception:  # a fault, to be seen whole
        sys.excepthook(*sys.exc_info())
        _leave(1)


class Commands(click.Group):
    """Commands whose errors are one sentence and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; turn the library's own errors and the system's into one sentence."""
        try:
            with _interrupts_are_heard():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            with contextlib.suppress(OSError):  # the terminal may be what is gone
                click.echo(f"\nsummitry: interrupted. {GO_ON.get(ctx.invoked_subcommand or '', '')}".rstrip(), err=True)
            _leave(130)  # as shells have it
        except BrokenPipeError:
            _leave(141)  # as shells have it: whoever read what we say has enough
        except (ValueError, OSError) as error:
            if isinstance(error, ValueError) and not type(error).__module__.startswith("summitry."):
                raise  # not one of our own sentences: a fault, to be seen whole
            said = " ".join(str(error).split())
            if isinstance(error, OSError) and error.filename:
                said = f"{error.filename}: {error.strerror or type(error).__name__}"
            _say(f"summitry: {said}", err=True)
            ctx.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="summitry")
def main() -> None:
    """Read news articles about two leaders: when they met, what they said, how each outlet framed it.

    ARTICLES is a folder, a file (.txt, .html, .csv, .jsonl, .parquet), or a glob in quotation marks.

    \b
    summitry check  data/articles                 what would be read, and what is wrong
    summitry parse  data/articles --out out       tables, one Parquet file each
    summitry report data/articles --out reports   five rendered notebooks and an index
    summitry evaluate out data/gold               how wrong the tables are, against annotation
    """


Given = Sequence[tuple[str, Any]]  # values by name, as options give them


def _join_limits(limits: Given, largest: int | None) -> dict[str, float]:
    return {**dict(limits), **({"bytes": largest * MEGABYTE} if largest else {})}


def with_reading_options(command: Any) -> Any:
    """Add the options of every command that reads articles itself."""
    limit = "Set a limit of what an article may have, such as characters 5000000 (repeatable; README.md lists them)."
    largest = "Megabytes of text that one file or row may have, in place of --limit bytes.  [default: 20]"
    wait = "Seconds until the first Dask worker must be there."
    for option in (
        click.option("--limit", "limits", type=(str, float), multiple=True, metavar="NAME NUMBER", help=limit),
        click.option("--largest", type=click.IntRange(1), help=largest),
        click.option("--wait", default=300, show_default=True, type=click.IntRange(0), help=wait),
        click.option("--scheduler", help="Address of a Dask scheduler, such as tcp://host:8786."),
        click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Local processes."),
    ):
        command = option(command)
    return command


@main.command()
@click.argument("articles")
@click.option("--out", required=True, help="Folder for the tables, or the address of one, such as s3://bucket/tables.")
@click.option("--format", type=click.Choice(["parquet", "csv"]), default="parquet", show_default=True)
@click.option("--reference", default="", help="Folder of the record and other reference data. [default: the project's]")
@click.option("--roster", default="", help="CSV of people. [default: people.csv of the reference folder]")
@click.option("--seed", default=2013, show_default=True, type=click.IntRange(0), help="Of the word contrasts.")
@click.option("--keep-texts", is_flag=True, help="Keep the articles' texts there too. Do not share these.")
@with_reading_options
@click.option("--quiet", is_flag=True, help="No progress bar.")
def parse(
    articles: str, reference: str, roster: str, limits: Given, largest: int | None, quiet: bool, **choices: Any
) -> None:
    """Read ARTICLES and write every table to a folder.

    The tables and their columns are explained in data/README.md. What could not be read is in the table `problems`;
    exit code 1 means that nothing could.

    A run that was interrupted goes on where it stopped when the same command is given again; until it is done the
    folder has no manifest.json, or the files of the run before.
    """
    from summitry.corpus import parse as parse_articles
    from summitry.study import find_path, roster_path

    paths = {"reference": reference or "data/reference", "roster": roster}
    corpus = parse_articles(
        articles,
        roster=roster_path(paths),
        reference=find_path(paths["reference"]),
        limits=_join_limits(limits, largest),
        progress=not quiet and sys.stderr.isatty(),
        **choices,
    )
    counts, out = (f"{corpus.count(table)} {noun}" for table, noun in COUNTED.items()), choices["out"]
    _say(f"{', '.join(counts)} → {out}")
    if not corpus.count("articles"):
        _say(f"summitry: no article could be read from {articles}: see the table problems in {out}", err=True)
        sys.exit(1)
    errors = int((corpus.read("problems", "severity").severity == "error").sum())
    if errors:
        _say(f"{errors} could not be read: see the table problems in {out}", err=True)


@main.command()
@click.argument("articles")
@click.option("--out", required=True, type=PATH, help="Folder for the report.")
@click.option("-p", "parameters", nargs=2, multiple=True, metavar="NAME VALUE", help="Set a parameter (repeatable).")
@click.option(
    "--notebook", "notebooks", multiple=True, metavar="NAME", help="Only this, such as 01_meetings (repeatable)."
)
@click.option("--full-text", is_flag=True, help="Evidence pages show whole articles, not excerpts. Do not share these.")
@click.option("--pairs", type=click.Path(path_type=Path, exists=True, dir_okay=False), help=PAIRS)
@click.option("--pdf", is_flag=True, help="Print every page to PDF too (needs a Chromium on this machine).")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Local processes for parsing.")
@click.option("--quiet", is_flag=True, help="No progress bar.")
def report(articles: str, out: Path, pairs: Path | None, quiet: bool, **choices: Any) -> None:
    """Run the notebooks on ARTICLES and leave rendered pages and an index in a folder.

    Parameters: pair, since, until, outlets, reference, roster, seed, scorer, labels, gold. Lists are written as in Python
    or joined by commas:

    \b
    summitry report data/articles --out reports -p since 2022-01-01
    summitry report data/articles --out reports -p pair "Kim Jong-un,Donald Trump"
    summitry report data/articles --out reports --pairs pairs.csv --pdf

    A run that was interrupted goes on where it stopped; pages whose inputs are unchanged are not made again.

    Exit code 1 means that a notebook failed (the others are done) or no article could be read, 2 that nothing could be
    run.
    """
    from summitry.report.kernels import Kernels

    with Kernels(forked=True) as kernels:  # another process imports what they need while we import what we need
        from summitry.report.build import read_line, read_pairs, write_pairs, write_report
        from summitry.study import PARAMETERS, check_parameters

        parameters, notebooks = choices.pop("parameters"), list(choices.pop("notebooks")) or None
        values = {name: PARAMETERS[name].read(value) if name in PARAMETERS else value for name, value in parameters}
        if pairs and "pair" in values:
            raise click.UsageError("give -p pair or --pairs, not both")
        wanted = read_pairs(pairs) if pairs else []
        for asked in map(read_line, wanted) if wanted else [{}]:
            check_parameters({**values, **asked, "articles": articles})
        choices |= {"progress": not quiet, "kernels": kernels}
        if wanted:
            result = write_pairs(articles, out, wanted, values, notebooks, **choices)
        else:
            result = write_report(articles, out, values, notebooks, **choices)
    for name in result.failed:
        _say(f"summitry: {name} failed; its page says why", err=True)
    if result.empty:
        _say(f"summitry: no article could be read from {articles}: see the table problems beside the pages", err=True)
    _say(str(result.index))
    sys.exit(1 if result.failed or result.empty else 0)


@main.command()
@click.argument("articles")
@with_reading_options
def check(articles: str, limits: Given, largest: int | None, **choices: Any) -> None:
    """Say what would be read from ARTICLES and what is wrong with it. Writes nothing.

    Exit code 1 means that no article could be read.
    """
    from summitry.corpus import check_articles

    line = ""
    for line in check_articles(articles, _join_limits(limits, largest), **choices):
        _say(line)
    sys.exit(1 if line.startswith("0 articles;") else 0)


@main.command()
@click.argument("tables", type=PATH)
@click.argument("gold", type=PATH, default=None, required=False)
@click.option("--errors", type=PATH, help="Write every error, with its place, to this CSV file.")
@click.option("--template", type=PATH, help="Write empty annotation sheets for TABLES to this folder instead.")
def evaluate(tables: Path, gold: Path | None, errors: Path | None, template: Path | None) -> None:
    """Measure TABLES (a folder that `parse` wrote) against GOLD (a folder of annotation in CSV files).

    Prints precision, recall and F1 per table and how often each column is right, with 95 % bootstrap intervals over
    articles. GOLD needs only the offsets and the columns that you judged; --template writes sheets to fill in.
    """
    from summitry import evaluation
    from summitry.display import write_csv

    if template is not None:
        for path in evaluation.gold_template(tables, template):
            _say(str(path))
        return
    if gold is None:
        raise click.UsageError("name the folder of annotation, or --template FOLDER to write sheets for one")
    found = evaluation.evaluate(tables, gold)
    _say(f"{'table':<16} {'measure':<28} {'value':>6}  {'95 % interval':<14} {'n':>6}")
    for row in found.scores.astype(object).where(found.scores.notna(), None).itertuples():
        value = "" if row.value is None else f"{row.value:.3f}"
        interval = "" if row.low is None else f"{row.low:.3f}–{row.high:.3f}"
        _say(f"{row.table:<16} {row.measure:<28} {value:>6}  {interval:<14} {row.n:>6}")
    if errors is not None:
        errors.write_text(write_csv(found.errors), encoding="utf-8")

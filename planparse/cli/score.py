"""`planparse score`: folders of gold and of parsed plans in, figures out."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("score")
@click.argument("gold_dir", type=click.Path())
@click.argument("pred_dir", type=click.Path())
@click.option("--errors", is_flag=True, help="List everything that is not fully right.")
@click.option("--only", metavar="NAME", multiple=True, help="Score this plan only (may be repeated).")
@click.option("--json", "output", metavar="FILE", help="Write the figures to FILE as JSON, too.")
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
def command(gold_dir: str, pred_dir: str, errors: bool, only: tuple[str, ...], output: str | None, force: bool) -> int:
    """Compare the parsed plans of PRED_DIR (NAME.json) with the gold of GOLD_DIR.

    Gold is NAME.gold.json with NAME.txt beside it, or NAME/gold.json beside NAME/plan.txt. The figures are F1:
    detect (found), value (the number, date or name is right), full (every attribute is right).

    \b
    Example:
      planparse parse corpus/yunxiu-ecommerce/plan.txt -o out/yunxiu-ecommerce.json
      planparse score corpus out --only yunxiu-ecommerce --errors

    Exit codes: 0 scored, 1 scored but a plan is not parsed or a gold quote points nowhere, 2 trouble.
    """
    from planparse.cli.output import write_output
    from planparse.score import as_json, as_lines, cases, score_plan, total

    status, tables = 0, {}
    for case in cases(Path(gold_dir), Path(pred_dir)):
        if only and case.name not in only:
            continue
        for problem in case.gold.problems:
            click.echo(f"gold: {problem}", err=True)
        if case.prediction is None:
            click.echo(f"{case.name}: not parsed", err=True)
        status |= bool(case.gold.problems) or case.prediction is None
        score = score_plan(case.prediction, case.gold)
        tables[case.name] = score.table
        click.echo("\n".join(as_lines(case.name, score.table, score.misses if errors else None)))
    tables["ALL"] = total(list(tables.values()))
    click.echo("\n".join(as_lines("ALL", tables["ALL"])))
    if output:
        write_output(as_json(tables), output, force=force)
    return int(status)

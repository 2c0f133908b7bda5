"""A folder of plans (plan JSONs, or documents of any readable format) in; a panel for regressions and three plots out.

    python docs/panel.py FOLDER [FOLDER...] --out panel            needs: pip install "planparse[frames,plots]"

writes into the directory given with --out:

    panel.csv            one row a county × indicator × year, sorted, for R, Stata and pandas
    panel.codebook.csv   what every column means, in English and Chinese
    targets.svg          how many targets of each year each county sets
    funding.svg          who pays, by county, as far as the plans tell
    indicator.svg        what the counties promise under the indicator that most of them share

An indicator is a canonical code of lexicons/indicators.toml; targets without one cannot be compared and are counted
only. The year is that of the target's deadline; where the plan gives none, the last of the plan's period, then the
year it was signed in (column `year_from` tells which). Where a plan gives an indicator several values for one year,
the largest is taken, since the others are parts of it; `values` says how many there were. A plot without anything to
show is not written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

import planparse
from planparse.lexicon.load import load

KEYS = ["county", "indicator", "unit", "growth", "year"]
COLUMNS = [
    ("county", "County, city or district, as the plan names it", "地区：方案所称的县、市、区"),
    ("indicator", "Canonical code of the indicator", "指标代码"),
    ("unit", "Unit of the value; empty where none is written", "单位：未写明的为空"),
    ("growth", "1: the value is a rate of growth", "是否增长率：1 为增长率"),
    ("year", "Year in which the value is to be reached", "年份：应达到的年份"),
    ("label", "Chinese name of the indicator", "指标名称"),
    ("division_code", "GB/T 2260 code of the county, or empty", "行政区划代码：GB/T 2260，不详为空"),
    ("province", "Province, or empty", "省份：不详为空"),
    ("value", "Value promised, in the base unit; money in yuan, percent as percent", "目标值：金额为元，百分数为百分之几"),
    ("comparator", "eq, ge, le, approx or range", "比较方式：eq 等于、ge 不少于、le 不超过、approx 约、range 区间"),
    ("firm", "1: promised without 力争 or 计划", "是否确定：1 为未用“力争”“计划”等词"),
    ("values", "Values the plan gives for this indicator and year; the largest stands here", "取值个数：取最大者"),
    ("year_from", "Where the year comes from: deadline, period or signed", "年份依据：deadline 时限、period 方案期限、signed 成文日期"),
    ("plan_year", "Year in which the plan was signed, or empty", "成文年份"),
    ("plan_targets", "Targets of the plan in all", "方案目标总数"),
    ("plan_units", "Different units the plan makes responsible", "方案责任单位数"),
    ("plan_budget", "Money of the plan in yuan: its total, else the largest sum of lines in one place",
     "方案资金（元）：有合计取合计，否则取同一处单项之和的最大者"),
    ("plan_id", "Key of the plan in the exports of planparse", "方案编号"),
]
FONTS = ["Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "PingFang SC", "SimHei",
         "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Noto Serif CJK SC"]
PAYERS = {"central": "中央", "province": "省级", "city": "市级", "county": "县级", "self": "自筹"}


def plans(folders: list[Path]) -> Iterator[planparse.Plan]:
    """Every plan below the folders; what cannot be read is named and left out."""
    for path in sorted(path for folder in folders for path in (folder.rglob("*") if folder.is_dir() else [folder]) if path.is_file()):
        try:
            yield planparse.parse(path)
        except planparse.PlanparseError as error:
            print(f"left out: {error}", file=sys.stderr)


def panel(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One row a county × indicator × year."""
    about = tables["plans"].merge(_money(tables["budget"]), on="plan_id", how="left")
    about["plan_targets"] = about["plan_id"].map(tables["targets"].groupby("plan_id").size()).fillna(0).astype(int)
    about["plan_units"] = about["plan_id"].map(tables["responsibilities"].groupby("plan_id")["name"].nunique()).fillna(0).astype(int)
    about["plan_year"] = about["signed_date"].dt.year.astype("Int64")
    about["last_year"] = about["period_end"].dt.year.astype("Int64")
    about["county"] = about["region"].fillna(about["title"]).fillna(about["plan_id"])
    wanted = ["plan_id", "county", "division_code", "province", "plan_budget", "plan_targets", "plan_units", "plan_year", "last_year"]
    targets = tables["targets"]
    rows = targets[targets["indicator_code"].notna() & targets["kind"].isin(["goal", "limit"])].merge(about[wanted], on="plan_id")
    own = rows["deadline_end"].dt.year.astype("Int64")
    rows["year"] = own.fillna(rows["last_year"]).fillna(rows["plan_year"])
    rows["year_from"] = "signed"
    rows.loc[rows["last_year"].notna(), "year_from"] = "period"
    rows.loc[own.notna(), "year_from"] = "deadline"
    rows = rows.dropna(subset=["year"]).drop(columns="indicator").rename(columns={"indicator_code": "indicator"})
    rows["unit"] = rows["unit"].fillna("")
    rows["growth"] = rows["growth"].astype(int)
    rows["firm"] = (rows["modality"] == "firm").astype(int)
    rows["label"] = rows["indicator"].map({entry.code: entry.label for entry in load("indicators")})
    rows["values"] = rows.groupby(KEYS)["value"].transform("size")
    best = rows.sort_values([*KEYS, "value", "plan_id", "span_start"], ascending=[True] * 5 + [False, True, True]).drop_duplicates(KEYS)
    return best[[name for name, _, _ in COLUMNS]].reset_index(drop=True)


def _money(budget: pd.DataFrame) -> pd.DataFrame:
    """The money of each plan: its largest total, else the largest sum of items in one place, since plans tell it twice."""
    total = budget[budget["role"] == "total"].groupby("plan_id")["amount"].max()
    places = items(budget).groupby(["plan_id", "table_id"], dropna=False)["amount"].sum()
    return total.combine_first(places.groupby("plan_id").max()).rename("plan_budget").reset_index()


def items(budget: pd.DataFrame) -> pd.DataFrame:
    """Single lines; those of a year only where their table has no others."""
    lines = budget[budget["role"] == "item"]
    whole = lines[lines["year"].isna()]
    told = set(zip(whole["plan_id"], whole["table_id"].fillna(""), strict=True))
    again = [year is not pd.NA and (plan, table) in told
             for plan, table, year in zip(lines["plan_id"], lines["table_id"].fillna(""), lines["year"], strict=True)]
    return lines[~pd.Series(again, index=lines.index, dtype=bool)]


# ------------------------------------------------------------------------------------------------ plots

def style() -> None:
    """Letters as outlines, so that the plots show Chinese on every machine, and the same bytes every time."""
    import matplotlib
    from matplotlib import font_manager

    matplotlib.use("svg")
    known = {font.name for font in font_manager.fontManager.ttflist}
    found = [name for name in FONTS if name in known]
    if not found:
        sys.exit("panel.py: no Chinese font: install one (Debian: apt-get install fonts-noto-cjk) and start again")
    matplotlib.rcParams.update({"font.family": found[:1], "svg.fonttype": "path", "svg.hashsalt": "planparse", "axes.unicode_minus": False,
                                "font.size": 10, "axes.spines.top": False, "axes.spines.right": False,
                                "figure.constrained_layout.use": True})


def save(figure: object, path: Path) -> None:
    """As SVG, without the day it was made."""
    from matplotlib import pyplot

    figure.savefig(path, metadata={"Date": None, "Creator": None})  # type: ignore[attr-defined]
    pyplot.close(figure)  # type: ignore[arg-type]


def plot_targets(tables: dict[str, pd.DataFrame], path: Path) -> None:
    """County × year, shaded by the number of targets."""
    from matplotlib import pyplot

    rows = named(tables, "targets")
    if not len(rows):
        return
    counts = rows.assign(year=rows["deadline_end"].dt.year.astype("Int64").astype("string").fillna("未写明")).pivot_table(
        index="county", columns="year", values="id", aggfunc="size", fill_value=0)
    figure, axes = pyplot.subplots(figsize=(2.5 + 0.8 * counts.shape[1], 1.4 + 0.34 * counts.shape[0]))
    axes.imshow(counts.to_numpy(dtype=float), cmap="Blues", aspect="auto", vmax=max(1, counts.to_numpy().max()) * 1.2)
    for y, line in enumerate(counts.to_numpy()):
        for x, number in enumerate(line):
            dark = number > counts.to_numpy().max() * 0.65
            if number:
                axes.text(x, y, str(number), ha="center", va="center", color="white" if dark else "#222222")
    axes.set_xticks(range(counts.shape[1]), [str(name) for name in counts.columns])
    axes.set_yticks(range(counts.shape[0]), [str(name) for name in counts.index])
    axes.tick_params(length=0)
    axes.set_title("各地按完成年份的量化目标数（个）", loc="left")
    save(figure, path)


def plot_funding(tables: dict[str, pd.DataFrame], path: Path) -> None:
    """Shares of the payers in the money whose payer each plan tells, with the sum beside."""
    from matplotlib import pyplot

    rows = items(named(tables, "budget")).dropna(subset=["source"])
    if not len(rows):
        return
    sums = rows.assign(payer=rows["source"].map(PAYERS)).pivot_table(index="county", columns="payer", values="amount",
                                                                     aggfunc="sum", fill_value=0)
    sums = sums[[name for name in PAYERS.values() if name in sums]].astype(float).sort_index(ascending=False)
    figure, axes = pyplot.subplots(figsize=(8, 1.6 + 0.36 * len(sums)))
    left = pd.Series(0.0, index=sums.index)
    colours = dict(zip(PAYERS.values(), ["#08519c", "#3182bd", "#6baed6", "#31a354", "#fd8d3c"], strict=True))
    for payer in sums:
        share = sums[payer] / sums.sum(axis=1) * 100
        axes.barh(sums.index.astype(str), share, left=left, label=payer, color=colours[str(payer)], edgecolor="white")
        left += share
    for at, total in enumerate(sums.sum(axis=1)):
        axes.text(101, at, f"{total / 10000:,.0f} 万元", va="center", fontsize=9)
    axes.set_xlim(0, 100)
    axes.set_xlabel("占写明来源的资金的比例（%）")
    axes.set_title("各地资金由谁承担（右为写明来源的金额）", loc="left")
    figure.legend(loc="outside lower center", ncols=6, frameon=False)
    save(figure, path)


def plot_indicator(made: pd.DataFrame, path: Path) -> None:
    """The values of the indicator, in one unit, that most counties share; one that sets them apart where there is one."""
    from matplotlib import pyplot

    if not len(made):
        return
    groups = made.groupby(["indicator", "unit", "growth"])
    apart = groups["value"].nunique() > 1
    shared = groups["county"].nunique()[apart if apart.any() else slice(None)]
    code, unit, growth = shared[shared == shared.max()].index[0]
    rows = made[(made["indicator"] == code) & (made["unit"] == unit) & (made["growth"] == growth)].sort_values(["value", "county"])
    figure, axes = pyplot.subplots(figsize=(8, 1.4 + 0.45 * len(rows)))
    names = [f"{county}（{year}）" for county, year in zip(rows["county"], rows["year"], strict=True)]
    axes.hlines(names, 0, rows["value"].astype(float), color="#c6dbef", linewidth=2)
    axes.plot(rows["value"].astype(float), names, "o", color="#08519c")
    signs = {"ge": "≥", "le": "≤", "approx": "约", "range": "起"}
    for name, value, comparator in zip(names, rows["value"], rows["comparator"], strict=True):
        axes.annotate(f"{signs.get(comparator, '')}{value:,.10g}", (float(value), name), xytext=(7, 0),
                      textcoords="offset points", va="center", fontsize=9)
    axes.set_xlim(left=0)
    axes.margins(x=0.15)
    axes.set_title(f"{rows['label'].iloc[0]}：各地目标" + (f"（{unit}）" if unit else ""), loc="left")
    save(figure, path)


def named(tables: dict[str, pd.DataFrame], name: str) -> pd.DataFrame:
    """A table with the county of each row."""
    about = tables["plans"]
    county = about["region"].fillna(about["title"]).fillna(about["plan_id"])
    return tables[name].merge(about.assign(county=county)[["plan_id", "county"]], on="plan_id")


def main() -> None:
    """Read, make the panel, draw."""
    parser = argparse.ArgumentParser(description="A panel of county x indicator x year and three plots from a folder of plans.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--out", type=Path, default=Path("panel"))
    asked = parser.parse_args()
    tables = planparse.frames(plans(asked.folders))
    if not len(tables["plans"]):
        sys.exit("panel.py: no plan could be read: give a folder of plans")
    asked.out.mkdir(parents=True, exist_ok=True)
    made = panel(tables)
    made.to_csv(asked.out / "panel.csv", index=False, encoding="utf-8-sig", lineterminator="\n")
    codebook = pd.DataFrame(COLUMNS, columns=["column", "meaning", "含义"])
    codebook.to_csv(asked.out / "panel.codebook.csv", index=False, encoding="utf-8-sig", lineterminator="\n")
    style()
    plot_targets(tables, asked.out / "targets.svg")
    plot_funding(tables, asked.out / "funding.svg")
    plot_indicator(made, asked.out / "indicator.svg")
    print(f"{len(tables['plans'])} plans, {len(made)} rows: {asked.out}")


if __name__ == "__main__":
    main()

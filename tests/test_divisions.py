"""The table of divisions (GB/T 2260) and its look-ups."""

from __future__ import annotations

import pytest

from planparse.lexicon.data import lexicon_folder
from planparse.lexicon.divisions import above, by_code, cities, is_name, named, province_by_letter, province_of, shortly


def test_every_row_is_well_formed_and_no_row_stands_twice() -> None:
    lines = [line.split("\t") for line in (lexicon_folder() / "divisions.tsv").read_text("utf-8").splitlines()
             if not line.startswith(("#", "code"))]
    assert all(len(row[0]) == 6 and row[0].isdigit() and len(row[1]) > 1 and len(row) <= 5 for row in lines)
    assert len({(row[0], row[1]) for row in lines}) == len(lines) > 3000
    assert all(province_of(row[0]) for row in lines)


@pytest.mark.parametrize(("name", "codes"), [
    ("太原市", ["140100"]), ("莲湖区", ["610104"]), ("屯昌县", ["469022"]), ("大理州", ["532900"]), ("广西壮族自治区", ["450000"]),
    ("即墨市", ["370282"]), ("沙县", ["350427"]), ("襄樊市", ["420600"]), ("定结县", ["540231"]),
    ("鼓楼区", ["320106", "320302", "350102", "410204"]), ("东乡县", ["622926", "361029"]), ("县", []), ("示范县", []),
])
def test_full_names(name: str, codes: list[str]) -> None:
    assert [division.code for division in named(name)] == codes
    assert is_name(name) == bool(codes)


def test_short_names_and_letters() -> None:
    assert [d.name for d in shortly("吉林")] == ["吉林省", "吉林市"]
    assert shortly("恩施")[0].name == "恩施土家族苗族自治州"
    letter = province_by_letter("浙")
    assert letter is not None and letter.code == "330000" and province_by_letter("县") is None


def test_what_is_above() -> None:
    county = by_code("469022")
    assert county is not None and county.rank == 3
    upper = above(county)
    assert upper is not None and upper.name == "海南省" and above(upper) is None
    assert len(cities()) > 330

"""A day or month of the Chinese lunar calendar in, the days of the solar one out, for the years 1950 to 2049.

>>> solar(2024, 1, 1), solar(2024, 8, 15), solar(2023, 13, 1)
(datetime.date(2024, 2, 10), datetime.date(2024, 9, 17), None)
>>> month(2020, 4, leap=True)
(datetime.date(2020, 5, 23), datetime.date(2020, 6, 20))
"""

from __future__ import annotations

from datetime import date, timedelta

FIRST, LAST = 1950, 2049
#: One year each: days from 1 January to the first day of the lunar year, the leap month (0: none), and a bit for each
#: month in order, set where it has 30 days.
_TABLE = (
    "5e0d94 4816aa 34aab5 5809b4 4214ba 2e6a57 540a56 3d152a 601d2a 4c0d54 36d5aa 5a156a 46096c 3094ae "
    "5614ae 400a4c 287d26 4e1b2a 3aeb55 5e0ad4 4812da 34a95d 5a095a 42149a 2c9a4d 521a4a 3d1aa5 6016a8 "
    "4a16b4 36d2da 5c12b6 460936 309497 561496 41564b 640d4a 4e0da8 38d5b4 5e156c 4812ae 34a92f 5a092e "
    "440c96 2c6d4a 501d4a 3d0d65 620b58 4a156c 36b26d 5c125c 46192c 2e9a95 541a94 3e1b4a 2a4b55 4e0ad4 "
    "38f55b 6004ba 4a125a 32b92b 58152a 421694 2c96aa 5015aa 3d2ab5 620974 4c14b6 36ca57 5c0a56 461526 "
    "308e95 540d54 3e15aa 2a49b5 50096c 38d4ae 5e149c 481a4c 32bd26 561aa6 420b54 2c6d6a 5212da 3d695d "
    "62095a 4c149a 36da4b 5a1a4a 441aa4 2ebb54 5416b4 3e0ada 2a495b 500936 3af497 5e1496 48154a 32b6a5 "
    "580da4 4015b4")
_YEARS = tuple(_TABLE.split())


def solar(year: int, month_: int, day: int, leap: bool = False) -> date | None:
    """The day of a lunar date; None outside the table or where the month has no such day."""
    stretch = month(year, month_, leap)
    if stretch is None or not 1 <= day <= (stretch[1] - stretch[0]).days + 1:
        return None
    return stretch[0] + timedelta(days=day - 1)


def month(year: int, number: int, leap: bool = False) -> tuple[date, date] | None:
    """The first and last day of a lunar month; None outside the table or where the year has no such leap month."""
    if not FIRST <= year <= LAST or not 1 <= number <= 12:
        return None
    packed = int(_YEARS[year - FIRST], 16)
    first, extra = date(year, 1, 1) + timedelta(days=packed >> 17), packed >> 13 & 15
    if leap and number != extra:
        return None
    place = number - 1 + (leap or bool(extra and number > extra))
    for before in range(place):
        first += timedelta(days=29 + (packed >> 12 - before & 1))
    return first, first + timedelta(days=28 + (packed >> 12 - place & 1))

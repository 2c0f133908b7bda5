"""Plan JSON and gold that people wrote in, figures out: how much was found, and how much of it is right.

Positions are compared in the white-space-free text, so line breaks never matter. Three levels an item:
*detect* (something stands there), *value* (its number, date or name is right), *full* (every attribute is right).
"""

from planparse.score.files import Case, cases
from planparse.score.gold import Gold, load_gold
from planparse.score.judge import PlanScore, headline, score_plan, total
from planparse.score.report import as_json, as_lines

__all__ = ["Case", "Gold", "PlanScore", "as_json", "as_lines", "cases", "headline", "load_gold", "score_plan", "total"]

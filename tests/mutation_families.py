"""All families of edits and of noise under their names."""

from tests.mutate_clauses import FAMILIES as CLAUSES
from tests.mutate_items import FAMILIES as ITEMS
from tests.mutate_noise import NOISE
from tests.mutate_people import FAMILIES as PEOPLE
from tests.mutate_structure import FAMILIES as STRUCTURE
from tests.mutate_words import FAMILIES as WORDS

__all__ = ["FAMILIES", "NOISE"]

FAMILIES = {**ITEMS, **CLAUSES, **PEOPLE, **STRUCTURE, **WORDS}

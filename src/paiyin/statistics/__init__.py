"""The ledger: the statistics of an article, each with its value, unit, subject and the sentence that states it."""

from paiyin.statistics.extract import Statistic, extract_text
from paiyin.statistics.ledger import extract, locate
from paiyin.statistics.rows import rows

__all__ = ["Statistic", "extract", "extract_text", "locate", "rows"]

"""The ledger: the statistics of an article, each with its value, unit, subject and the sentence that states it."""

from paiyin.statistics.extract import Statistic, extract, extract_text, locate

__all__ = ["Statistic", "extract", "extract_text", "locate"]

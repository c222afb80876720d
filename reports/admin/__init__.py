"""Where staff ask for the link report, and see which reports went out."""

from reports.admin import report, subscription

__all__ = ["report", "subscription"]

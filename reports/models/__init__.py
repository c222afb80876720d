from reports.models.report import CLAIM_EXPIRES, Report, ReportQuerySet, rest_after
from reports.models.subscription import BEGINNING, Subscription, SubscriptionQuerySet

__all__ = [
    "BEGINNING",
    "CLAIM_EXPIRES",
    "Report",
    "ReportQuerySet",
    "Subscription",
    "SubscriptionQuerySet",
    "rest_after",
]

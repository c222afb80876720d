from reports.models.report import CLAIM_EXPIRES, Report, ReportQuerySet, rest_after
from reports.models.subscription import Subscription, SubscriptionQuerySet

__all__ = ["CLAIM_EXPIRES", "Report", "ReportQuerySet", "Subscription", "SubscriptionQuerySet", "rest_after"]

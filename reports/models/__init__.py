from reports.models.report import CLAIM_EXPIRES, Report, ReportQuerySet
from reports.models.subscription import Subscription, SubscriptionQuerySet

__all__ = ["CLAIM_EXPIRES", "Report", "ReportQuerySet", "Subscription", "SubscriptionQuerySet"]

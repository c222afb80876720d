"""Setting the policy of the sites that chosen links are on: a page between tells what follows, and for how many."""

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from links.models import Host, Link
from links.policies import CONSEQUENCES, Turned, set_policy
from links.tasks import sweep_soon

_NAMED = 50
_POLICY, _APPLY = "policy", "apply_policy"
# What the page between hands on, so that the second time means the same links as the first.
_KEPT = ("action", "decision", "select_across", "index", helpers.ACTION_CHECKBOX_NAME)


class PolicyMixin:
    """For a ModelAdmin of Link."""

    def has_policy_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("links.change_host")

    @admin.action(description="Set the policy of their sites", permissions=["policy"])
    def set_host_policy(self, request: HttpRequest, queryset: QuerySet[Link]) -> HttpResponse | None:
        hosts = Host.objects.filter(pk__in=queryset.order_by().values("host"))
        if _APPLY not in request.POST:
            return self._ask_for_policy(request, hosts)
        policy = request.POST.get(_POLICY, "")
        if policy not in Host.Policy.values:
            return self._ask_for_policy(request, hosts, error="Choose one of the three. Nothing was changed.")
        turned = set_policy(host_ids=list(hosts.values_list("pk", flat=True)), policy=policy, now=timezone.now())
        words = Host.Policy(policy).label
        for host in turned.hosts:
            self.log_change(request, host, f"Policy set to: {words}")  # type: ignore[attr-defined]
        for link in queryset.filter(host__in=turned.hosts).order_by()[:_NAMED]:
            self.log_change(request, link, f"Policy of its site set to: {words}")  # type: ignore[attr-defined]
        transaction.on_commit(sweep_soon, robust=True)
        text, level = told(turned, Host.Policy(policy))
        self.message_user(request, text, level)  # type: ignore[attr-defined]
        return None

    def _ask_for_policy(self, request: HttpRequest, hosts: QuerySet[Host], error: str = "") -> HttpResponse:
        """Lists the sites with how many links each has; there the same action is asked for again, with a policy."""
        number = hosts.count()
        chosen = list(hosts.annotate(number=Count("links")).order_by("name")[:_NAMED])
        policies = {host.policy for host in chosen}
        context = {
            **admin.site.each_context(request),
            "title": "Set the policy of " + (chosen[0].name if number == 1 else _sites(number)),
            "opts": Link._meta,
            "hosts": chosen,
            "more_hosts": number - len(chosen),
            "links_in_all": Link.objects.filter(host__in=hosts).count(),
            "choices": [
                (policy.value, str(policy.label).capitalize(), CONSEQUENCES[policy], policies == {policy.value})
                for policy in Host.Policy
            ],
            "kept": [(name, value) for name in _KEPT for value in request.POST.getlist(name)],
            "names": {"policy": _POLICY, "apply": _APPLY},
            "error": error,
            "back": request.get_full_path(),
            "media": self.media,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/links/set_policy.html", context, status=400 if error else 200)


def told(turned: Turned, policy: Host.Policy) -> tuple[str, int]:
    """What to tell of it, and as what kind of message."""
    if not turned.hosts:
        return f"Nothing was changed: “{policy.label}” held already.", messages.INFO
    sites, links = _sites(len(turned.hosts)), _links(turned.links)
    return f"“{policy.label}” now holds for {sites}; {links} will be looked at anew.", messages.SUCCESS


def _sites(number: int) -> str:
    return f"{number} site{'' if number == 1 else 's'}"


def _links(number: int) -> str:
    return f"{number} watched link{'' if number == 1 else 's'}"

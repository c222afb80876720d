"""Where staff ask for the link report, for themselves or for others."""

from typing import Any

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html

from reports import sending
from reports.admin.form import FOLLOWED, WHEN, WHICH, SubscriptionForm
from reports.admin.seeing import sees_everybody
from reports.confirming import ask_to_confirm
from reports.delivery import NotDeliveredError
from reports.models import Report, Subscription

# A mail carries its styles itself and needs nothing else.
_OF_A_MAIL = {"style-src": [UNSAFE_INLINE], "script-src": [NONE], "img-src": [NONE], "form-action": [NONE]}
_LOOKED_UP = {"issuers": "people.view_organization", "detainees": "people.view_person"}


@admin.register(Subscription)
class SubscriptionAdmin(admin.ModelAdmin):
    """Each member of staff asks for themself; those who manage accounts ask for anybody."""

    form = SubscriptionForm
    list_display = ["reader", "mailed_to", "every", "scope", "next_report_at", "last_sent", "state"]
    list_select_related = ["user"]
    search_fields = ["user__username", "user__email", "user__first_name", "user__last_name", "address"]
    autocomplete_fields = ["user", "issuers", "detainees"]
    ordering = ["user__username"]
    actions = ["switch_on", "ask_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subscription]:
        unsent = Report.objects.filter(subscription=OuterRef("pk"), sent_at=None)
        found = super().get_queryset(request).annotate(last_sent_at=Max("reports__sent_at"), waits=Exists(unsent))
        return found if sees_everybody(request) else found.filter(user=request.user.pk)

    def save_model(self, request: HttpRequest, obj: Subscription, form: Any, change: bool) -> None:
        if not change:
            obj.save()
            if obj.user is None:
                transaction.on_commit(lambda: self._ask(request, obj))
            return
        # Only what was changed here: a report that is sent at this moment writes down how far the subscriber knows.
        names = {field.name for field in Subscription._meta.fields} & set(form.changed_data)
        if names & set(FOLLOWED):
            names.add("followed_through")
        obj.save(update_fields=[*names, "next_report_at"] if names & set(WHEN) else names)

    def _ask(self, request: HttpRequest, subscription: Subscription) -> None:
        try:
            ask_to_confirm(subscription, now=timezone.now())
        except NotDeliveredError as error:
            text = (
                f"{subscription.address} could not be asked whether they want the reports: {error} The subscription "
                "is kept. When mail works again, choose “Ask to confirm again” above the list."
            )
            self.message_user(request, text, messages.ERROR)
        else:
            text = f"{subscription.address} was asked by mail; reports are sent once they confirm."
            self.message_user(request, text)

    def get_fieldsets(self, request: HttpRequest, obj: Subscription | None = None) -> Any:
        whose: tuple[str, ...] = ("user", "address") if sees_everybody(request) else ()
        # Names can be looked up by those alone who may see them.
        hidden = {name for name, needed in _LOOKED_UP.items() if not request.user.has_perm(needed)}
        which = [name for name in WHICH if name not in hidden]
        when = ["every", ("weekday", "monthday"), ("hour", "time_zone"), "language"]
        return [
            ("When", {"fields": [*whose, *when, *(("next_report_at", "todays_report") if obj else ())]}),
            ("About what", {"fields": [*which, "at_once", FOLLOWED]}),
        ]

    def get_form(
        self, request: HttpRequest, obj: Subscription | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.default_user = request.user
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Subscription | None = None) -> list[str]:
        # To whom a subscription belongs is what its history of reports rests on.
        return ["next_report_at", "todays_report", *(["user", "address"] if obj and sees_everybody(request) else [])]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"user": request.user.pk, **super().get_changeform_initial_data(request)}

    def has_add_permission(self, request: HttpRequest) -> bool:
        if not super().has_add_permission(request):
            return False
        return sees_everybody(request) or not Subscription.objects.filter(user=request.user.pk).exists()

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Ending a subscription takes its reports along; nobody may delete these alone, so they must not forbid it."""
        to_delete, counts, missing, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, missing - {Report._meta.verbose_name}, protected

    def get_urls(self) -> list[URLPattern]:
        ours = path("<int:pk>/preview/", self.admin_site.admin_view(self.preview), name="reports_subscription_preview")
        return [ours, *super().get_urls()]

    @method_decorator(csp_replace(_OF_A_MAIL))
    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The report that would be sent now, as a mail program shows it, or with `?as=text` the plain one."""
        subscription = self.get_queryset(request).select_related("user").filter(pk=pk).first()
        if subscription is None:
            raise Http404
        mail = sending.preview(subscription, now=timezone.now(), through_id=sending.settled())
        if mail is None:
            self.message_user(request, "Nothing is new for this subscriber: no report would be sent now.")
            return redirect("admin:reports_subscription_change", pk)
        if request.GET.get("as") == "text":
            return HttpResponse(f"Subject: {mail.subject}\n\n{mail.text}", content_type="text/plain; charset=utf-8")
        return HttpResponse(mail.html)

    @admin.display(description="today’s report")
    def todays_report(self, subscription: Subscription) -> str:
        place = reverse("admin:reports_subscription_preview", args=[subscription.pk])
        return format_html(
            'Look at it <a href="{0}">as a mail</a> or <a href="{0}?as=text">as text</a>; nothing is sent.', place
        )

    @admin.action(description="Send mail to the address again", permissions=["change"])
    def switch_on(self, request: HttpRequest, queryset: QuerySet[Subscription]) -> None:
        # The rows of the list are counted and joined; what is changed is the subscriptions themselves.
        count = Subscription.objects.filter(pk__in=queryset.values("pk")).switch_on()
        self.message_user(
            request, f"{count} address{'' if count == 1 else 'es'} get{'s' if count == 1 else ''} mail again."
        )

    @admin.action(description="Ask to confirm again", permissions=["change"])
    def ask_again(self, request: HttpRequest, queryset: QuerySet[Subscription]) -> None:
        waiting = queryset.filter(user=None, confirmed_at=None)
        if not waiting:
            self.message_user(request, "None of these waits to be confirmed. Nobody was mailed.", messages.WARNING)
        for subscription in waiting:
            self._ask(request, subscription)

    @admin.display(description="reader", ordering="user__username")
    def reader(self, subscription: Subscription) -> str:
        return subscription.reader if subscription.user else "somebody outside"

    @admin.display(description="address", ordering="user__email")
    def mailed_to(self, subscription: Subscription) -> str:
        return subscription.mailed_to

    @admin.display(description="last report sent", ordering="last_sent_at", empty_value="none yet")
    def last_sent(self, subscription: Subscription) -> Any:
        return subscription.last_sent_at  # type: ignore[attr-defined]

    @admin.display(description="state")
    def state(self, subscription: Subscription) -> str:
        user = subscription.user
        if user is None and not subscription.confirmed_at:
            return "gets no mail: has not confirmed yet, or has ended the reports"
        if user and not (user.is_active and user.is_staff and user.email):
            return "gets no mail: the account is switched off, not staff, or has no address"
        if subscription.switched_off_at:
            return (
                f"gets no mail: the mail server refused the address {subscription.mailed_to} again and again. Correct "
                "it, then choose “Send mail to the address again” above"
            )
        if subscription.waits:  # type: ignore[attr-defined]
            place = reverse("admin:reports_report_changelist")
            return format_html(
                '<a href="{}?subscription__id__exact={}&amp;waiting=yes">a report waits to be sent</a>',
                place,
                subscription.pk,
            )
        return "up to date"

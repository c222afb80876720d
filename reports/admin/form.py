"""What a subscription asks of whoever fills it in."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from reports.models import BEGINNING, Subscription

WHEN = ("every", "weekday", "monthday", "hour", "time_zone")
WHICH = ("scope", "issuers", "countries", "detainees")
FOLLOWED = ("follow_ups", "answer_days")


class SubscriptionForm(forms.ModelForm):
    """Asks for the link report; `default_user` is the one to get it where the form does not ask for whom."""

    default_user: Any = None

    class Meta:
        model = Subscription
        fields = ["user", "address", *WHEN, "language", *WHICH, "at_once", *FOLLOWED]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "time_zone" in self.fields:
            self.fields["time_zone"].widget = forms.Select(choices=_time_zones())
        for field in self.fields.values():
            # Django lets the page say what a computed default was; the row knows it better.
            field.show_hidden_initial = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = [name for name in WHICH[1:] if data.get(name)]
        if data.get("scope") == Subscription.Scope.CHOSEN and not chosen:
            self.add_error("scope", "Choose at least one body, country or detainee below, or ask for all letters.")
        if self.instance.pk:
            user, address = self.instance.user, self.instance.address
        elif "user" in self.fields:
            user, address = data.get("user"), data.get("address", "")
        else:
            user, address = self.default_user, ""
        if "address" not in self.errors and bool(user) == bool(address):
            raise ValidationError("Choose a user or give an outside address: one of the two.", code="whose")
        if user is None:
            self._check_outsider(data, address)
            return data
        if not (user.is_active and user.is_staff):
            raise ValidationError(f"{user} may not get the report: only active members of staff may.", code="not_staff")
        if not user.email:
            raise ValidationError(
                f"No e-mail address is known of {user}. Have an administrator enter it with the account, then ask "
                "for the report again.",
                code="no_address",
            )
        if Subscription.objects.filter(user=user).exclude(pk=self.instance.pk).exists():
            raise ValidationError(f"{user} gets the report already.", code="twice")
        self.instance.user = user
        return data

    def _check_outsider(self, data: dict[str, Any], address: str) -> None:
        if data.get("scope") == Subscription.Scope.OWN:
            self.add_error("scope", "Somebody outside has entered no letters: choose all letters or some of them.")
        if data.get("follow_ups"):
            self.add_error("follow_ups", "What letters wait for is told to staff alone.")
        if User.objects.filter(email__iexact=address, is_staff=True, is_active=True).exists():
            self.add_error(None, f"{address} is the address of a member of staff: choose their account instead.")

    def save(self, commit: bool = True) -> Subscription:
        # Whoever only changes what they are told of keeps their next date.
        if self.instance.pk is None or any(name in self.changed_data for name in WHEN):
            self.instance.plan(timezone.now())
        if any(name in self.changed_data for name in FOLLOWED):
            # By another number of days other letters wait: what is told starts anew.
            self.instance.followed_through = BEGINNING
        saved: Subscription = super().save(commit)
        return saved


def _time_zones() -> list[Any]:
    """All time zones, by the part of the world: `Asia/Yerevan` is found under Asia."""
    regions: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(available_timezones()):
        region, _, place = name.partition("/")
        regions.setdefault(region if place else "Other", []).append((name, name.replace("_", " ")))
    return sorted(regions.items())

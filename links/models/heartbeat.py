from datetime import datetime

from django.db import models


class HeartbeatManager(models.Manager["Heartbeat"]):
    def beat(self, name: str, *, now: datetime) -> None:
        """Note that the recurring work called `name` is being done at this moment."""
        self.update_or_create(name=name, defaults={"at": now})

    def last_beat(self, name: str) -> datetime | None:
        """When it was last done; None when never."""
        return self.filter(name=name).values_list("at", flat=True).first()


class Heartbeat(models.Model):
    """When some recurring work was last done, by whoever does it: nothing else tells that nobody does it any more."""

    SWEEP = "sweep"

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    objects = HeartbeatManager()

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M}"

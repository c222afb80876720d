"""At most one accepted address a link; and the sites that are known to have moved as a whole (DOMAIN.md 3)."""

from django.db import migrations, models

_STATE = (
    ("2021-2025.state.gov", 2021, 2025),
    ("2017-2021.state.gov", 2017, 2021),
    ("2009-2017.state.gov", 2009, 2017),
)
_WHITE_HOUSE = (
    ("bidenwhitehouse.archives.gov", 2021, 2025),
    ("trumpwhitehouse.archives.gov", 2017, 2021),
    ("obamawhitehouse.archives.gov", 2009, 2017),
)
_SITES = {
    "www.state.gov": _STATE,
    "state.gov": _STATE,
    "www.whitehouse.gov": _WHITE_HOUSE,
    "whitehouse.gov": _WHITE_HOUSE,
}


def fill(apps, schema_editor):
    site = apps.get_model("links", "SuccessorSite")
    for host_name, successors in _SITES.items():
        for successor_name, pages_from, pages_to in successors:
            site.objects.get_or_create(
                host_name=host_name,
                successor_name=successor_name,
                defaults={"pages_from": pages_from, "pages_to": pages_to},
            )


class Migration(migrations.Migration):
    dependencies = [("links", "0002_link_health")]

    operations = [
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "accepted")), fields=("link",), name="links_proposal_one_accepted"
            ),
        ),
        # Taken back, the rows stay: staff may have changed them.
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    """What a contribution was when it was released, and since when a released figure stands."""

    dependencies = [("benchmark", "0002_initial")]

    operations = [
        migrations.AddField("contribution", "released_statistic", models.JSONField(null=True)),
        migrations.AddField(
            "contribution", "released_computed_at", models.DateTimeField(null=True)
        ),
        migrations.AddConstraint(
            "contribution",
            models.CheckConstraint(
                condition=models.Q(
                    released_statistic__isnull=True, released_computed_at__isnull=True
                )
                | models.Q(released_statistic__isnull=False, released_computed_at__isnull=False),
                name="what_was_released_has_a_time",
            ),
        ),
        migrations.AlterField(
            "release", "contributor_band", models.CharField(max_length=10, blank=True)
        ),
        migrations.AddField(
            "releasedstatistic",
            "published_at",
            models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            "releasedstatistic", "others_shown", models.BooleanField(default=False)
        ),
        migrations.AddField(
            "ledgerentry",
            "version",
            models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
    ]

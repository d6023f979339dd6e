from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models


def fill(apps: Any, schema_editor: Any) -> None:
    """Each answer learns its survey, and each invitation the day of its answer."""
    for answer in apps.get_model("surveys", "SurveyAnswer").objects.select_related("invitation").iterator():
        answer.survey_id = answer.invitation.survey_id
        answer.save(update_fields=["survey"])
        answer.invitation.answered_on = answer.answered_on
        answer.invitation.save(update_fields=["answered_on"])


def empty(apps: Any, schema_editor: Any) -> None:
    """The day goes back to the answer."""
    for answer in apps.get_model("surveys", "SurveyAnswer").objects.select_related("invitation").iterator():
        answer.answered_on = answer.invitation.answered_on
        answer.save(update_fields=["answered_on"])


class Migration(migrations.Migration):
    dependencies: ClassVar = [("surveys", "0001_initial")]

    operations: ClassVar = [
        migrations.AlterField(
            "surveyanswer", "answered_on", models.DateField(null=True, blank=True, verbose_name="donnée le")
        ),
        migrations.AddField(
            "surveyinvitation", "answered_on", models.DateField(blank=True, null=True, verbose_name="répondu le")
        ),
        migrations.AddField(
            "surveyanswer",
            "survey",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="surveys.survey",
                verbose_name="enquête",
            ),
        ),
        migrations.RunPython(fill, empty),
    ]

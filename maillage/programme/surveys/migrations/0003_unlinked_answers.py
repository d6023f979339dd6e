from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models


def drop_unlinked(apps: Any, schema_editor: Any) -> None:
    """Going back, an answer without its invitation has no place any more."""
    apps.get_model("surveys", "SurveyAnswer").objects.filter(invitation__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies: ClassVar = [("surveys", "0002_answer_of_a_survey")]

    operations: ClassVar = [
        migrations.RemoveField("surveyanswer", "answered_on"),
        migrations.AlterField(
            "surveyanswer",
            "survey",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="surveys.survey",
                verbose_name="enquête",
            ),
        ),
        migrations.AlterField(
            "surveyanswer",
            "invitation",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answer",
                to="surveys.surveyinvitation",
                verbose_name="invitation",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, drop_unlinked),
    ]

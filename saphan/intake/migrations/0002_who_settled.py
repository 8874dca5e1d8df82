"""Who answered a file's doubts is remembered beside who sent it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="settled_by",
            field=models.JSONField(default=list),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Definition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("peer", models.TextField()),
                ("code", models.TextField()),
                ("hash", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["peer", "code"], name="one_definition_a_peer")
                ],
            },
        ),
    ]

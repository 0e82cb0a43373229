from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "cms.editions"
    label = "editions"
    verbose_name = "Editions"

    def ready(self) -> None:
        from cms.editions import handout_signals, signals  # noqa: F401

from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "cms.cards"
    label = "cards"
    verbose_name = "Cards for sharing"

    def ready(self) -> None:
        from cms.cards import signals  # noqa: F401 - its receivers

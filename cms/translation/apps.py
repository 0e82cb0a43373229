from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "cms.translation"
    label = "translation"
    verbose_name = "Translation"

    def ready(self) -> None:
        from cms.translation import privacy, signals, tree  # noqa: F401
        from cms.translation.mail.telling import take_wagtails_place

        take_wagtails_place()

from django.apps import AppConfig
from django.core import checks


class LanguagesConfig(AppConfig):
    name = "cms.languages"
    label = "languages"
    verbose_name = "Languages"

    def ready(self) -> None:
        from cms.languages.policy import check_policies

        checks.register(check_policies)

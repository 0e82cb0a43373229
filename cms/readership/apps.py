import atexit

from django.apps import AppConfig


class ReadershipConfig(AppConfig):
    name = "cms.readership"
    label = "readership"
    verbose_name = "Readership"

    def ready(self) -> None:
        from cms.readership.counting import counts

        atexit.register(counts.write)

from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "cms.staff"
    label = "staff"
    verbose_name = "Staff"

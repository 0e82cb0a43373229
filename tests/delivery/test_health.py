"""The probes."""

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from cms.delivery import views
from cms.delivery.workers import take_place
from tests.sites import Site


def test_live_answers_without_a_database(client: Client):
    response = client.get("/health/live/")

    assert (response.status_code, response.content, response["Content-Type"].split(";")[0]) == (
        200,
        b"ok\n",
        "text/plain",
    )


@pytest.mark.django_db
def test_ready_tells_of_workers(client: Client):
    assert client.get("/health/ready/").content == b"ok\nworkers: 0\n"

    place = take_place(settings.DATA_DIR, "worker of a test")
    try:
        assert client.get("/health/ready/").content == b"ok\nworkers: 1\n"
    finally:
        place.close()


@pytest.mark.django_db
def test_ready_waits_for_migrations(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(views, "_migrated", False)
    MigrationRecorder(connection).record_unapplied("accounts", "0001_initial")

    response = client.get("/health/ready/")

    assert (response.status_code, response.content) == (503, b"migrations are missing\n")


def test_ready_says_that_the_database_does_not_answer(client: Client, site: Site, settings):
    with site.connected():
        connection.settings_dict["NAME"] = f"{site.database}/nowhere"

        response = client.get("/health/ready/")

    assert (response.status_code, response.content) == (503, b"the database does not answer\n")


def test_probes_come_over_plain_http_and_only_to_look(client: Client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/health/live/").status_code == 200
    assert client.get("/en/").status_code == 301
    assert Client(enforce_csrf_checks=True).post("/health/live/").status_code == 405

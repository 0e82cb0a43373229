"""Guessing a password."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

GOOD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def someone(db: None, settings):
    settings.AXES_ENABLED = True
    return get_user_model().objects.create_superuser(username="someone", password=GOOD)


def sign_in(client: Client, password: str, address: str = "192.0.2.1"):
    form = {"username": "someone", "password": password}
    return client.post("/admin/login/", form, headers={"x-forwarded-for": "203.0.113.9"}, REMOTE_ADDR=address)


def test_the_one_who_guesses_is_locked_out_and_the_owner_is_not(client: Client, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        guess = sign_in(client, "a guess")

    assert guess.status_code == 429
    assert sign_in(client, GOOD).status_code == 429
    assert sign_in(Client(), GOOD, address="192.0.2.2").status_code == 302


def test_a_slip_of_the_pen_is_no_guess(client: Client):
    assert sign_in(client, "correct horse battery stable").status_code == 200
    assert sign_in(client, GOOD).status_code == 302

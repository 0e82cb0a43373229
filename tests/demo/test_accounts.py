"""The demo accounts."""

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.test import Client

from cms.accounts.models import User
from demo.accounts import ACCOUNTS, ensure_accounts

NAMES = {
    "admin",
    "editor",
    "editor2",
    "reviewer_en",
    "translator_es",
    "translator_ar",
    "reviewer_es",
    "reviewer_ar",
    "press",
}


@pytest.fixture
def prepared(db: None) -> None:
    call_command("prepare", verbosity=0)


@pytest.mark.usefixtures("prepared")
def test_everybody_signs_in_with_the_password_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "a password for the demo")
    assert ensure_accounts() == "a password for the demo"
    assert set(ACCOUNTS) == NAMES
    for name in NAMES:
        client = Client()
        answer = client.post("/admin/login/", {"username": name, "password": "a password for the demo"})
        assert answer.status_code == 302
        assert client.session["_auth_user_id"] == str(User.objects.get(username=name).pk)


@pytest.mark.usefixtures("prepared")
def test_each_account_is_in_the_group_of_its_role_and_only_the_administrator_may_do_everything() -> None:
    ensure_accounts()
    groups = {user.username: [group.name for group in user.groups.all()] for user in User.objects.all()}
    assert groups["translator_ar"] == ["Translators (ar)"]
    assert groups["reviewer_en"] == ["Reviewers (en)"]
    assert groups["editor"] == groups["editor2"] == ["Editors"]
    assert set(User.objects.filter(is_superuser=True).values_list("username", flat=True)) == {"admin"}


@pytest.mark.usefixtures("prepared")
def test_without_a_password_in_the_environment_a_random_one_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    password = ensure_accounts()
    assert password is not None
    assert len(password) >= 12
    assert authenticate(username="editor", password=password) is not None


@pytest.mark.usefixtures("prepared")
def test_accounts_that_are_there_keep_their_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "the first password")
    ensure_accounts()
    User.objects.get(username="press").delete()
    monkeypatch.setenv("DEMO_PASSWORD", "the second password")
    assert ensure_accounts() == "the second password"
    assert authenticate(username="press", password="the second password") is not None
    assert authenticate(username="editor", password="the first password") is not None
    assert ensure_accounts() is None

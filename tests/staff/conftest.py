import pytest

from tests.house import House, People, make_people


@pytest.fixture
def people(db: None) -> People:
    return make_people()


@pytest.fixture
def house(people: People) -> House:
    return House(people)

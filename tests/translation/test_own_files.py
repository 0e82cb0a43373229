"""A picture of a language's own in the place of the English one."""

from typing import Any

import pytest
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupCollectionPermission
from wagtail_localize.models import SegmentOverride

from cms.library.models import LibraryImage
from cms.translation.review import approve
from tests.house import House, fresh


def picture(title: str, **values: Any) -> LibraryImage:
    file = get_test_image_file(filename=f"{title}.png", colour="white" if len(title) % 2 else "black")
    return LibraryImage.objects.create(title=title, file=file, **values)


@pytest.fixture(scope="module")
def shared_story(shared_house: House) -> Any:
    shared_house.story_index("ar")
    return shared_house.go_live(shared_house.story(lead_image=picture("English"), lead_image_alt="A class outdoors"))


@pytest.fixture
def story(shared_story: Any, house: House) -> Any:
    return fresh(shared_story)


@pytest.fixture(scope="module")
def shared_translation(shared_house: House, shared_story: Any) -> Any:
    [sent] = shared_house.send(shared_story, "ar")
    shared_house.fill(sent)
    return sent


@pytest.fixture
def translation(shared_translation: Any, house: House) -> Any:
    return fresh(shared_translation)


def collection(name: str) -> Collection:
    return Collection.get_first_root_node().add_child(name=name)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def chooser(translation: Any) -> str:
    return f"/admin/translation/{translation.pk}/files/lead_image/"


def choose(house: House, translation: Any, file: Any) -> Any:
    client = signed_in(house.people.translator_ar)
    return client.post(chooser(translation), {"chosen": file.pk if file else ""}, follow=True)


def desk(house: House, translation: Any) -> str:
    client = signed_in(house.people.translator_ar)
    return client.get(f"/admin/pages/{translation.get_target_instance().pk}/edit/").content.decode()


def test_own_picture_waits_for_approval_and_stays_when_the_english_changes(
    house: House, story: Any, translation: Any
) -> None:
    own = picture("Arabic")
    assert "Same picture as the English" in desk(house, translation)
    assert "Arabic" in signed_in(house.people.translator_ar).get(chooser(translation) + "?q=arab").content.decode()
    choose(house, translation, own)
    assert "Own picture of this language" in desk(house, translation)
    target = house.submit(translation)
    assert fresh(target).lead_image.title == "English"
    approve(target, user=house.people.reviewer_ar)
    assert fresh(target).lead_image == own

    house.change(story, lead_image=picture("Newer"), search_description="Another one.")
    house.go_live(story)
    assert fresh(story).lead_image.title == "Newer"
    assert fresh(target).lead_image == own
    assert "Older than the English file" in desk(house, translation)

    choose(house, translation, own)
    assert "Older than the English file" not in desk(house, translation)
    choose(house, translation, None)
    assert "Same picture as the English" in desk(house, translation)
    assert fresh(target).lead_image == own
    translation = fresh(translation)
    house.fill(translation)
    approve(house.submit(translation), user=house.people.reviewer_ar)
    assert fresh(target).lead_image.title == "Newer"


def test_new_file_under_the_same_entry_is_newer_too(house: House, story: Any, translation: Any) -> None:
    choose(house, translation, picture("Arabic"))
    english = LibraryImage.objects.get(title="English")
    english.file = get_test_image_file(filename="again.png", colour="red")
    english._set_file_hash()
    english.save()
    assert "Older than the English file" in desk(house, translation)


def test_picture_that_was_deleted_gives_way_to_the_english_one(house: House, story: Any, translation: Any) -> None:
    own = picture("Arabic")
    choose(house, translation, own)
    own.delete()
    preview = signed_in(house.people.translator_ar).get(f"/admin/translation/{translation.pk}/preview/")
    assert preview.status_code == 200
    assert "has been deleted: readers get the English one" in desk(house, translation)
    target = house.submit(translation)
    approve(target, user=house.people.reviewer_ar)
    assert fresh(target).lead_image.title == "English"


def test_only_what_one_may_choose_is_offered_and_taken(house: House, translation: Any) -> None:
    offered, hidden = picture("Offered"), picture("Hidden", collection=collection("Closed"))
    rights = GroupCollectionPermission.objects.filter(group__name="Translators (ar)")
    rights.update(collection=collection("Open"))
    LibraryImage.objects.filter(pk=offered.pk).update(collection=Collection.objects.get(name="Open"))
    titles = signed_in(house.people.translator_ar).get(chooser(translation)).content.decode()
    assert "Offered" in titles
    assert "Hidden" not in titles
    response = choose(house, translation, hidden)
    assert "you may not choose it" in response.content.decode()
    assert not SegmentOverride.objects.exists()
    choose(house, translation, offered)
    assert SegmentOverride.objects.get().data == offered.pk


@pytest.mark.parametrize("chosen", ["999999", "abc", "9" * 40])
def test_what_is_not_there_is_not_taken(house: House, translation: Any, chosen: str) -> None:
    client = signed_in(house.people.translator_ar)
    assert client.post(chooser(translation), {"chosen": chosen}, follow=True).status_code == 200
    assert not SegmentOverride.objects.exists()


def test_field_that_has_no_file_of_its_own(house: House, translation: Any) -> None:
    client = signed_in(house.people.translator_ar)
    for field in ("title", "release", "nothing"):
        assert client.get(f"/admin/translation/{translation.pk}/files/{field}/").status_code == 404

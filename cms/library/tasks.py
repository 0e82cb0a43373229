from django_tasks import task

from cms.library.models import LibraryImage
from cms.library.renditions import make_renditions_of


@task(queue_name="editions")
def make_renditions(image_id: int) -> None:
    """Make what is missing of a picture that a public page shows; it may have gone meanwhile."""
    image = LibraryImage.objects.filter(pk=image_id).first()
    if image is not None:
        make_renditions_of(image)

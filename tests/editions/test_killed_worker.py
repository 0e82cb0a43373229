"""A worker that is killed in the middle of a PDF: the PDF is there after its restart."""

from django_tasks_db.models import DBTaskResult, get_date_max

from cms.editions.models import Edition
from stories.models import StoryPage
from tests.sites import Site, wait_until


def test_the_pdf_is_there_after_a_restart(demo_site: Site) -> None:
    with demo_site.connected():
        story = StoryPage.objects.get(slug="protecting-student-mental-health", locale__language_code="ar")
        Edition.objects.filter(page=story.pk).delete()
        task = DBTaskResult.objects.create(
            task_path="cms.editions.tasks.make_edition",
            args_kwargs={"args": [story.pk], "kwargs": {}},
            queue_name="editions",
            backend_name="default",
            run_after=get_date_max(),
        )
        worker = demo_site.start("work")
        wait_until(lambda: DBTaskResult.objects.get(pk=task.pk).status == "RUNNING", "the PDF is begun")
        worker.kill()
        worker.wait()
        assert Edition.objects.current_for(story) is None
        done = demo_site.manage("work", "--batch")
        assert done.returncode == 0, done.stderr
        edition = Edition.objects.current_for(story)
        assert edition is not None
        assert DBTaskResult.objects.get(pk=task.pk).status == "SUCCESSFUL"
        assert (demo_site.folder / "editions" / edition.file.name).stat().st_size == edition.bytes

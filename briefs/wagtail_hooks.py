from wagtail import hooks

from briefs.tasks import bring_versions_up_to_date

# A hook of our own: what else is made of a page when its PDF is.
hooks.register("make_more_editions", bring_versions_up_to_date)

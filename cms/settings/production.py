"""The public site: `base` as it is, once what has no safe default is given."""

from cms.settings import environment

environment.read_file()
environment.required(
    "SECRET_KEY", "Give a long random text that stays the same, such as openssl rand -base64 48 prints."
)
environment.required("ALLOWED_HOSTS", "Name the hosts that the site answers to, separated by commas.")
environment.required("BASE_URL", "Give the public address of the site, for example https://beacons.example.")

from cms.settings.base import *  # noqa: E402, F403

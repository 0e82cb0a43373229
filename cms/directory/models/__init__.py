"""What pages point at. Staff edit it in the menu "Directory"; it is retired, never deleted."""

from cms.directory.models.contacts import ContactPoint, PageContact
from cms.directory.models.entries import DirectoryEntry, ReviewedSnippet, WithLocale
from cms.directory.models.funding import Funder, FundingAcknowledgement, PageFunding
from cms.directory.models.organisations import Organisation, PageOrganisation, Person
from cms.directory.models.statistics import PageStatistic, Statistic
from cms.directory.models.terms import PageTerm, Term, Vocabulary
from cms.directory.models.texts import ReusableText

__all__ = [
    "ContactPoint",
    "DirectoryEntry",
    "Funder",
    "FundingAcknowledgement",
    "Organisation",
    "PageContact",
    "PageFunding",
    "PageOrganisation",
    "PageStatistic",
    "PageTerm",
    "Person",
    "ReusableText",
    "ReviewedSnippet",
    "Statistic",
    "Term",
    "Vocabulary",
    "WithLocale",
]

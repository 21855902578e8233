"""Errors as a business user should read them."""

from __future__ import annotations

import re
from typing import Optional

SENTENCE_LENGTH = 2000
OWNERS = ("author", "engineer", "tenant-admin", "platform")


class JobError(Exception):
    """A failure with a stable code, a sentence for whoever drew the process, what helps, and whose it is to mend."""

    def __init__(self, code: str, sentence: str, remedy: str, owner: str = "author") -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.remedy = remedy
        self.owner = owner

    def as_json(self) -> dict[str, str]:
        return {
            "code": self.code,
            "sentence": self.sentence[:SENTENCE_LENGTH],
            "remedy": self.remedy[:SENTENCE_LENGTH],
            "owner": self.owner,
        }


def unexpected() -> JobError:
    """What nobody foresaw. The trace goes to the step's log: it may hold data, and tells a business user nothing."""
    return JobError(
        "job.unexpected",
        "The component failed in a way that was not foreseen.",
        "Look at the component's log, or hand it to an engineer.",
        "engineer",
    )


def _access_denied(where: str) -> JobError:
    return JobError(
        "storage.access-denied",
        f"Access to {where} was denied.",
        "Let the cluster's role read (or write) this place, then run again.",
        "tenant-admin",
    )


def _missing_bucket(where: str) -> JobError:
    return JobError(
        "storage.missing-bucket",
        f"The bucket of {where} does not exist.",
        "Correct the location, or create the bucket.",
        "tenant-admin",
    )


def _expired(where: str) -> JobError:
    return JobError(
        "storage.credentials-expired",
        f"The cluster's credentials expired while it used {where}.",
        "Run again; if it recurs, let the role's sessions last longer.",
        "engineer",
    )


def _missing(where: str) -> JobError:
    return JobError(
        "storage.missing",
        f"There is nothing at {where}.",
        "Check the path, and that the files have arrived before the run.",
    )


def _header_differs(where: str) -> JobError:
    return JobError(
        "source.header-differs",
        f"The files at {where} do not all have the same column names in their first line.",
        "Put files of different shape into folders of their own.",
    )


def _not_parquet(where: str) -> JobError:
    return JobError(
        "source.not-parquet",
        f"A file at {where} is not a Parquet file.",
        "Choose the format that the files really have.",
    )


def _broken(where: str) -> JobError:
    return JobError(
        "source.broken-file",
        f"A file at {where} is damaged or only partly there.",
        "Deliver the file again, then run again.",
    )


# What Spark, Hadoop and boto3 say, in the order in which it is to be tried.
_KNOWN = (
    (r"ExpiredToken|security token included in the request is expired", _expired),
    (r"NoSuchBucket|bucket does not exist", _missing_bucket),
    (r"AccessDenied|AccessControlException|Forbidden|Access Denied|Permission denied|status code: 403", _access_denied),
    (r"PATH_NOT_FOUND|Path does not exist|NoSuchKey|FileNotFoundException", _missing),
    (r"CSV header does not conform", _header_differs),
    (r"is not a Parquet file|FAILED_READ_FILE\.CANNOT_READ_FILE_FOOTER|Could not read footer", _not_parquet),
    (r"ZipException|not in gzip format|incorrect data check|invalid stored block|Unexpected end of input", _broken),
)


def known(error: BaseException, where: str) -> Optional[JobError]:
    """The telling form of an error of Spark's or of S3's, if it is one that we know."""
    text = f"{type(error).__name__}: {error}"
    for pattern, made in _KNOWN:
        if re.search(pattern, text):
            return made(where)
    return None

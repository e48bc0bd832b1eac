"""Buckets of other accounts. Without this module, the emulator evaluates the bucket policy for the account of the
caller instead of the caller itself.
"""

from ministack.services import s3

from . import current_request


def bucket_policy_for_arn(resource_arn):
    """Returns the bucket policy for callers of every account, because names of buckets are global.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
    """
    bucket = resource_arn.removeprefix("arn:aws:s3:::").split("/", 1)[0]
    owner = s3._bucket_owner_account(bucket)
    return (s3._bucket_policies.get_scoped(owner, None, bucket) or "", owner) if owner else None


def _foreign_bucket_allows(*request):
    """If both policies allow a caller, the emulator does not evaluate the account of the caller. It decides about anonymous
    callers.
    """
    return current_request.is_allowed.get() or _emulated_foreign_bucket_allows(*request)


_emulated_foreign_bucket_allows = s3._foreign_bucket_allows


def install() -> None:
    s3.bucket_policy_for_arn = bucket_policy_for_arn
    s3._foreign_bucket_allows = _foreign_bucket_allows

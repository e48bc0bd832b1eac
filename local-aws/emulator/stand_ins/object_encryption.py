"""Condition keys about the encryption that a writer requests from S3: the KMS key, and whether the writer supplies a
key.
"""

from ministack.core import iam_actions

_HEADERS = ("x-amz-server-side-encryption-aws-kms-key-id", "x-amz-server-side-encryption-customer-algorithm")


def _s3_object_context(iam_action, query_params, path, headers):
    """https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys"""
    context = _emulated_s3_object_context(iam_action, query_params, path, headers)
    if iam_action == "s3:PutObject":
        context.update({f"s3:{name}": headers[name] for name in _HEADERS if headers.get(name)})
    return context


_emulated_s3_object_context = iam_actions._s3_object_context


def install() -> None:
    iam_actions._s3_object_context = _s3_object_context

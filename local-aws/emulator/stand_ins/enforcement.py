"""Decides requests. For callers, all policies are evaluated. For AWS services, only the policy of the resource is evaluated.

The emulator sends no requests as a service. A test can send such a request, with the access key
"SERVICE.<service principal>", and with the resource that the service acts for in the header x-amz-source-arn.
"""

import json

from ministack.core import iam_actions, iam_evaluator
from ministack.services import s3

from . import current_request, named_resources, organization_policies, requests_made
from .service_requests import decide

_SERVICE = "SERVICE."

# This is not a condition key of AWS. It passes the header to the function that decides
_EXPECTED_OWNER = "header:x-amz-expected-bucket-owner"


def _authenticate(access_key_id, account_id):
    """Accepts the access key of a service principal, which has no secret to sign requests."""
    return None if access_key_id.startswith(_SERVICE) else _emulated_authenticate(access_key_id, account_id)


def _encryption_context(body):
    """https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context"""
    context = json.loads(body or b"{}").get("EncryptionContext", {})
    return {f"kms:encryptioncontext:{name}".lower(): value for name, value in context.items()}


def _account_of(source_arn):
    """The account of an ARN. The ARN of a bucket contains no account, so it is the account of the owner."""
    _arn, _partition, _service, _region, account_id, resource = source_arn.split(":", 5)
    return account_id or s3._bucket_owner_account(resource)


def _enforce_service(access_key_id, iam_action, service, region, resource_arn, service_context):
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (aws:SourceArn)"""
    principal = access_key_id.removeprefix(_SERVICE)
    signed = iam_evaluator._signed_request.get()
    source_arn = signed.headers.get("x-amz-source-arn", "")
    source_account = _account_of(source_arn)
    if iam_action == "events:PutEvents":
        # AWS evaluates no policy when a service sends an event from an account to the same account
        current_request.sends_events_of.set(source_account)
        return None
    context = {
        **{key.lower(): value for key, value in (service_context or {}).items()},
        **_encryption_context(signed.body if service == "kms" else b""),
    }
    policy, _owner_account = iam_evaluator._resource_policy(service, resource_arn) or (None, None)
    result = decide(policy, principal, iam_action, resource_arn, region, source_arn, source_account, context)
    return None if result.decision == "Allow" else result


def _source(access_key_id):
    """The resource that a service acts for."""
    if not access_key_id.startswith(_SERVICE):
        return None
    source_arn = iam_evaluator._signed_request.get().headers.get("x-amz-source-arn", "")
    return source_arn, _account_of(source_arn)


def _s3_context(iam_action, query_params, path="", headers=None):
    context = _emulated_s3_context(iam_action, query_params, path, headers)
    expected = (headers or {}).get("x-amz-expected-bucket-owner")
    return {**context, _EXPECTED_OWNER: expected} if expected else context


def _is_of_unexpected_owner(resource_arn, service_context):
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html"""
    expected = (service_context or {}).get(_EXPECTED_OWNER)
    owner = s3._bucket_owner_account(resource_arn.removeprefix("arn:aws:s3:::").split("/", 1)[0])
    return expected is not None and owner is not None and owner != expected


def _enforce(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
    resource_arn = named_resources.resource_of(iam_action, region, resource_arn)
    requests_made.add(access_key_id, iam_action, resource_arn)
    decide = _enforce_service if (access_key_id or "").startswith(_SERVICE) else _emulated_enforce
    if iam_action in ("iam:AttachRolePolicy", "iam:DetachRolePolicy"):
        service_context = {**(service_context or {}), **named_resources.policy_named_in_request()}
    if iam_action == "s3:CreateBucket":
        # Only the policies of the caller decide about creating a bucket. A name that exists is an error
        service = "s3 without a bucket"
    denied = decide(access_key_id, iam_action, service, region, resource_arn, service_context)
    # The emulator evaluates no policies for the root user, so the owner must be checked here
    if denied is None and service == "s3" and _is_of_unexpected_owner(resource_arn, service_context):
        denied = iam_evaluator.EvalResult("Deny", resource_policy_arn=resource_arn)
    if denied is None and access_key_id:
        asked = (access_key_id, iam_action, service, region, resource_arn, service_context)
        denied = organization_policies.denies(*asked, source=_source(access_key_id))
    current_request.is_allowed.set(denied is None and not iam_evaluator.is_root_access_key(access_key_id))
    return denied


_emulated_authenticate = iam_evaluator.authenticate
_emulated_enforce = iam_evaluator.enforce
_emulated_s3_context = iam_actions.s3_service_context


def install() -> None:
    iam_evaluator.authenticate = _authenticate
    iam_evaluator.enforce = _enforce
    iam_actions.s3_service_context = _s3_context

"""Requests that CloudTrail sends before it accepts a trail. The emulator accepts every trail.

`aws-semantics/deliveries/trail.ts` decides, from the policies of the destinations.
"""

import semantics
from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudtrail, s3, sns

from . import foreign_buckets, foreign_keys, roles
from .organization import principal_org_id
from .policy_texts import text_of

_MESSAGES = {
    "InsufficientEncryptionPolicyException": "Insufficient permissions to access S3 bucket or KMS key.",
    "InsufficientSnsTopicPolicyException": "SNS Topic does not exist or the topic policy is incorrect!",
    "InvalidCloudWatchLogsRoleArnException": "CloudTrail cannot validate the specified role ARN.",
    "InvalidCloudWatchLogsLogGroupArnException": (
        "Access denied. Verify in IAM that the role has adequate permissions."
    ),
}


def _refusal(trail):
    """https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html#API_CreateTrail_Errors"""
    bucket = trail.get("S3BucketName", "")
    if s3._bucket_owner_account(bucket) is None:
        return cloudtrail._err("S3BucketDoesNotExistException", f"S3 bucket {bucket} does not exist!")
    code = semantics.evaluate("trail-refusal", **_facts(trail))
    if code is None:
        return None
    incorrect = f"Incorrect S3 bucket policy is detected for bucket: {bucket}"
    return cloudtrail._err(code, _MESSAGES.get(code, incorrect))


def _facts(trail):
    account_id, region = get_account_id(), get_region()
    bucket_arn = f"arn:aws:s3:::{trail['S3BucketName']}"
    policy, owner = foreign_buckets.bucket_policy_for_arn(bucket_arn)
    return {
        "arn": cloudtrail._trail_arn(trail["Name"]),
        "accountId": account_id,
        "region": region,
        "organizationId": principal_org_id(account_id) or "",
        "isOrganizationTrail": bool(trail.get("IsOrganizationTrail")),
        "prefix": trail.get("S3KeyPrefix") or "",
        "validatesFiles": bool(trail.get("LogFileValidationEnabled")),
        "bucket": {"arn": bucket_arn, "accountId": owner, "policy": text_of(policy)},
        "key": _key(trail.get("KmsKeyId")),
        "topic": _topic(trail.get("SnsTopicName"), account_id, region),
        "logs": _logs(trail.get("CloudWatchLogsLogGroupArn"), trail.get("CloudWatchLogsRoleArn")),
    }


def _key(key_id):
    """A key, and nothing without an id. A key that does not exist allows nothing."""
    if not key_id:
        return None
    record = foreign_keys._resolve_key(key_id) or {"Arn": key_id}
    return {"arn": record["Arn"], "accountId": foreign_keys._owner(record["Arn"]), "policy": text_of(record.get("Policy"))}


def _topic(name, account_id, region):
    """A topic, and nothing without a name. A topic that does not exist allows nothing."""
    if not name:
        return None
    arn = name if name.startswith("arn:") else f"arn:aws:sns:{region}:{account_id}:{name}"
    attributes = (sns._topic_by_arn_any_scope(arn) or {}).get("attributes", {})
    key = _key(attributes.get("KmsMasterKeyId"))
    return {"arn": arn, "accountId": account_id, "policy": text_of(attributes.get("Policy")), "key": key}


def _logs(group_arn, role_arn):
    if not group_arn and not role_arn:
        return None
    group = (group_arn or "").removesuffix(":*")
    return {"groupArn": group or None, "role": roles.facts_of(role_arn) if role_arn else None}


def _create_trail(request):
    wanted = {**request, "LogFileValidationEnabled": request.get("EnableLogFileValidation", False)}
    refusal = _refusal(wanted)
    if refusal:
        return refusal
    answer = _emulated_create_trail(request)
    # The emulator does not store the log group of a new trail
    kept = {key: request[key] for key in ("CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn") if key in request}
    cloudtrail._trails.get(request.get("Name", ""), {}).update(kept)
    return answer


def _update_trail(request):
    """https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateTrail.html"""
    _name, _region, trail, error = cloudtrail._find_mutable_trail(request.get("Name", "").strip())
    if error:
        return error
    wanted = {**trail, **request, "Name": trail["Name"]}
    wanted["LogFileValidationEnabled"] = request.get("EnableLogFileValidation", trail["LogFileValidationEnabled"])
    return _refusal(wanted) or _emulated_update_trail(request)


_emulated_create_trail = cloudtrail._create_trail
_emulated_update_trail = cloudtrail._update_trail


def install() -> None:
    cloudtrail._DISPATCH.update(CreateTrail=_create_trail, UpdateTrail=_update_trail)

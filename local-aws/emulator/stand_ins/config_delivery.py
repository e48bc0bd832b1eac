"""AWS Config writes an object before it accepts a delivery channel. The emulator accepts every channel."""

from ministack.core.responses import error_response_json, get_account_id, get_region
from ministack.services import config, s3

from . import foreign_buckets, foreign_keys, roles
from .operations import check_operations
from .service_requests import Source

_SERVICE = "config.amazonaws.com"


def _check_channel(request):
    """https://docs.aws.amazon.com/config/latest/APIReference/API_PutDeliveryChannel.html"""
    channel = request.get("DeliveryChannel") or {}
    recorder = next((kept["recorder"] for kept in config._recorders.values()), None)
    if recorder is None:
        message = "Configuration recorder is not available to put delivery channel."
        return error_response_json("NoAvailableConfigurationRecorderException", message, 400)
    bucket = channel.get("s3BucketName", "")
    owner = s3._bucket_owner_account(bucket)
    if owner is None:
        return error_response_json("NoSuchBucketException", f"No such s3 bucket with name '{bucket}'.", 400)
    if _role_writes(recorder["roleARN"], channel, owner) or _service_writes(recorder, channel):
        return None
    message = f"Insufficient delivery policy to s3 bucket: {bucket}, unable to write to bucket."
    return error_response_json("InsufficientDeliveryPolicyException", message, 400)


def _object_arn(channel):
    start = f"{channel['s3KeyPrefix']}/" if channel.get("s3KeyPrefix") else ""
    path = f"{start}AWSLogs/{get_account_id()}/Config/ConfigWritabilityCheckFile"
    return f"arn:aws:s3:::{channel['s3BucketName']}/{path}"


def _headers(channel):
    headers = {"s3:x-amz-acl": "bucket-owner-full-control"}
    if channel.get("s3KmsKeyArn"):
        headers["s3:x-amz-server-side-encryption"] = "aws:kms"
        headers["s3:x-amz-server-side-encryption-aws-kms-key-id"] = channel["s3KmsKeyArn"]
    return headers


def _bucket_policy(channel):
    policy, _owner = foreign_buckets.bucket_policy_for_arn(f"arn:aws:s3:::{channel['s3BucketName']}")
    return policy


def _through_s3(channel):
    return {
        "kms:viaservice": f"s3.{get_region()}.amazonaws.com",
        "kms:encryptioncontext:aws:s3:arn": f"arn:aws:s3:::{channel['s3BucketName']}",
    }


def _role_writes(role_arn, channel, owner):
    """AWS Config first tries to write with the role of the recorder.

    https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
    """
    region = get_region()
    asked = ("s3:PutObject", _object_arn(channel), region, _bucket_policy(channel), owner)
    if not roles.may(role_arn, *asked, **_headers(channel)):
        return False
    key_arn = channel.get("s3KmsKeyArn")
    if not key_arn:
        return True
    key_policy, key_owner = foreign_keys.key_policy_for_arn(key_arn) or ("", None)
    asked = ("kms:GenerateDataKey", key_arn, region, key_policy, key_owner)
    return roles.may(role_arn, *asked, **_through_s3(channel))


def _service_writes(recorder, channel):
    """If the role is not allowed to write, AWS Config writes as the service."""
    account_id, region = get_account_id(), get_region()
    recorder_arn = f"arn:aws:config:{region}:{account_id}:configuration-recorder/{recorder['name']}"
    source = Source(_SERVICE, recorder_arn, account_id, region)
    if not source.may("s3:PutObject", _object_arn(channel), _bucket_policy(channel), **_headers(channel)):
        return False
    key_arn = channel.get("s3KmsKeyArn")
    return not key_arn or source.may_encrypt(key_arn, **_through_s3(channel))


def install() -> None:
    check_operations(config, {"PutDeliveryChannel": _check_channel})

"""Requests that CloudTrail sends before it accepts a trail. The emulator accepts every trail.

Recorded answers of AWS show: CloudTrail reads the ACL of the bucket, writes encrypted empty objects to the prefixes of log
files and digests, publishes to the topic, and creates a log stream with the role.
"""

from ministack.core.arn import parse_arn
from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudtrail, s3, sns

from . import foreign_buckets, roles
from .organization import principal_org_id
from .service_requests import Source

_SERVICE = "cloudtrail.amazonaws.com"


def _refusal(trail):
    """https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html#API_CreateTrail_Errors"""
    bucket = trail.get("S3BucketName", "")
    if s3._bucket_owner_account(bucket) is None:
        return cloudtrail._err("S3BucketDoesNotExistException", f"S3 bucket {bucket} does not exist!")
    # Recorded answers show that CloudTrail sends the request as an assumed role of its own account
    source = Source(_SERVICE, cloudtrail._trail_arn(trail["Name"]), get_account_id(), get_region(), "AssumedRole")
    if not _may_deliver(source, trail):
        message = f"Incorrect S3 bucket policy is detected for bucket: {bucket}"
        return cloudtrail._err("InsufficientS3BucketPolicyException", message)
    if not _may_encrypt(source, trail):
        message = "Insufficient permissions to access S3 bucket or KMS key."
        return cloudtrail._err("InsufficientEncryptionPolicyException", message)
    if not _may_publish(source, trail.get("SnsTopicName")):
        message = "SNS Topic does not exist or the topic policy is incorrect!"
        return cloudtrail._err("InsufficientSnsTopicPolicyException", message)
    return _logs_refusal(source, trail.get("CloudWatchLogsLogGroupArn"), trail.get("CloudWatchLogsRoleArn"))


def _markers(trail):
    """Empty objects that CloudTrail writes to test a bucket.

    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
    """
    account_id = get_account_id()
    folders = [account_id]
    if trail.get("IsOrganizationTrail"):
        folders.append(f"{principal_org_id(account_id)}/{account_id}")
    kinds = ["CloudTrail"] + (["CloudTrail-Digest"] if trail.get("LogFileValidationEnabled") else [])
    start = f"{trail['S3KeyPrefix']}/" if trail.get("S3KeyPrefix") else ""
    return [f"{start}AWSLogs/{folder}/{kind}/" for folder in folders for kind in kinds]


def _may_deliver(source, trail):
    bucket_arn = f"arn:aws:s3:::{trail['S3BucketName']}"
    policy, _owner = foreign_buckets.bucket_policy_for_arn(bucket_arn)
    context = {"s3:x-amz-acl": "bucket-owner-full-control"}
    if trail.get("KmsKeyId"):
        context["s3:x-amz-server-side-encryption"] = "aws:kms"
        context["s3:x-amz-server-side-encryption-aws-kms-key-id"] = trail["KmsKeyId"]
    return source.may("s3:GetBucketAcl", bucket_arn, policy) and all(
        source.may("s3:PutObject", f"{bucket_arn}/{marker}", policy, **context) for marker in _markers(trail)
    )


def _may_encrypt(source, trail):
    """https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html"""
    if not trail.get("KmsKeyId"):
        return True
    return all(
        source.may_encrypt(
            trail["KmsKeyId"],
            **{
                "kms:viaservice": f"s3.{source.region}.amazonaws.com",
                "kms:encryptioncontext:aws:cloudtrail:arn": source.arn,
                "kms:encryptioncontext:aws:s3:arn": f"arn:aws:s3:::{trail['S3BucketName']}/{marker}",
            },
        )
        for marker in _markers(trail)
    )


def _may_publish(source, name):
    """https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html"""
    if not name:
        return True
    arn = name if name.startswith("arn:") else f"arn:aws:sns:{source.region}:{source.account_id}:{name}"
    topic = sns._topic_by_arn_any_scope(arn)
    return topic is not None and source.may_publish(topic)


def _logs_refusal(source, group_arn, role_arn):
    """https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html"""
    if not group_arn and not role_arn:
        return None
    if not role_arn or not roles.may_assume(_SERVICE, role_arn, source.arn):
        message = "CloudTrail cannot validate the specified role ARN."
        return cloudtrail._err("InvalidCloudWatchLogsRoleArnException", message)
    stream = f"{(group_arn or '').removesuffix(':*')}:log-stream:{source.account_id}_CloudTrail_{source.region}"
    writes = ("logs:CreateLogStream", "logs:PutLogEvents")
    if group_arn and all(roles.may(role_arn, action, stream, parse_arn(group_arn).region) for action in writes):
        return None
    message = "Access denied. Verify in IAM that the role has adequate permissions."
    return cloudtrail._err("InvalidCloudWatchLogsLogGroupArnException", message)


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

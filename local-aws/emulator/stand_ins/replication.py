"""Replicates objects if the role of the rule, the policy of the destination bucket and the policies of both keys allow it. The
emulator copies new objects, and evaluates only the policy of the bucket.

A replica is encrypted with the key of the rule, and has the default retention of its bucket.
"""

import logging

from ministack.core.responses import get_account_id, request_scope
from ministack.services import s3

from . import foreign_buckets, foreign_keys, roles

_logger = logging.getLogger(__name__)

_SSE = "x-amz-server-side-encryption"
_SSE_KEY = "x-amz-server-side-encryption-aws-kms-key-id"


def _maybe_replicate(bucket, key, obj, data, tags=None):
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html"""
    rule, role_arn = s3._replication_rule_for(bucket, key, tags)
    if rule is None:
        return
    source_key = obj["preserved_headers"].get(_SSE_KEY)
    if source_key and not _replicates_encrypted(rule):
        return
    destination = rule["Destination"]["Bucket"].removeprefix("arn:aws:s3:::")
    replica_key = rule["Destination"].get("EncryptionConfiguration", {}).get("ReplicaKmsKeyID") if source_key else None
    if not _may_replicate(role_arn, bucket, destination, key, source_key, replica_key):
        obj["replication_status"] = "FAILED"
        return
    _emulated_maybe_replicate(bucket, key, obj, data, tags)
    if "_replica" not in obj:
        return
    name, version, account_id = obj["_replica"]
    with s3._in_account(account_id):
        if replica_key:
            s3._buckets[name]["objects"][key]["preserved_headers"].update({_SSE: "aws:kms", _SSE_KEY: replica_key})
        s3._apply_object_lock_from_headers(name, key, {}, version)


def _replicates_encrypted(rule):
    selected = rule.get("SourceSelectionCriteria", {}).get("SseKmsEncryptedObjects", {})
    return selected.get("Status") == "Enabled"


def _may_replicate(role_arn, source, destination, key, source_key, replica_key):
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html"""
    written = {f"s3:{_SSE}": "aws:kms", f"s3:{_SSE_KEY}": replica_key} if replica_key else {}
    requests = [
        ("s3:GetReplicationConfiguration", source, "", {}),
        ("s3:ListBucket", source, "", {}),
        ("s3:GetObjectVersionForReplication", source, key, {}),
        ("s3:GetObjectVersionAcl", source, key, {}),
        ("s3:ReplicateObject", destination, key, written),
    ]
    asked = [(action, _may_use_bucket(role_arn, action, *rest)) for action, *rest in requests]
    if source_key:
        asked.append(("kms:Decrypt", _may_use_key(role_arn, "kms:Decrypt", source_key, source)))
    if replica_key:
        asked.append(("kms:Encrypt", _may_use_key(role_arn, "kms:Encrypt", replica_key, destination)))
    trusted = roles.may_assume("s3.amazonaws.com", role_arn, f"arn:aws:s3:::{source}")
    denied = [action for action, is_allowed in asked if not is_allowed] + ([] if trusted else ["sts:AssumeRole"])
    if denied:
        _logger.warning("%s may not replicate %s to %s: %s", role_arn, source, destination, ", ".join(denied))
    return not denied


def _may_use_bucket(role_arn, action, bucket, key, context):
    arn = f"arn:aws:s3:::{bucket}"
    policy, owner = foreign_buckets.bucket_policy_for_arn(arn) or (None, None)
    resource = f"{arn}/{key}" if key else arn
    return owner is not None and roles.may(role_arn, action, resource, _region_of(bucket), policy, owner, **context)


def _may_use_key(role_arn, action, key_arn, bucket):
    """Whether a role may use a key. The key policy delegates to the IAM policies of its account, so both must allow the use.

    https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    """
    region = _region_of(bucket)
    with request_scope(get_account_id(), region):
        found = foreign_keys.key_policy_for_arn(key_arn)
    # With a bucket key, the encryption context is the ARN of the bucket
    context = {
        "kms:viaservice": f"s3.{region}.amazonaws.com",
        "kms:encryptioncontext:aws:s3:arn": f"arn:aws:s3:::{bucket}",
    }
    # With "another", roles.may evaluates both policies in every case, as for a key of another account
    return found is not None and roles.may(role_arn, action, key_arn, region, found[0], "another", **context)


def _region_of(bucket):
    return s3._replication_destination_region(bucket)


_emulated_maybe_replicate = s3._maybe_replicate


def install() -> None:
    s3._maybe_replicate = _maybe_replicate
    # The bucket policy is already evaluated above, with the conditions of the request
    s3._replication_destination_allows = lambda *_request: True

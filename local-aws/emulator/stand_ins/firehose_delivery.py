"""Delivers records of Firehose to a bucket. The emulator delivers without a role, and only within an account.

Here, Firehose assumes the role of the stream, and decompresses, delimits and partitions records as its processors
specify. It compresses them and writes to a bucket of any account, if the policies of role, bucket and key allow it.
"""

import base64
import contextvars
import gzip
import json
import logging
import re

import jq
from ministack.core.arn import parse_arn
from ministack.core.responses import get_region, request_scope
from ministack.services import firehose, s3

from . import foreign_buckets, foreign_keys, roles

_logger = logging.getLogger(__name__)

# Configuration of the current destination
_destination: contextvars.ContextVar[dict] = contextvars.ContextVar("_destination")


def put_record(stream_arn, role_arn, data, service, source_arn):
    """Puts a record for a service, with a role whose trust policy allows the service.

    https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
    """
    arn = parse_arn(stream_arn)
    trusted = roles.may_assume(service, role_arn, source_arn)
    if not trusted or not roles.may(role_arn, "firehose:PutRecord", stream_arn, arn.region):
        _logger.warning("%s may not put records into %s as %s", service, stream_arn, role_arn)
        return
    with request_scope(arn.account_id, arn.region):
        record = {"Data": base64.b64encode(data).decode()}
        firehose._put_record({"DeliveryStreamName": arn.resource.partition("/")[2], "Record": record})


def _processed(config, data):
    """https://docs.aws.amazon.com/firehose/latest/APIReference/API_Processor.html"""
    processing = config.get("ProcessingConfiguration") or {}
    types = [processor["Type"] for processor in processing.get("Processors", [])] if processing.get("Enabled") else []
    if "Decompression" in types:
        data = gzip.decompress(data)
    if "CloudWatchLogProcessing" in types:
        # Message extraction would remove the log group and the account from the records
        raise NotImplementedError("message extraction of CloudWatch Logs")
    return data + b"\n" if "AppendDelimiterToRecord" in types else data


def _metadata_extraction_keys(config, data):
    """Evaluates the folders of a record with jq. The emulator supports only a small part of the jq language.

    https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-partitioning-keys.html
    """
    for processor in config["ProcessingConfiguration"]["Processors"]:
        if processor["Type"] == "MetadataExtraction":
            parameters = {one["ParameterName"]: one["ParameterValue"] for one in processor["Parameters"]}
            try:
                return jq.compile(parameters["MetadataExtractionQuery"]).input_text(data.decode()).first()
            except ValueError as error:
                raise firehose._DeliveryError("processing-failed", str(error)) from error
    return None


def _deliver_records_to_s3(stream, dest, records):
    config = dest["config"]
    if not roles.may_assume("firehose.amazonaws.com", config["RoleARN"], stream["arn"]):
        _logger.warning("%s may not assume %s", stream["arn"], config["RoleARN"])
        return
    token = _destination.set(config)
    try:
        _emulated_deliver_records(stream, dest, [(id_, _processed(config, data)) for id_, data in records])
    finally:
        _destination.reset(token)


def _put_s3_object(bucket, key, body):
    """https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#cross-account-delivery-s3"""
    config = _destination.get()
    owner = s3._bucket_owner_account(bucket)
    if not owner or not _may_write(config["RoleARN"], bucket, key, owner):
        _logger.warning("Firehose may not write %s into %s as %s", key, bucket, config["RoleARN"])
        return
    if config.get("CompressionFormat") == "GZIP":
        key, body = f"{key}.gz", gzip.compress(body)
    with request_scope(owner, get_region()):
        _emulated_put_s3_object(bucket, key, body)


def _dest_description(dest):
    """Adds the time zone of the folder names, which the emulator does not return.

    https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationDescription.html
    """
    described = _emulated_dest_description(dest)
    if "ExtendedS3DestinationDescription" in described:
        described["ExtendedS3DestinationDescription"]["CustomTimeZone"] = dest["config"].get("CustomTimeZone", "UTC")
    return described


def _may_write(role_arn, bucket, key, owner):
    region = get_region()
    bucket_arn = f"arn:aws:s3:::{bucket}"
    bucket_policy, _owner = foreign_buckets.bucket_policy_for_arn(bucket_arn)
    if not roles.may(role_arn, "s3:PutObject", f"{bucket_arn}/{key}", region, bucket_policy, owner):
        return False
    key_arn = _default_key_of(bucket, owner)
    if key_arn is None:
        return True
    key_policy, key_owner = foreign_keys.key_policy_for_arn(key_arn)
    # With a bucket key, the encryption context is the ARN of the bucket
    context = {
        "kms:viaservice": f"s3.{region}.amazonaws.com",
        "kms:encryptioncontext:aws:s3:arn": bucket_arn,
    }
    return roles.may(role_arn, "kms:GenerateDataKey", key_arn, region, key_policy, key_owner, **context)


def _default_key_of(bucket, owner):
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html"""
    configuration = s3._bucket_encryption.get_scoped(owner, None, bucket) or ""
    found = re.search(r"<KMSMasterKeyID>([^<]+)</KMSMasterKeyID>", configuration)
    return found[1] if found else None


_emulated_deliver_records = firehose._deliver_records_to_s3
_emulated_dest_description = firehose._dest_description
_emulated_put_s3_object = firehose._put_s3_object


def install() -> None:
    firehose._deliver_records_to_s3 = _deliver_records_to_s3
    firehose._dest_description = _dest_description
    firehose._metadata_extraction_keys = _metadata_extraction_keys
    firehose._put_s3_object = _put_s3_object

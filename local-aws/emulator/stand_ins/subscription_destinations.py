"""CloudWatch Logs writes a test message to a stream before it accepts a subscription. The emulator writes no test message.

`aws-semantics/deliveries/subscription.ts` decides, from the policies of the role.
"""

import json

import semantics
from ministack.core.arn import ArnParseError, parse_arn
from ministack.core.responses import error_response_json, get_account_id, get_region, request_scope
from ministack.services import cloudwatch_logs, firehose

from . import roles
from .operations import check_operations


def _refusal(destination_arn, role_arn, source_arn):
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#FirehoseExample"""
    try:
        stream = parse_arn(destination_arn)
    except ArnParseError:
        return None
    if stream.service != "firehose":
        return None
    if not role_arn:
        return _invalid("destinationArn for vendor firehose cannot be used without roleArn")
    with request_scope(stream.account_id, stream.region):
        exists = stream.resource.partition("/")[2] in firehose._streams
    message = semantics.evaluate(
        "subscription-refusal",
        accountId=get_account_id(),
        sourceArn=source_arn,
        streamArn=destination_arn,
        isStreamThere=exists,
        role=roles.facts_of(role_arn),
    )
    return _invalid(message) if message else None


def _invalid(message):
    return error_response_json("InvalidParameterException", message, 400)


def _logs_of(group_name):
    """The source ARN of CloudWatch Logs: the ARN of the log group with `:*` at the end."""
    return f"arn:aws:logs:{get_region()}:{get_account_id()}:log-group:{group_name}:*"


def _check_subscription_filter(request):
    """https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html"""
    source_arn = _logs_of(request.get("logGroupName", ""))
    return _refusal(request.get("destinationArn", ""), request.get("roleArn"), source_arn)


def _check_account_policy(request):
    """https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html"""
    if request["policyType"] != "SUBSCRIPTION_FILTER_POLICY":
        return None
    document = json.loads(request["policyDocument"])
    return _refusal(document["DestinationArn"], document.get("RoleArn"), _logs_of("*"))


def install() -> None:
    check_operations(
        cloudwatch_logs,
        {"PutSubscriptionFilter": _check_subscription_filter, "PutAccountPolicy": _check_account_policy},
    )

"""Subscriptions of log groups. The emulator delivers only to Lambda, and does not support account-level subscriptions.

A batch of a subscription is a gzipped JSON object with the log group, the log stream and the events.
"""

import gzip
import json
import re
import time

from ministack.core.responses import (
    AccountRegionScopedDict,
    error_response_json,
    get_account_id,
    get_region,
    json_response,
    new_uuid,
)
from ministack.services import cloudwatch_logs

from . import firehose_delivery
from .operations import add_operations

# (type, name) -> the account policy of an account and region from the last request
_account_policies = AccountRegionScopedDict()


def _put_account_policy(request):
    """https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html"""
    type_, name = request["policyType"], request["policyName"]
    others = [other for kind, other in _account_policies if kind == type_ and other != name]
    if others:
        return error_response_json("LimitExceededException", f"There is {others[0]} of {type_} already.", 400)
    policy = {
        "policyName": name,
        "policyType": type_,
        "policyDocument": request["policyDocument"],
        "selectionCriteria": request.get("selectionCriteria", ""),
        "scope": request.get("scope", "ALL"),
        "accountId": get_account_id(),
        "lastUpdatedTime": int(time.time() * 1000),
    }
    _account_policies[(type_, name)] = policy
    return json_response({"accountPolicy": policy})


def _describe_account_policies(request):
    """https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeAccountPolicies.html"""
    found = [
        policy
        for (type_, name), policy in _account_policies.items()
        if type_ == request["policyType"] and name == request.get("policyName", name)
    ]
    return json_response({"accountPolicies": found})


def _delete_account_policy(request):
    """https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteAccountPolicy.html"""
    if _account_policies.pop((request["policyType"], request["policyName"]), None) is None:
        return error_response_json("ResourceNotFoundException", "There is no such policy.", 400)
    return json_response({})


def _selects(criteria, group_name):
    """Evaluates `LogGroupName NOT IN ["a", "b"]` or `LogGroupNamePrefix NOT IN [...]`. No criteria select every log group."""
    if not criteria:
        return True
    kind, names = re.fullmatch(r"(LogGroupName(?:Prefix)?)\s+NOT\s+IN\s+(\[.*\])", criteria).groups()
    if kind == "LogGroupName":
        return group_name not in json.loads(names)
    return not any(group_name.startswith(prefix) for prefix in json.loads(names))


def _subscriptions_of(group_name):
    group = cloudwatch_logs._log_groups.get(group_name) or {}
    for subscription in (group.get("subscriptionFilters") or {}).values():
        yield subscription["filterName"], subscription
    for (type_, name), policy in _account_policies.items():
        if type_ == "SUBSCRIPTION_FILTER_POLICY" and _selects(policy["selectionCriteria"], group_name):
            document = json.loads(policy["policyDocument"])
            yield name, {
                "destinationArn": document["DestinationArn"],
                "roleArn": document["RoleArn"],
                "filterPattern": document.get("FilterPattern", ""),
            }


def _fanout_to_subscription_filters(group_name, stream_name, events):
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html"""
    _emulated_fanout(group_name, stream_name, events)
    for name, subscription in _subscriptions_of(group_name):
        if ":firehose:" not in subscription["destinationArn"]:
            continue
        matching = [
            event
            for event in events
            if cloudwatch_logs._subscription_pattern_matches(subscription["filterPattern"], event["message"])
        ]
        if matching:
            _deliver(name, subscription, group_name, stream_name, matching)


def _deliver(name, subscription, group_name, stream_name, events):
    batch = {
        "messageType": "DATA_MESSAGE",
        "owner": get_account_id(),
        "logGroup": group_name,
        "logStream": stream_name,
        "subscriptionFilters": [name],
        "logEvents": [
            {"id": new_uuid().replace("-", ""), "timestamp": event["timestamp"], "message": event["message"]}
            for event in events
        ],
    }
    firehose_delivery.put_record(
        subscription["destinationArn"],
        subscription["roleArn"],
        gzip.compress(json.dumps(batch).encode()),
        "logs.amazonaws.com",
        f"arn:aws:logs:{get_region()}:{get_account_id()}:log-group:{group_name}:*",
    )


_operations = {
    "PutAccountPolicy": _put_account_policy,
    "DescribeAccountPolicies": _describe_account_policies,
    "DeleteAccountPolicy": _delete_account_policy,
}
_emulated_fanout = cloudwatch_logs._fanout_to_subscription_filters


def install() -> None:
    cloudwatch_logs._fanout_to_subscription_filters = _fanout_to_subscription_filters
    add_operations(cloudwatch_logs, _operations)

"""Sends events to other accounts and to streams. The emulator sends an event only within its account, and evaluates no
policy.
"""

import json
import logging
import re

import semantics
from ministack.core.arn import parse_arn
from ministack.core.responses import error_response_json, get_account_id, get_region, request_scope
from ministack.services import eventbridge, sns, sqs

from . import current_request, event_inputs, firehose_delivery, roles
from .service_requests import Source

_logger = logging.getLogger(__name__)

_SERVICE = "events.amazonaws.com"


def _put_permission(data):
    """Supports requests that contain a whole policy, and refuses the policies that EventBridge refuses.

    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html
    """
    if "Policy" not in data:
        return _emulated_put_permission(data)
    bus = data.get("EventBusName", "default")
    bus_arn = f"arn:aws:events:{get_region()}:{get_account_id()}:event-bus/{bus}"
    message = semantics.evaluate("bus-policy-refusal", policy=data["Policy"], busArn=bus_arn)
    if message:
        return error_response_json("ValidationException", message, 400)
    eventbridge._event_bus_policies[bus] = json.loads(data["Policy"])
    return 200, {"Content-Type": "application/x-amz-json-1.1"}, b"{}"


def _dispatch_event(event, view=None):
    """Only a rule in the state for all management events receives read-only calls.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
    """
    view = view or eventbridge._pattern_event_view(event)
    detail = json.loads(event.get("Detail", "{}"))
    is_reading = re.match("Describe|Get|List", str(detail.get("eventName", "")))
    states = {"ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"} | (set() if is_reading else {"ENABLED"})
    for key, rule in list(eventbridge._rules.items()):
        is_here = rule.get("EventBusName", "default") == event.get("EventBusName", "default")
        if not is_here or not rule.get("EventPattern") or rule.get("State") not in states:
            continue
        if eventbridge._matches_pattern_view(rule["EventPattern"], view, f"rule {key}"):
            for target in eventbridge._targets.get(key, []):
                _invoke_target(target, event, rule, view)


def _invoke_target(target, event, rule, view):
    """Sends the event with the role of the target to a bus of another account or region, or to a stream, if policies allow it.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
    """
    arn, rule_arn = parse_arn(target["Arn"]), _arn_of(rule)
    body, is_json = event_inputs.input_of(target, rule, rule_arn, view)
    if not is_json:
        _give_up(target, rule_arn, body, "INVALID_JSON")
    elif arn.service == "firehose":
        firehose_delivery.put_record(target["Arn"], target["RoleArn"], body.encode(), _SERVICE, rule_arn)
    elif arn.service == "sns" and not _may_publish(rule_arn, target["Arn"]):
        _give_up(target, rule_arn, body, "NO_PERMISSIONS")
    elif arn.service == "sqs" and not _may_send(rule_arn, target["Arn"]):
        _give_up(target, rule_arn, body, "NO_PERMISSIONS")
    elif arn.service != "events" or not arn.resource.startswith("event-bus/"):
        inputs = ("InputPath", "InputTransformer")
        given = {key: value for key, value in target.items() if key not in inputs}
        eventbridge._invoke_target({**given, "Input": body}, event, rule, view)
    elif roles.may_assume(_SERVICE, target["RoleArn"], rule_arn) and _may_put_events(target, arn):
        with request_scope(arn.account_id, arn.region):
            # The event keeps its account and region
            _dispatch_event({**event, "EventBusName": arn.resource.removeprefix("event-bus/")})
    else:
        _give_up(target, rule_arn, body, "NO_PERMISSIONS")


def _give_up(target, rule_arn, body, code):
    """Sends an event that was not delivered to the dead-letter queue of the target, if the policy of the queue allows it.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
    """
    _logger.warning("%s did not reach %s: %s", rule_arn, target["Arn"], code)
    queue_arn = target.get("DeadLetterConfig", {}).get("Arn")
    if queue_arn is None or not _may_send(rule_arn, queue_arn):
        return
    eventbridge._dispatch_to_sqs(parse_arn(queue_arn), body)
    attributes = {"ERROR_CODE": code, "RULE_ARN": rule_arn, "TARGET_ARN": target["Arn"]}
    sqs._queue_by_arn(queue_arn)["messages"][-1]["message_attributes"] = {
        name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()
    }


def _arn_of(rule):
    """https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html"""
    bus = rule.get("EventBusName", "default")
    name = rule["Name"] if bus == "default" else f"{bus}/{rule['Name']}"
    return f"arn:aws:events:{get_region()}:{get_account_id()}:rule/{name}"


def _source(rule_arn):
    # Recorded: EventBridge sends the request as a user
    return Source(_SERVICE, rule_arn, get_account_id(), get_region(), "User")


def _may_publish(rule_arn, topic_arn):
    """Evaluates the policies of the topic and of its key.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
    """
    topic = sns._topic_by_arn_any_scope(topic_arn)
    return topic is None or _source(rule_arn).may_publish(topic)


def _may_send(rule_arn, queue_arn):
    """Evaluates the policies of the queue and of its key. The queue must be in the region of the rule.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
    """
    queue, source = sqs._queue_by_arn(queue_arn), _source(rule_arn)
    if queue is None or parse_arn(queue_arn).region != source.region:
        return False
    attributes = queue["attributes"]
    may_send = source.may("sqs:SendMessage", queue_arn, attributes.get("Policy") or "")
    key_id, context = attributes.get("KmsMasterKeyId"), {"kms:encryptioncontext:aws:sqs:arn": queue_arn}
    return may_send and (not key_id or source.may_encrypt(key_id, **context))


def _may_put_events(target, bus):
    with request_scope(bus.account_id, bus.region):
        policy = eventbridge._event_bus_policies.get(bus.resource.removeprefix("event-bus/"))
    return roles.may(target["RoleArn"], "events:PutEvents", target["Arn"], bus.region, policy, bus.account_id)


def _put_events(data, allow_aws_source=False):
    """An AWS service sends events with its own source to the account in its source ARN. No other caller may use such a source.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html

    """
    sender = current_request.sends_events_of.get()
    if not sender:
        return _emulated_put_events(data, allow_aws_source)
    with request_scope(sender, get_region()):
        return _emulated_put_events(data, allow_aws_source=True)


_emulated_put_permission = eventbridge._put_permission
_emulated_put_events = eventbridge._put_events


def install() -> None:
    eventbridge._put_permission = _put_permission
    eventbridge._dispatch_event = _dispatch_event
    eventbridge._put_events = _put_events

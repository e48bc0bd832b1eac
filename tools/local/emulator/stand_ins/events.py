"""Events between accounts, and to streams: the emulator keeps an event in its account, and keeps no policy of a bus."""

import contextvars
import json
import logging
import re

from ministack.core.arn import parse_arn
from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import eventbridge, sns

from . import firehose_delivery, roles
from .service_requests import Source

_logger = logging.getLogger(__name__)


def _put_permission(data):
    """A whole policy may be given at once.

    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html
    """
    if "Policy" not in data:
        return _emulated_put_permission(data)
    eventbridge._event_bus_policies[data.get("EventBusName", "default")] = json.loads(data["Policy"])
    return 200, {"Content-Type": "application/x-amz-json-1.1"}, b"{}"


def _dispatch_event(event, view=None):
    """Only a rule that is enabled for them sees calls that read.

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
    """The role of a target sends the event to a bus of another account or region, or to a stream, as policies allow.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
    """
    arn = parse_arn(target["Arn"])
    if arn.service == "firehose":
        record = json.dumps(view.event_with_detail()).encode()
        firehose_delivery.put_record(target["Arn"], target["RoleArn"], record, "events.amazonaws.com", _arn_of(rule))
    elif arn.service == "sns" and not _may_publish(rule, target["Arn"]):
        _logger.warning("%s may not publish to %s", _arn_of(rule), target["Arn"])
    elif arn.service != "events" or not arn.resource.startswith("event-bus/"):
        eventbridge._invoke_target(target, event, rule, view)
    elif _may_put_events(target["RoleArn"], target["Arn"], arn):
        with request_scope(arn.account_id, arn.region):
            # What it says of its account and region stays
            _dispatch_event({**event, "EventBusName": arn.resource.removeprefix("event-bus/")})


def _arn_of(rule):
    """https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html"""
    bus = rule.get("EventBusName", "default")
    name = rule["Name"] if bus == "default" else f"{bus}/{rule['Name']}"
    return f"arn:aws:events:{get_region()}:{get_account_id()}:rule/{name}"


def _may_publish(rule, topic_arn):
    """The policies of the topic and of its key decide.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
    """
    topic = sns._topic_by_arn_any_scope(topic_arn)
    source = Source("events.amazonaws.com", _arn_of(rule), get_account_id(), get_region())
    return topic is None or source.may_publish(topic)


def _may_put_events(role_arn, bus_arn, bus):
    with request_scope(bus.account_id, bus.region):
        policy = eventbridge._event_bus_policies.get(bus.resource.removeprefix("event-bus/"))
    return roles.may(role_arn, "events:PutEvents", bus_arn, bus.region, policy, bus.account_id)


# Account whose events a service of AWS sends with the request that is being served
sends_events_of: contextvars.ContextVar[str] = contextvars.ContextVar("sends_events_of", default="")


def _put_events(data, allow_aws_source=False):
    """A service of AWS sends events as AWS, to the account that its source ARN names; nobody else may.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
    """
    if not sends_events_of.get():
        return _emulated_put_events(data, allow_aws_source)
    with request_scope(sends_events_of.get(), get_region()):
        return _emulated_put_events(data, allow_aws_source=True)


_emulated_put_permission = eventbridge._put_permission
_emulated_put_events = eventbridge._put_events


def install() -> None:
    eventbridge._put_permission = _put_permission
    eventbridge._dispatch_event = _dispatch_event
    eventbridge._put_events = _put_events

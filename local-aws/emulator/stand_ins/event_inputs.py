"""The input of a target. The emulator does not escape values, and delivers inputs that are not JSON.

`aws-semantics/eventbridge` builds the inputs and refuses invalid settings, as recorded answers of AWS show.
"""

import datetime
import json

import semantics
from ministack.core.responses import error_response_json, get_account_id, get_region
from ministack.services import eventbridge

from .operations import check_operations

_SETTINGS = {"Input", "InputPath", "InputTransformer"}


def input_of(target, rule, rule_arn, view):
    """The input of a target for an event, and whether it is JSON.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
    """
    event = view.event_with_detail()
    if not _SETTINGS & target.keys():
        return json.dumps(event, separators=(",", ":"), ensure_ascii=False), True
    reserved = _reserved(rule, rule_arn, view)
    answer = semantics.evaluate("target-input", target=target, event=event, reserved=reserved)
    return answer["body"], answer["isDelivered"]


def _reserved(rule, rule_arn, view):
    return {
        "aws.events.rule-name": rule["Name"],
        "aws.events.rule-arn": rule_arn,
        "aws.events.event": view.envelope(),
        "aws.events.event.json": view.event_with_detail(),
        "aws.events.event.ingestion-time": f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}",
    }


def _refusal(request):
    """https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html"""
    own = f"arn:aws:events:{get_region()}:{get_account_id()}:event-bus/"
    bus_arn = own + request.get("EventBusName", "default").removeprefix(own)
    for target in request.get("Targets", []):
        message = semantics.evaluate("target-refusal", target=target, busArn=bus_arn)
        if message:
            return error_response_json("ValidationException", message, 400)
    return None


def install() -> None:
    check_operations(eventbridge, {"PutTargets": _refusal})

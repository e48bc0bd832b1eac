"""Refuses complex event patterns, values in `$or`, and calls on rules that do not exist, as EventBridge does."""

import json

import semantics
from ministack.core.responses import error_response_json
from ministack.services import eventbridge

from .operations import check_operations


def _refusal(request):
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html"""
    pattern = request.get("EventPattern")
    # The emulator refuses all other mistakes
    if not pattern or eventbridge._event_pattern_error(pattern):
        return None
    message = semantics.evaluate("pattern-refusal", pattern=json.loads(pattern))
    return eventbridge._invalid_event_pattern(message) if message else None


def _missing_rule(request):
    """https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html#API_DisableRule_Errors"""
    name, bus = request.get("Name"), request.get("EventBusName", "default")
    if eventbridge._rule_key(name, bus) in eventbridge._rules:
        return None
    message = f"Rule {name} does not exist on EventBus {bus}."
    return error_response_json("ResourceNotFoundException", message, 400)


def install() -> None:
    checks = {"PutRule": _refusal, "TestEventPattern": _refusal}
    check_operations(eventbridge, {**checks, "DisableRule": _missing_rule, "EnableRule": _missing_rule})

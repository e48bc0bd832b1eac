"""Refuses complex event patterns, values in `$or`, and calls on rules that do not exist, as EventBridge does."""

import json

from ministack.core.responses import error_response_json
from ministack.services import eventbridge
from pattern_complexity import complexity_of

from .operations import check_operations

# This number comes from recorded answers of AWS, which documents no number
_LIMIT = 10
_TOO_COMPLEX = (
    "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard"
    " character"
)


def _refusal(request):
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html"""
    pattern = request.get("EventPattern")
    # The emulator refuses all other mistakes
    if not pattern or eventbridge._event_pattern_error(pattern):
        return None
    fields = json.loads(pattern)
    if _has_value_in_or(fields):
        return eventbridge._invalid_event_pattern("Only JSON object is allowed in array of $or relationship.")
    return eventbridge._invalid_event_pattern(_TOO_COMPLEX) if complexity_of(fields) > _LIMIT else None


def _missing_rule(request):
    """https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html#API_DisableRule_Errors"""
    name, bus = request.get("Name"), request.get("EventBusName", "default")
    if eventbridge._rule_key(name, bus) in eventbridge._rules:
        return None
    message = f"Rule {name} does not exist on EventBus {bus}."
    return error_response_json("ResourceNotFoundException", message, 400)


def _has_value_in_or(value):
    if isinstance(value, list):
        return any(map(_has_value_in_or, value))
    return isinstance(value, dict) and any(
        _has_value_in_or(inner) or key == "$or" and not all(isinstance(member, dict) for member in inner)
        for key, inner in value.items()
    )


def install() -> None:
    checks = {"PutRule": _refusal, "TestEventPattern": _refusal}
    check_operations(eventbridge, {**checks, "DisableRule": _missing_rule, "EnableRule": _missing_rule})

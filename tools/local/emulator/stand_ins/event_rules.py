"""Rules that EventBridge refuses: the emulator accepts an event pattern however complex it is, and values in `$or`."""

import json

from ministack.services import eventbridge
from pattern_complexity import complexity_of

from .operations import check_operations

# As recorded of AWS, which publishes no number
_LIMIT = 10
_TOO_COMPLEX = (
    "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard"
    " character"
)


def _refusal(request):
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html"""
    pattern = request.get("EventPattern")
    # What is wrong otherwise, the emulator refuses itself
    if not pattern or eventbridge._event_pattern_error(pattern):
        return None
    fields = json.loads(pattern)
    if _has_value_in_or(fields):
        return eventbridge._invalid_event_pattern("Only JSON object is allowed in array of $or relationship.")
    return eventbridge._invalid_event_pattern(_TOO_COMPLEX) if complexity_of(fields) > _LIMIT else None


def _has_value_in_or(value):
    if isinstance(value, list):
        return any(map(_has_value_in_or, value))
    return isinstance(value, dict) and any(
        _has_value_in_or(inner) or key == "$or" and not all(isinstance(member, dict) for member in inner)
        for key, inner in value.items()
    )


def install() -> None:
    check_operations(eventbridge, {"PutRule": _refusal, "TestEventPattern": _refusal})

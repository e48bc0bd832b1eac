"""Rules that EventBridge refuses: the emulator accepts an event pattern however complex it is."""

import json

from ministack.services import eventbridge
from pattern_complexity import complexity_of

from .operations import check_operations

# As recorded of AWS, which publishes no number
_LIMIT = 10
_REFUSAL = (
    "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard"
    " character"
)


def _refusal(request):
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html"""
    pattern = request.get("EventPattern")
    # What is wrong otherwise, the emulator refuses itself
    if not pattern or eventbridge._event_pattern_error(pattern):
        return None
    return eventbridge._invalid_event_pattern(_REFUSAL) if complexity_of(json.loads(pattern)) > _LIMIT else None


def install() -> None:
    check_operations(eventbridge, {"PutRule": _refusal, "TestEventPattern": _refusal})

"""Alarms publish as the service CloudWatch. The emulator does not evaluate the policies of the topic and its key."""

import logging

from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudwatch, sns

from .service_requests import Source

_logger = logging.getLogger(__name__)

_LISTS = ("AlarmActions", "OKActions", "InsufficientDataActions")


def _dispatch_alarm_actions(alarm, old_state, new_state, reason):
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html"""
    region, account_id = get_region(), get_account_id()
    alarm_arn = f"arn:aws:cloudwatch:{region}:{account_id}:alarm:{alarm['AlarmName']}"
    source = Source("cloudwatch.amazonaws.com", alarm_arn, account_id, region)
    taken = {name: [arn for arn in alarm.get(name) or [] if _takes(source, arn)] for name in _LISTS}
    _emulated_dispatch_alarm_actions({**alarm, **taken}, old_state, new_state, reason)


def _takes(source, arn):
    topic = sns._topic_by_arn_any_scope(arn) if ":sns:" in arn else None
    if topic is None or source.may_publish(topic):
        return True
    _logger.warning("%s may not publish to %s", source.arn, arn)
    return False


_emulated_dispatch_alarm_actions = cloudwatch._dispatch_alarm_actions


def install() -> None:
    cloudwatch._dispatch_alarm_actions = _dispatch_alarm_actions

"""Stores settings of flow logs, which the emulator does not store."""

import re
from xml.sax.saxutils import escape

from ministack.core.responses import AccountRegionScopedDict
from ministack.services import ec2

# Flow log -> its settings, as DescribeFlowLogs returns them
_settings = AccountRegionScopedDict()


def _described(params):
    options = {
        name: value
        for name, parameter in (
            ("fileFormat", "FileFormat"),
            ("hiveCompatiblePartitions", "HiveCompatiblePartitions"),
            ("perHourPartition", "PerHourPartition"),
        )
        if (value := ec2._p(params, f"DestinationOptions.{parameter}"))
    }
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in options.items())
    return (
        f"<logFormat>{escape(ec2._p(params, 'LogFormat'))}</logFormat>"
        f"<maxAggregationInterval>{ec2._p(params, 'MaxAggregationInterval') or 600}</maxAggregationInterval>"
        + (f"<destinationOptions>{inner}</destinationOptions>" if inner else "")
    )


def _create_flow_logs(params):
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html"""
    answer = _emulated_create(params)
    for flow_log in re.findall(r"<item>(fl-\w+)</item>", _text(answer)):
        _settings[flow_log] = _described(params)
        ec2._parse_tag_specs(params, "vpc-flow-log", flow_log)
    return answer


def _describe_flow_logs(params):
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeFlowLogs.html"""
    status, headers, _body = answer = _emulated_describe(params)
    with_settings = re.sub(
        r"<flowLogId>(fl-\w+)</flowLogId>", lambda found: found[0] + _settings.get(found[1], ""), _text(answer)
    )
    return status, headers, with_settings.encode()


def _text(answer):
    body = answer[2]
    return body.decode() if isinstance(body, bytes) else body


_emulated_create = ec2._create_flow_logs
_emulated_describe = ec2._describe_flow_logs


def install() -> None:
    ec2._ACTION_MAP.update(CreateFlowLogs=_create_flow_logs, DescribeFlowLogs=_describe_flow_logs)

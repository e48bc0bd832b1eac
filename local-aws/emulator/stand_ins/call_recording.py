"""Records calls of users and roles as CloudTrail does, while the emulator's folder contains a file `records-calls`.

The emulator itself sends no events to a log group or an event bus. This module records the requests that the emulator
received and its responses, including refusals. No value is invented. Calls of root users are not recorded, because the
local AWS itself acts as root users. Calls of services, and calls on objects (data events), are not recorded.
"""

import datetime
import json
import logging
import re
import sys
import uuid
import xml.etree.ElementTree as ElementTree
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qsl

import ministack.app
from ministack.core import iam_evaluator
from ministack.core.arn import parse_arn
from ministack.core.iam_actions import SERVICE_TO_IAM_NAMESPACE
from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.core.router import detect_service, extract_access_key_id
from ministack.services import cloudtrail, cloudwatch_logs

from . import events, roles
from .organization import management_of, principal_org_id

_logger = logging.getLogger(__name__)

# Services whose events come from the region of global services
_GLOBAL = ("iam", "organizations")

# https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-management-events.html (readOnly)
_READING = re.compile("Get|List|Describe|Head|Lookup|AssumeRole")

# Errors for operations that the emulator lacks. They are not recorded, because the response of AWS is unknown
_UNKNOWN = re.compile("InvalidAction|UnknownOperation|InternalError|NotImplemented|Unknown CloudTrail action|MethodNotAllowed")


async def _dispatch(method, path, headers, body, query_params, request_id):
    answer = await _emulated_dispatch(method, path, headers, body, query_params, request_id)
    # AWS also returns this header in refusals
    answer[1].setdefault("x-amzn-requestid", request_id)
    if (Path(sys.argv[1]) / "records-calls").exists():
        try:
            _record(method, path, headers, body, query_params, request_id, answer)
        except Exception:
            _logger.exception("cannot record %s %s", method, path)
    return answer


def _record(method, path, headers, body, query_params, request_id, answer):
    params = ministack.app._routing_params(method, path, headers, body, query_params)
    service = detect_service(method, path, headers, params)
    identity = _identity(extract_access_key_id(headers, query_params) or "")
    call = identity and _call(service, method, path, headers, body, params)
    if not call:
        return
    name, request = call
    status, _headers, answered = answer
    error = _error(service, answered) if status >= 400 else None
    if error and _UNKNOWN.search(" ".join(error.values())):
        _logger.warning("not recorded, because the emulator lacks it: %s %s", service, name)
        return
    source = {"cloudwatch": "monitoring"}.get(service, SERVICE_TO_IAM_NAMESPACE.get(service, service))
    region = "us-east-1" if service in _GLOBAL else get_region()
    _deliver(
        {
            "eventVersion": "1.11",
            "userIdentity": identity,
            "eventTime": f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}",
            "eventSource": f"{source}.amazonaws.com",
            "eventName": name,
            "awsRegion": region,
            "sourceIPAddress": "127.0.0.1",
            "userAgent": headers.get("user-agent", ""),
            **(error or {}),
            "requestParameters": request or None,
            "responseElements": None,
            "requestID": request_id,
            "eventID": str(uuid.uuid4()),
            "readOnly": bool(_READING.match(name)),
            "eventType": "AwsApiCall",
            "managementEvent": True,
            "recipientAccountId": get_account_id(),
            "eventCategory": "Management",
        }
    )


def _identity(access_key_id):
    """https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html"""
    if access_key_id.startswith("SERVICE.") or iam_evaluator.is_root_access_key(access_key_id):
        return None
    caller = iam_evaluator.resolve_caller_identity(access_key_id)
    if caller is None:
        return None
    arn = caller["userArn"]
    identity = {
        "type": "IAMUser",
        "principalId": caller["userId"],
        "arn": arn,
        "accountId": caller["accountId"],
        "accessKeyId": access_key_id,
    }
    if ":assumed-role/" not in arn:
        return {**identity, "userName": arn.rpartition("/")[2]}
    role = arn.split("/")[1]
    issuer = {
        "type": "Role",
        "principalId": caller["userId"].partition(":")[0],
        "arn": f"arn:aws:iam::{caller['accountId']}:role/{role}",
        "accountId": caller["accountId"],
        "userName": role,
    }
    return {**identity, "type": "AssumedRole", "sessionContext": {"sessionIssuer": issuer}}


def _call(service, method, path, headers, body, params):
    """Name and parameters of a call. None if CloudTrail records no management event for it, or if they cannot be parsed."""
    target = headers.get("x-amz-target", "")
    if target:
        return target.rpartition(".")[2], _spelled(json.loads(body or b"{}"))
    if service == "s3":
        return _s3_call(method, path, body, params)
    if "form" in headers.get("content-type", ""):
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True))
        name, _version = fields.pop("Action", ""), fields.pop("Version", "")
        return (name, _unflattened(fields)) if name else None
    return None


def _spelled(value):
    """Converts names of parameters, which begin with a lower-case letter in events."""
    if isinstance(value, list):
        return [_spelled(element) for element in value]
    if isinstance(value, dict):
        return {key[:1].lower() + key[1:]: _spelled(inner) for key, inner in value.items()}
    return value


def _unflattened(fields):
    """Converts parameters of the Query protocol: `A.member.1.B=c` and `A.1.B=c` become a list of objects."""
    tree = {}
    for name, value in fields.items():
        steps = [step[:1].lower() + step[1:] for step in name.split(".") if step != "member"]
        inner = tree
        for step in steps[:-1]:
            inner = inner.setdefault(step, {})
        inner[steps[-1]] = {"true": True, "false": False}.get(value, value)
    return _lists(tree)


def _lists(value):
    if not isinstance(value, dict):
        return value
    inner = {key: _lists(element) for key, element in value.items()}
    return list(inner.values()) if inner and all(key.isdigit() for key in inner) else inner


@lru_cache
def _s3_operations():
    """Operations on buckets, by method and subresource."""
    import botocore.session

    model = botocore.session.Session().get_service_model("s3")
    found = {}
    for name in model.operation_names:
        http = model.operation_model(name).http
        base, _mark, query = http["requestUri"].partition("?")
        if base == "/{Bucket}":
            found.setdefault((http["method"], query.partition("&")[0]), name)
    return found


def _s3_call(method, path, body, params):
    bucket, _slash, key = path.strip("/").partition("/")
    if not bucket or key:
        return None
    subresource = next((name for verb, name in _s3_operations() if verb == method and name and name in params), "")
    name = _s3_operations().get((method, subresource))
    if not name or name == "ListObjects":
        return None
    content = ElementTree.fromstring(body) if body.lstrip().startswith(b"<") else None
    shown = {_tag(content): _of_xml(content)} if content is not None else {}
    return name, {"bucketName": bucket, **({subresource: ""} if subresource else {}), **shown}


def _tag(element):
    return element.tag.rpartition("}")[2]


def _of_xml(element):
    return {_tag(child): _of_xml(child) for child in element} or (element.text or "")


def _error(service, body):
    """Code and message of a refusal in CloudTrail's format.

    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
    """
    text = body.decode() if isinstance(body, bytes) else ""
    if text.startswith("{"):
        answer = json.loads(text)
        code = str(answer.get("__type", answer.get("code", ""))).rpartition("#")[2]
        message = answer.get("message", answer.get("Message", ""))
    else:
        code, message = (_first(text, name) for name in ("Code", "Message"))
    if service == "ec2":
        code = f"Client.{code}"
    elif service in ("iam", "sts") and code != "AccessDenied" and not code.endswith("Exception"):
        code = f"{code}Exception"
    return {"errorCode": code, "errorMessage": str(message)}


def _first(text, name):
    found = re.search(f"<{name}>(.*?)</{name}>", text, re.DOTALL)
    return found[1] if found else ""


def _deliver(event):
    """Delivers an event to the log group of the organization trail, and to the default bus in the account and region of the call."""
    account_id = get_account_id()
    with request_scope(management_of.get(account_id, account_id), get_region()):
        for _region, _name, trail in list(cloudtrail._account_trail_items()):
            _put_log_event(trail, event)
    entry = {
        "Source": f"aws.{event['eventSource'].partition('.')[0]}",
        "DetailType": "AWS API Call via CloudTrail",
        "Detail": json.dumps(event),
    }
    with request_scope(account_id, event["awsRegion"]):
        events._emulated_put_events({"Entries": [entry]}, allow_aws_source=True)


def _put_log_event(trail, event):
    """https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html"""
    group_arn, role_arn = trail.get("CloudWatchLogsLogGroupArn", "").removesuffix(":*"), trail.get("CloudWatchLogsRoleArn")
    if not group_arn or not trail.get("IsLogging") or not trail.get("IsOrganizationTrail"):
        return
    group, account_id = parse_arn(group_arn), event["recipientAccountId"]
    stream = f"{principal_org_id(account_id)}_{account_id}_CloudTrail_{group.region}"
    stream_arn = f"{group_arn}:log-stream:{stream}"
    for action in ("logs:CreateLogStream", "logs:PutLogEvents"):
        if not roles.may(role_arn, action, stream_arn, group.region):
            _logger.warning("%s may not %s %s", role_arn, action, stream_arn)
            return
    named = {"logGroupName": group.resource.removeprefix("log-group:"), "logStreamName": stream}
    now = int(datetime.datetime.now().timestamp() * 1000)
    with request_scope(group.account_id, group.region):
        cloudwatch_logs._create_log_stream(named)
        cloudwatch_logs._put_log_events({**named, "logEvents": [{"timestamp": now, "message": json.dumps(event)}]})


_emulated_dispatch = ministack.app._dispatch_service_request


def install() -> None:
    ministack.app._dispatch_service_request = _dispatch

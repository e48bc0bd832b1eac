"""ARNs for which AWS evaluates policies. For these requests, the emulator uses another ARN or no ARN.

https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

import contextvars
import json
import sys
import urllib.parse

from ministack.core.responses import get_account_id

# Action -> field with the name of the resource, and its ARN without the partition
_BY_NAME = {
    "athena:CreateWorkGroup": ("Name", "athena:{region}:{account}:workgroup/{name}"),
    "cloudwatch:DeleteAlarms": ("AlarmNames.member.1", "cloudwatch:{region}:{account}:alarm:{name}"),
    "cloudwatch:DeleteDashboards": ("DashboardNames.member.1", "cloudwatch::{account}:dashboard/{name}"),
    "cloudwatch:PutDashboard": ("DashboardName", "cloudwatch::{account}:dashboard/{name}"),
    "events:CreateEventBus": ("Name", "events:{region}:{account}:event-bus/{name}"),
    "events:DeleteEventBus": ("Name", "events:{region}:{account}:event-bus/{name}"),
    "glue:DeleteCrawler": ("Name", "glue:{region}:{account}:crawler/{name}"),
    "glue:DeleteDatabase": ("Name", "glue:{region}:{account}:database/{name}"),
    "iam:CreatePolicy": ("PolicyName", "iam::{account}:policy/{name}"),
    "kms:CreateAlias": ("AliasName", "kms:{region}:{account}:{name}"),
    "kms:DeleteAlias": ("AliasName", "kms:{region}:{account}:{name}"),
}
_OF_RULES = ("events:PutTargets", "events:RemoveTargets")


# Body of the current request. The emulator keeps it only to verify a signature, so not for a root user
_body: contextvars.ContextVar[bytes] = contextvars.ContextVar("body", default=b"")


def _fields():
    body = _body.get().decode(errors="replace")
    if body.startswith("{"):
        return json.loads(body)
    return {name: values[0] for name, values in urllib.parse.parse_qs(body).items()}


def resource_of(action, region, resource_arn):
    """The ARN for which AWS evaluates policies."""
    if action in _BY_NAME:
        field, arn = _BY_NAME[action]
        name = _fields().get(field)
        return f"arn:aws:{arn.format(region=region, account=get_account_id(), name=name)}" if name else resource_arn
    if action in _OF_RULES:
        fields = _fields()
        bus = fields.get("EventBusName", "default").split("/")[-1]
        rule = fields.get("Rule", "*") if bus == "default" else f"{bus}/{fields.get('Rule', '*')}"
        return f"arn:aws:events:{region}:{get_account_id()}:rule/{rule}"
    if action.startswith("ssm:") and action.endswith("Document"):
        return resource_arn.replace(":parameter/", ":document/")
    return resource_arn.replace(":rule/default/", ":rule/") if action.startswith("events:") else resource_arn


def policy_named_in_request():
    """Value of `iam:PolicyARN`, a condition key that limits the policies that a principal can attach."""
    return {"iam:policyarn": _fields().get("PolicyArn", "")}


def _keep_body(body):
    _body.set(body or b"")
    return _emulated_pin_signed_body(body)


_app = sys.modules["ministack.app"]
_emulated_pin_signed_body = _app.pin_signed_body


def install() -> None:
    _app.pin_signed_body = _keep_body

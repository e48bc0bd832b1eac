"""The resources that AWS asks the policies about, where the emulator takes another ARN, or none.

https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

import json
import urllib.parse

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id

# Action -> field with the name, and the ARN without partition
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


def _fields():
    signed = iam_evaluator._signed_request.get()
    body = (signed.body or b"").decode(errors="replace") if signed else ""
    if body.startswith("{"):
        return json.loads(body)
    return {name: values[0] for name, values in urllib.parse.parse_qs(body).items()}


def resource_of(action, region, resource_arn):
    """The ARN that AWS asks about."""
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
    """`iam:PolicyARN`, with which a policy limits what may be attached."""
    return {"iam:policyarn": _fields().get("PolicyArn", "")}

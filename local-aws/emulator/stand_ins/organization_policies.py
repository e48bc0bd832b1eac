"""Evaluates service control and resource control policies. The emulator stores and attaches them, but does not evaluate them.

FullAWSAccess and RCPFullAWSAccess count as attached everywhere, so these policies only deny.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
"""

from ministack.core import iam_evaluator
from ministack.core.arn import ArnParseError, parse_arn
from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import kms, organizations, s3

from .organization import management_of, principal_org_id

_SERVICE = "SERVICE."
_RESOURCE_CONTROLLED = ("kms", "s3", "sqs", "sts")


def denies(access_key_id, action, service, region, resource_arn, service_context, source=None):
    """Returns the denial of a policy of the organization. None if no policy denies the request.

    An AWS service has no account, so only the policies of the resource's owner are evaluated for it. `source` is the ARN and
    the account of the resource that the service acts for.
    """
    is_service = access_key_id.startswith(_SERVICE)
    principal = None if is_service else iam_evaluator.resolve_principal(access_key_id, get_account_id())
    if isinstance(principal, iam_evaluator.AuthError):
        return None
    request = _request(principal, action, region, resource_arn, _context(service_context, resource_arn, source))
    if not is_service and _is_service_linked(request):
        return None
    owner = _owner(service, resource_arn)
    caller_denials = _statements(principal.account, "SERVICE_CONTROL_POLICY") if principal else []
    owner_denials = _statements(owner, "RESOURCE_CONTROL_POLICY") if _is_controlled(action, resource_arn) else []
    for statement in (*caller_denials, *owner_denials):
        if iam_evaluator._first_match(request, [statement], "Deny"):
            return iam_evaluator.EvalResult("Deny", request.principal_arn, statement.sid, "Explicit deny")
    return None


def _request(principal, action, region, resource_arn, context):
    return iam_evaluator.EvalContext(
        principal_arn=principal.arn if principal else "",
        principal_type=principal.type if principal else "Service",
        principal_account=principal.account if principal else "",
        action=action,
        resource_arn=resource_arn,
        region=region,
        service_context=context,
        principal_keys=principal.keys if principal else {},
    )


def _context(service_context, resource_arn, source):
    context = {key.lower(): value for key, value in (service_context or {}).items()}
    context["aws:principalisawsservice"] = "true" if source else "false"
    if source and source[1]:
        context |= {"aws:sourcearn": source[0], "aws:sourceaccount": source[1]}
        context["aws:sourceorgid"] = principal_org_id(source[1])
    aliases = _aliases(resource_arn)
    return context | ({"kms:resourcealiases": aliases} if aliases else {})


def _aliases(key_arn):
    """https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-resource-aliases"""
    try:
        arn = parse_arn(key_arn)
    except ArnParseError:
        return []
    if arn.service != "kms" or not arn.resource.startswith("key/"):
        return []
    with request_scope(arn.account_id, get_region()):
        return [
            "alias/" + alias.partition(":alias/")[2]
            for alias, key_id in kms._aliases.items()
            if arn.resource == f"key/{key_id}"
        ]


def _is_service_linked(request):
    role_arn = iam_evaluator._resolve_condition_key("aws:PrincipalArn", request)
    return ":role/aws-service-role/" in role_arn


def _is_controlled(action, resource_arn):
    return action.split(":")[0] in _RESOURCE_CONTROLLED and action != "kms:RetireGrant" and resource_arn != "*"


def _owner(service, resource_arn):
    """Account of a resource. The ARN of a bucket contains no account."""
    if service == "s3":
        return s3._bucket_owner_account(resource_arn.removeprefix("arn:aws:s3:::").split("/", 1)[0])
    return iam_evaluator._account_from_arn(resource_arn) or get_account_id()


def _statements(account_id, policy_type):
    """Statements of the policies of a member, its units and the root. Empty for the management account."""
    management = management_of.get(account_id)
    if management is None:
        return []
    with request_scope(management, get_region()):
        if not organizations._policy_type_enabled(policy_type):
            return []
        targets = set(_path(account_id))
        attached = [
            policy["_Content"]
            for policy_id, policy in organizations._policies.items()
            if policy["Type"] == policy_type and targets & set(organizations._attachments.get(policy_id) or [])
        ]
    return [statement for content in attached for statement in iam_evaluator.parse_policy_document(content)]


def _path(account_id):
    """The account, its units, and the root."""
    parent = organizations._accounts[account_id].get("_ParentId")
    yield account_id
    while parent:
        yield parent
        parent = (organizations._ous.get(parent) or {}).get("_ParentId")

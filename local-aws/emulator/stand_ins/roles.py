"""Requests of AWS services that assume a role. The emulator evaluates no policy for them."""

import json

from ministack.core import iam_evaluator
from ministack.core.arn import parse_arn
from ministack.services import iam

from .policy_texts import text_of


def may_assume(service, role_arn, source_arn):
    """Whether a role trusts a service on behalf of a resource of the same account.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
    """
    account_id, role = _role(role_arn)
    if role is None:
        return False
    trust = json.loads(role["AssumeRolePolicyDocument"])
    statements = trust["Statement"] if isinstance(trust["Statement"], list) else [trust["Statement"]]
    # The resource of a trust policy is the role itself
    trust["Statement"] = [{**statement, "Resource": "*"} for statement in statements]
    request = iam_evaluator.EvalContext(
        principal_arn="",
        principal_type="Service",
        principal_account="",
        action="sts:AssumeRole",
        resource_arn=role_arn,
        region=parse_arn(source_arn).region,
        service_context={
            "aws:sourcearn": source_arn,
            "aws:sourceaccount": account_id,
            # Firehose sends the id of the account that it delivers for
            "sts:externalid": account_id,
        },
    )
    return iam_evaluator.evaluate_resource_policy(trust, request, service=service).decision == "Allow"


def may(role_arn, action, resource_arn, region, resource_policy=None, owner=None, **context):
    """Whether the policies of a role allow a request. For a resource of another account, its policy must also allow it.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
    """
    account_id, role = _role(role_arn)
    if role is None:
        return False
    request = iam_evaluator.EvalContext(
        principal_arn=role_arn,
        principal_type="AssumedRole",
        principal_account=account_id,
        action=action,
        resource_arn=resource_arn,
        region=region,
        secure_transport=True,
        service_context={"s3:tlsversion": "1.3", "aws:principalisawsservice": "false", **context},
    )
    policies = iam_evaluator._gather_role_policies(role["RoleName"], account_id)
    by_role = iam_evaluator.evaluate(request, policies).decision
    by_resource = iam_evaluator.evaluate_resource_policy(resource_policy, request).decision
    if "Deny" in (by_role, by_resource):
        return False
    if owner in (None, account_id):
        return "Allow" in (by_role, by_resource)
    return by_role == by_resource == "Allow"


def facts_of(role_arn):
    """The ARN, the trust policy and the policies of a role, as texts. Nothing if the role does not exist."""
    account_id, role = _role(role_arn)
    if role is None:
        return None
    attached = [
        iam_evaluator._resolve_managed_policy_document(arn, account_id) for arn in role.get("AttachedPolicies", [])
    ]
    policies = [*(role.get("InlinePolicies") or {}).values(), *filter(None, attached)]
    trust = text_of(role["AssumeRolePolicyDocument"])
    return {"arn": role_arn, "trust": trust, "policies": [text_of(policy) for policy in policies]}


def _role(role_arn):
    arn = parse_arn(role_arn)
    return arn.account_id, iam._roles.get_scoped(arn.account_id, None, arn.resource.rpartition("/")[2])

"""Values of the condition keys and variables that describe the caller."""

import re

from ministack.core import iam_evaluator
from ministack.services import iam


def _resolve_condition_key(key, request):
    """`aws:PrincipalArn` of a session is the ARN of its role. The emulator uses the ARN of the session.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
    """
    session = re.fullmatch(r"arn:([^:]+):sts::(\d{12}):assumed-role/([^/]+)/.+", request.principal_arn)
    if key.lower() == "aws:principalarn" and session:
        partition, account_id, role_name = session.groups()
        role = iam._roles.get_scoped(account_id, None, role_name)
        return role["Arn"] if role else f"arn:{partition}:iam::{account_id}:role/{role_name}"
    return _emulated_resolve_condition_key(key, request)


def _evaluate_resource_policy(policy, request, *args, **options):
    """Replaces policy variables such as `${aws:PrincipalAccount}` with values of the caller. The emulator compares the
    variables as text.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html

    """
    if isinstance(policy, str):
        variable = re.compile(r"\$\{(aws:\w+)\}")
        policy = variable.sub(lambda found: str(_resolve_condition_key(found[1], request) or found[0]), policy)
    return _emulated_evaluate_resource_policy(policy, request, *args, **options)


_emulated_resolve_condition_key = iam_evaluator._resolve_condition_key
_emulated_evaluate_resource_policy = iam_evaluator.evaluate_resource_policy


def install() -> None:
    iam_evaluator._resolve_condition_key = _resolve_condition_key
    iam_evaluator.evaluate_resource_policy = _evaluate_resource_policy

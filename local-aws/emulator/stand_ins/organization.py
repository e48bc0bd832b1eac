"""One organization with many accounts.

In the emulator, every account is the management account of its own organization.
"""

import json

from ministack.core import iam_evaluator
from ministack.core.responses import error_response_json, get_account_id, get_region, request_scope
from ministack.services import iam, organizations

ACCESS_ROLE = "OrganizationAccountAccessRole"
ADMINISTRATOR_ACCESS = "arn:aws:iam::aws:policy/AdministratorAccess"

# Account of each member -> the management account of its organization
management_of: dict[str, str] = {}

# Management account -> number of accounts that it created, including removed accounts
_created: dict[str, int] = {}


def _organization_scope():
    return request_scope(management_of.get(get_account_id(), get_account_id()), get_region())


def _describe_organization(payload):
    """For a member, returns the organization that it belongs to.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html
    """
    with _organization_scope():
        return _emulated_describe_organization(payload)


def _create_account(payload):
    """Creates an account that is a member, with a role that its management account is allowed to assume.

    Ids are assigned in this order: 222222222222 to 777777777777, which are easy to read, then 100000000008,
    100000000009, ...

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html

    """
    management = get_account_id()
    status, headers, body = _emulated_create_account(payload)
    answer = json.loads(body)
    if status != 200:
        return status, headers, body

    created = answer["CreateAccountStatus"]
    random_id = created["AccountId"]
    _created[management] = _created.get(management, 0) + 1
    ordinal = _created[management] + 1
    account_id = str(ordinal) * 12 if ordinal < 8 else str(10**11 + ordinal)

    account = organizations._accounts.pop(random_id)
    account.update(Id=account_id, Arn=account["Arn"].replace(random_id, account_id))
    organizations._accounts[account_id] = account
    created["AccountId"] = account_id
    organizations._create_statuses[created["Id"]]["AccountId"] = account_id

    management_of[account_id] = management
    _create_access_role(account_id, payload.get("RoleName", ACCESS_ROLE), management)
    return status, headers, json.dumps(answer).encode()


def _create_access_role(account_id, role_name, management):
    trust = {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{management}:root"},
            "Action": "sts:AssumeRole",
        },
    }
    with request_scope(account_id, "us-east-1"):
        iam._create_role({"RoleName": [role_name], "AssumeRolePolicyDocument": [json.dumps(trust)]})
        iam._attach_role_policy({"RoleName": [role_name], "PolicyArn": [ADMINISTRATOR_ACCESS]})


def refusing_members(operation):
    """Allows only the management account or a delegated administrator to list accounts, units and roots.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
    """

    def refuse_or_answer(payload):
        if get_account_id() in management_of:
            message = "You don't have permissions to access this resource."
            return error_response_json("AccessDeniedException", message, 400)
        return operation(payload)

    return refuse_or_answer


def principal_org_id(account_id):
    """`aws:PrincipalOrgID` of a member is the id of the organization that it belongs to.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    """
    return _emulated_principal_org_id(management_of.get(account_id, account_id))


_emulated_describe_organization = organizations._describe_organization
_emulated_create_account = organizations._create_account
_emulated_principal_org_id = iam_evaluator._principal_org_id


def install() -> None:
    organizations._DISPATCH.update(
        CreateAccount=_create_account,
        DescribeOrganization=_describe_organization,
        ListAccounts=refusing_members(organizations._list_accounts),
        ListRoots=refusing_members(organizations._list_roots),
    )
    iam_evaluator._principal_org_id = principal_org_id

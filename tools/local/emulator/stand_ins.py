"""What ministack 1.5.33 lacks or does otherwise than AWS, and the deployment or its proof needs.

Each function here stands in for one documented behaviour of AWS and names the page it was written from.
`install` puts them in place; nothing else of the emulator is changed.
"""

import contextvars
import json
import re
import time

from ministack.core import iam_evaluator
from ministack.core.arn import ArnParseError, parse_arn
from ministack.core.responses import error_response_json, get_account_id, get_region, request_scope
from ministack.services import config, eventbridge, iam, kms, organizations, s3, stepfunctions

ACCESS_ROLE = "OrganizationAccountAccessRole"
ADMINISTRATOR_ACCESS = "arn:aws:iam::aws:policy/AdministratorAccess"

# Account of the organization's every member -> its management account
_management_of: dict[str, str] = {}
# Management account -> {service principal: when trusted access was enabled}
_trusted_services: dict[str, dict[str, float]] = {}


# -- One organization, many accounts ------------------------------------------------------------------------------
# In the emulator every account is the management account of an organization of its own.


def _organization_scope():
    return request_scope(_management_of.get(get_account_id(), get_account_id()), get_region())


def _describe_organization(payload):
    """A member sees the organization it is in.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html
    """
    with _organization_scope():
        return _emulated_describe_organization(payload)


def _create_account(payload):
    """A new account is a member, and has a role its management account may assume.

    Ids are handed out in order: 222222222222, 333333333333, ...

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
    """
    management = get_account_id()
    status, headers, body = _emulated_create_account(payload)
    answer = json.loads(body)
    if status != 200:
        return status, headers, body

    created = answer["CreateAccountStatus"]
    random_id = created["AccountId"]
    members = sum(1 for owner in _management_of.values() if owner == management)
    account_id = str(members + 2) * 12

    account = organizations._accounts.pop(random_id)
    account.update(Id=account_id, Arn=account["Arn"].replace(random_id, account_id))
    organizations._accounts[account_id] = account
    created["AccountId"] = account_id
    organizations._create_statuses[created["Id"]]["AccountId"] = account_id

    _management_of[account_id] = management
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


def _principal_org_id(account_id):
    """`aws:PrincipalOrgID` of a member is the id of the organization it is in, not of one of its own.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    """
    return _emulated_principal_org_id(_management_of.get(account_id, account_id))


def _refusing_members(operation):
    """Only the management account, or a delegated administrator, may list what the organization consists of.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
    """

    def refuse_or_answer(payload):
        if get_account_id() in _management_of:
            message = "You don't have permissions to access this resource."
            return error_response_json("AccessDeniedException", message, 400)
        return operation(payload)

    return refuse_or_answer


# -- Who asks ------------------------------------------------------------------------------------------------------


def _resolve_condition_key(key, request):
    """`aws:PrincipalArn` of a session is the ARN of its role; the emulator takes the session's own.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
    """
    session = re.fullmatch(r"arn:([^:]+):sts::(\d{12}):assumed-role/([^/]+)/.+", request.principal_arn)
    if key.lower() == "aws:principalarn" and session:
        partition, account_id, role_name = session.groups()
        role = iam._roles.get_scoped(account_id, None, role_name)
        return role["Arn"] if role else f"arn:{partition}:iam::{account_id}:role/{role_name}"
    return _emulated_resolve_condition_key(key, request)


def _evaluate_resource_policy(policy, request, *args, **options):
    """Policy variables such as `${aws:PrincipalAccount}` stand for the caller's values; the emulator keeps the text.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
    """
    if isinstance(policy, str):
        variable = re.compile(r"\$\{(aws:\w+)\}")
        policy = variable.sub(lambda found: str(_resolve_condition_key(found[1], request) or found[0]), policy)
    return _emulated_evaluate_resource_policy(policy, request, *args, **options)


# -- Trusted access -----------------------------------------------------------------------------------------------


def _enable_trusted_access(payload):
    """https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnableAWSServiceAccess.html"""
    _trusted_services.setdefault(get_account_id(), {}).setdefault(payload["ServicePrincipal"], time.time())
    return organizations._json(200, {})


def _list_trusted_access(_payload):
    """https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAWSServiceAccessForOrganization.html"""
    enabled = _trusted_services.get(get_account_id(), {})
    return organizations._json(
        200,
        {
            "EnabledServicePrincipals": [
                {"ServicePrincipal": principal, "DateEnabled": when} for principal, when in enabled.items()
            ]
        },
    )


def _list_delegated_administrators(_payload):
    """https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListDelegatedAdministrators.html"""
    return organizations._json(200, {"DelegatedAdministrators": []})


# -- Taking AWS Config down ---------------------------------------------------------------------------------------
# The emulator creates recorders and delivery channels, and deletes neither.


async def _handle_config(method, path, headers, body, query_params):
    """https://docs.aws.amazon.com/config/latest/APIReference/API_DeleteDeliveryChannel.html, and of the recorder"""
    request = json.loads(body or b"{}")
    match headers.get("x-amz-target", "").rpartition(".")[2]:
        case "DeleteDeliveryChannel":
            if any(recorder.get("recording") for recorder in config._recorders.values()):
                return error_response_json(
                    "LastDeliveryChannelDeleteFailedException", "A recorder still records to this channel.", 400
                )
            if config._delivery_channels.pop(request["DeliveryChannelName"], None) is None:
                return error_response_json("NoSuchDeliveryChannelException", "There is no such channel.", 400)
        case "DeleteConfigurationRecorder":
            if config._recorders.pop(request["ConfigurationRecorderName"], None) is None:
                return error_response_json("NoSuchConfigurationRecorderException", "There is no such recorder.", 400)
        case _:
            return await _emulated_handle_config(method, path, headers, body, query_params)
    return 200, {"Content-Type": "application/x-amz-json-1.1"}, b"{}"


# -- Keys of other accounts ---------------------------------------------------------------------------------------
# The emulator looks for every key in the caller's account.


def _owner(key_id):
    try:
        return parse_arn(key_id).account_id
    except ArnParseError:
        return get_account_id()


def _resolve_key(key_id):
    """A key or alias ARN names a key of its own account.

    https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
    """
    with request_scope(_owner(key_id or ""), get_region()):
        return _emulated_resolve_key(key_id)


def _key_policy_for_arn(resource_arn):
    record = _resolve_key(resource_arn)
    return (record.get("Policy") or "", _owner(resource_arn)) if record else None


# -- Buckets of other accounts ------------------------------------------------------------------------------------
# The emulator asks a foreign bucket's policy about the caller's account, not about the caller.

# Whether the policies allowed the request that is being served
_is_allowed: contextvars.ContextVar[bool] = contextvars.ContextVar("_is_allowed", default=False)


def _bucket_policy_for_arn(resource_arn):
    """The policy of a bucket is asked whoever the caller is; names of buckets are global.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
    """
    bucket = resource_arn.removeprefix("arn:aws:s3:::").split("/", 1)[0]
    owner = s3._bucket_owner_account(bucket)
    return (s3._bucket_policies.get_scoped(owner, None, bucket) or "", owner) if owner else None


def _foreign_bucket_allows(*request):
    """A caller both policies allowed is not asked again as its account; an anonymous one is left to the emulator."""
    return _is_allowed.get() or _emulated_foreign_bucket_allows(*request)


def _enforce(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
    decide = _enforce_service if (access_key_id or "").startswith(_SERVICE) else _emulated_enforce
    if iam_action == "s3:CreateBucket":
        # Who creates a bucket asks nobody's policy but their own, and is told when the name is taken
        service = "s3 without a bucket"
    denied = decide(access_key_id, iam_action, service, region, resource_arn, service_context)
    # The root user is asked no policy by the emulator, so nothing was allowed to it
    _is_allowed.set(denied is None and not iam_evaluator.is_root_access_key(access_key_id))
    return denied


# -- Request metrics of buckets -----------------------------------------------------------------------------------
# The emulator knows no metrics configurations: it would take PUT for a new bucket, and DELETE for the bucket's end.

# (bucket, id) -> the configuration as it was put
_bucket_metrics: dict[tuple[str, str], bytes] = {}


async def _handle_s3(method, path, headers, body, query_params, *args, **options):
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html"""
    bucket, key = s3._parse_bucket_key(path, headers)
    if key or "metrics" not in query_params:
        return await _emulated_handle_s3(method, path, headers, body, query_params, *args, **options)
    name = (bucket, s3._qp(query_params, "id"))
    if method == "PUT":
        _bucket_metrics[name] = body
        return 200, {}, b""
    found = _bucket_metrics.pop(name, None) if method == "DELETE" else _bucket_metrics.get(name)
    if found is None:
        return s3._error("NoSuchConfiguration", "The specified configuration does not exist.", 404)
    return (204, {}, b"") if method == "DELETE" else (200, {"Content-Type": "application/xml"}, found)


# -- Tasks of state machines --------------------------------------------------------------------------------------


def _dispatch_query_task(service_info, service_name, action, input_data):
    """Values of metrics are a list of numbers, also when there are none; the emulator returns the text of its XML.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataResult.html
    """
    result = _emulated_dispatch_query_task(service_info, service_name, action, input_data)
    for row in result.get("MetricDataResults") or []:
        row["Values"] = [float(value) for value in row["Values"] or []]
    return result


# -- Requests of AWS services -------------------------------------------------------------------------------------
# The emulator never calls itself as a service. A test does, with the access key "SERVICE.<service principal>" and
# the resource the service acts for in the header x-amz-source-arn; the resource's policy alone decides.

_SERVICE = "SERVICE."


def _authenticate(access_key_id, account_id):
    """A service principal has no secret that its requests could be signed with."""
    return None if access_key_id.startswith(_SERVICE) else _emulated_authenticate(access_key_id, account_id)


def _encryption_context(body):
    """https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context"""
    context = json.loads(body or b"{}").get("EncryptionContext", {})
    return {f"kms:encryptioncontext:{name}".lower(): value for name, value in context.items()}


def _account_of(source_arn):
    """The ARN of a bucket names no account; its owner is meant."""
    _arn, _partition, _service, _region, account_id, resource = source_arn.split(":", 5)
    return account_id or s3._bucket_owner_account(resource)


def _enforce_service(access_key_id, iam_action, service, region, resource_arn, service_context):
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (aws:SourceArn)"""
    principal = access_key_id.removeprefix(_SERVICE)
    signed = iam_evaluator._signed_request.get()
    source_arn = signed.headers.get("x-amz-source-arn", "")
    source_account = _account_of(source_arn)
    if principal == "cloudtrail.amazonaws.com" and iam_action == "events:PutEvents":
        # AWS asks no policy when it sends an event of an account to that account
        _sends_events_of.set(source_account)
        return None
    context = {
        **{key.lower(): value for key, value in (service_context or {}).items()},
        **_encryption_context(signed.body if service == "kms" else b""),
        "aws:principalisawsservice": "true",
        "aws:sourcearn": source_arn,
        "aws:sourceaccount": source_account,
        "aws:sourceorgid": _principal_org_id(source_account),
    }
    request = iam_evaluator.EvalContext(
        principal_arn="",
        principal_type="Service",
        principal_account="",
        action=iam_action,
        resource_arn=resource_arn,
        region=region,
        service_context=context,
    )
    policy, _owner_account = iam_evaluator._resource_policy(service, resource_arn) or (None, None)
    result = iam_evaluator.evaluate_resource_policy(policy, request, service=principal)
    return None if result.decision == "Allow" else result


# -- Events between accounts --------------------------------------------------------------------------------------
# The emulator keeps an event in its account and region, and keeps no policy of a bus.


def _put_permission(data):
    """A whole policy may be given at once.

    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html
    """
    if "Policy" not in data:
        return _emulated_put_permission(data)
    eventbridge._event_bus_policies[data.get("EventBusName", "default")] = json.loads(data["Policy"])
    return 200, {"Content-Type": "application/x-amz-json-1.1"}, b"{}"


def _dispatch_event(event, view=None):
    """Only a rule that is enabled for them sees calls that read.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
    """
    view = view or eventbridge._pattern_event_view(event)
    detail = json.loads(event.get("Detail", "{}"))
    is_reading = re.match("Describe|Get|List", str(detail.get("eventName", "")))
    states = {"ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"} | (set() if is_reading else {"ENABLED"})
    for key, rule in list(eventbridge._rules.items()):
        is_here = rule.get("EventBusName", "default") == event.get("EventBusName", "default")
        if not is_here or not rule.get("EventPattern") or rule.get("State") not in states:
            continue
        if eventbridge._matches_pattern_view(rule["EventPattern"], view, f"rule {key}"):
            for target in eventbridge._targets.get(key, []):
                _invoke_target(target, event, rule, view)


def _invoke_target(target, event, rule, view):
    """The role of a target sends the event to the bus of another account or region, as its policies allow.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
    """
    arn = parse_arn(target["Arn"])
    if arn.service != "events" or not arn.resource.startswith("event-bus/"):
        eventbridge._invoke_target(target, event, rule, view)
    elif _may_put_events(target["RoleArn"], target["Arn"]):
        with request_scope(arn.account_id, arn.region):
            # What it says of its account and region stays
            _dispatch_event({**event, "EventBusName": arn.resource.removeprefix("event-bus/")})


def _may_put_events(role_arn, bus_arn):
    role, bus = parse_arn(role_arn), parse_arn(bus_arn)
    request = iam_evaluator.EvalContext(
        principal_arn=role_arn,
        principal_type="AssumedRole",
        principal_account=role.account_id,
        action="events:PutEvents",
        resource_arn=bus_arn,
        region=bus.region,
    )
    with request_scope(bus.account_id, bus.region):
        policy = eventbridge._event_bus_policies.get(bus.resource.removeprefix("event-bus/"))
    by_bus = iam_evaluator.evaluate_resource_policy(policy, request)
    policies = iam_evaluator._gather_role_policies(role.resource.rpartition("/")[2], role.account_id)
    return by_bus.decision == iam_evaluator.evaluate(request, policies).decision == "Allow"


# Account whose events CloudTrail sends with the request that is being served
_sends_events_of: contextvars.ContextVar[str] = contextvars.ContextVar("_sends_events_of", default="")


def _put_events(data, allow_aws_source=False):
    """CloudTrail sends events as AWS, to the account that its source ARN names; nobody else may.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
    """
    if not _sends_events_of.get():
        return _emulated_put_events(data, allow_aws_source)
    with request_scope(_sends_events_of.get(), get_region()):
        return _emulated_put_events(data, allow_aws_source=True)


# -- In place -----------------------------------------------------------------------------------------------------

_emulated_describe_organization = organizations._describe_organization
_emulated_create_account = organizations._create_account
_emulated_principal_org_id = iam_evaluator._principal_org_id
_emulated_resolve_condition_key = iam_evaluator._resolve_condition_key
_emulated_evaluate_resource_policy = iam_evaluator.evaluate_resource_policy
_emulated_handle_config = config.handle_request
_emulated_handle_s3 = s3.handle_request
_emulated_dispatch_query_task = stepfunctions._dispatch_aws_sdk_query
_emulated_resolve_key = kms._resolve_key
_emulated_authenticate = iam_evaluator.authenticate
_emulated_foreign_bucket_allows = s3._foreign_bucket_allows
_emulated_enforce = iam_evaluator.enforce
_emulated_put_permission = eventbridge._put_permission
_emulated_put_events = eventbridge._put_events


def install() -> None:
    organizations._DISPATCH.update(
        CreateAccount=_create_account,
        DescribeOrganization=_describe_organization,
        EnableAWSServiceAccess=_enable_trusted_access,
        ListAccounts=_refusing_members(organizations._list_accounts),
        ListAWSServiceAccessForOrganization=_refusing_members(_list_trusted_access),
        ListDelegatedAdministrators=_refusing_members(_list_delegated_administrators),
        ListRoots=_refusing_members(organizations._list_roots),
    )
    iam_evaluator._principal_org_id = _principal_org_id
    iam_evaluator._resolve_condition_key = _resolve_condition_key
    iam_evaluator.authenticate = _authenticate
    iam_evaluator.enforce = _enforce
    iam_evaluator.evaluate_resource_policy = _evaluate_resource_policy
    config.handle_request = _handle_config
    eventbridge._put_permission = _put_permission
    eventbridge._dispatch_event = _dispatch_event
    eventbridge._put_events = _put_events
    s3.handle_request = _handle_s3
    stepfunctions._dispatch_aws_sdk_query = _dispatch_query_task
    kms._resolve_key = _resolve_key
    kms.key_policy_for_arn = _key_policy_for_arn
    s3.bucket_policy_for_arn = _bucket_policy_for_arn
    s3._foreign_bucket_allows = _foreign_bucket_allows

"""Calls that AWS refuses because a named resource does not exist, or because they are dry runs. The emulator lacks them."""

from urllib.parse import parse_qs

from ministack.services import cloudtrail, ec2, iam, sts


def _delete_event_data_store(request):
    """Responds that no event data store exists, because the emulator does not support CloudTrail Lake.

    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DeleteEventDataStore.html
    """
    message = f"Event data store {request.get('EventDataStore', '')} does not exist."
    return cloudtrail._err("EventDataStoreNotFoundException", message)


def _add_client_id(params):
    """https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html"""
    arn = iam._p(params, "OpenIDConnectProviderArn")
    provider = iam._oidc_providers.get(arn)
    if provider is None:
        return iam._error(404, "NoSuchEntity", f"OpenIDConnect Provider not found for arn {arn}", ns="iam")
    return iam._error(400, "InvalidAction", "Unknown IAM action: AddClientIDToOpenIDConnectProvider", ns="iam")


async def _ec2(method, path, headers, body, query_params):
    """Refuses every dry run, whether or not its resources exist.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/CommonParameters.html
    """
    params = {**parse_qs((body or b"").decode()), **query_params}
    if params.get("DryRun") == ["true"]:
        return ec2._error("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412)
    return await _emulated_ec2(method, path, headers, body, query_params)


async def _sts(method, path, headers, body, query_params):
    """Refuses to assume root users, because no organization of the emulator has centralized root access.

    https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
    """
    params = {**parse_qs((body or b"").decode()), **query_params}
    if params.get("Action") == ["AssumeRoot"]:
        message = "User is not authorized to perform: sts:AssumeRoot"
        return sts._error(403, "AccessDenied", message, ns="sts")
    return await _emulated_sts(method, path, headers, body, query_params)


_emulated_ec2 = ec2.handle_request
_emulated_sts = sts.handle_request


def install() -> None:
    cloudtrail._DISPATCH["DeleteEventDataStore"] = _delete_event_data_store
    iam._IAM_HANDLERS["AddClientIDToOpenIDConnectProvider"] = _add_client_id
    ec2.handle_request = _ec2
    sts.handle_request = _sts

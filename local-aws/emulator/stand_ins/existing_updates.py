"""Changes settings of existing log groups, workgroups and saved queries. The emulator only supports settings at creation.
"""

from ministack.core.responses import error_response_json, json_response
from ministack.services import athena, cloudwatch_logs

from .operations import add_operations


def _group_of(request):
    name = request.get("logGroupName") or request.get("resourceIdentifier", "").split(":log-group:")[-1]
    return cloudwatch_logs._log_groups.get(name.removesuffix(":*"))


def _set_key(request, key_id):
    group = _group_of(request)
    if group is None:
        return error_response_json("ResourceNotFoundException", "The specified log group does not exist.", 400)
    group["kmsKeyId"] = key_id
    return json_response({})


def _associate_kms_key(request):
    """https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html"""
    return _set_key(request, request["kmsKeyId"])


def _disassociate_kms_key(request):
    """https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DisassociateKmsKey.html"""
    return _set_key(request, None)


def _update_workgroup(request):
    """https://docs.aws.amazon.com/athena/latest/APIReference/API_ResultConfigurationUpdates.html"""
    answer = _emulated_update_workgroup(request)
    workgroup = athena._workgroups.get(request.get("WorkGroup"))
    updates = request.get("ConfigurationUpdates", {}).get("ResultConfigurationUpdates", {})
    if workgroup and "ExpectedBucketOwner" in updates:
        results = workgroup.setdefault("Configuration", {}).setdefault("ResultConfiguration", {})
        results["ExpectedBucketOwner"] = updates["ExpectedBucketOwner"]
    return answer


def _update_named_query(request):
    """https://docs.aws.amazon.com/athena/latest/APIReference/API_UpdateNamedQuery.html"""
    query = athena._named_queries.get(request["NamedQueryId"])
    if query is None:
        return error_response_json("InvalidRequestException", f"Named query {request['NamedQueryId']} not found", 400)
    query.update({name: request[name] for name in ("Name", "Description", "QueryString") if name in request})
    return json_response({})


_emulated_update_workgroup = athena._update_workgroup


def install() -> None:
    athena._update_workgroup = _update_workgroup
    add_operations(athena, {"UpdateNamedQuery": _update_named_query})
    add_operations(
        cloudwatch_logs, {"AssociateKmsKey": _associate_kms_key, "DisassociateKmsKey": _disassociate_kms_key}
    )

"""Stores saved queries of CloudWatch Logs Insights, which ministack 1.5.33 does not store. They cannot run.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html. The pages of
DescribeQueryDefinitions and DeleteQueryDefinition document the other operations.
"""

import json
import time

from ministack.core.responses import AccountRegionScopedDict, error_response_json, json_response, new_uuid
from ministack.services import cloudwatch_logs

from .operations import add_operations

_definitions = AccountRegionScopedDict()
_kept = ("name", "queryString", "logGroupNames")


def _put(request):
    known = request.get("queryDefinitionId")
    if known and known not in _definitions:
        return error_response_json("ResourceNotFoundException", "There is no such query definition.", 400)
    id_ = known or new_uuid()
    _definitions[id_] = {
        **{key: request[key] for key in _kept if key in request},
        "queryDefinitionId": id_,
        "lastModified": int(time.time() * 1000),
    }
    return json_response({"queryDefinitionId": id_})


def _describe(request):
    prefix = request.get("queryDefinitionNamePrefix", "")
    found = [definition for definition in _definitions.values() if definition["name"].startswith(prefix)]
    return json_response({"queryDefinitions": found})


def _delete(request):
    if _definitions.pop(request["queryDefinitionId"], None) is None:
        return error_response_json("ResourceNotFoundException", "There is no such query definition.", 400)
    return json_response({"success": True})


_operations = {"PutQueryDefinition": _put, "DescribeQueryDefinitions": _describe, "DeleteQueryDefinition": _delete}


def install() -> None:
    add_operations(cloudwatch_logs, _operations)

"""Stores documents of Systems Manager, which the emulator does not store."""

import hashlib
import time

from ministack.core.responses import AccountRegionScopedDict, error_response_json, get_account_id, json_response
from ministack.services import ssm

from .operations import add_operations

# Name -> the document, with the content of its versions. The oldest version is first
_documents = AccountRegionScopedDict()


def _description(document):
    content = document["contents"][-1]
    return {
        **{key: document[key] for key in ("Name", "DocumentType", "DocumentFormat", "CreatedDate", "Tags")},
        "Owner": get_account_id(),
        "Status": "Active",
        "DocumentVersion": str(len(document["contents"])),
        "LatestVersion": str(len(document["contents"])),
        "DefaultVersion": document["DefaultVersion"],
        "SchemaVersion": "1.0",
        "HashType": "Sha256",
        "Hash": hashlib.sha256(content.encode()).hexdigest(),
    }


def _of_existing(operation):
    def answer(request):
        document = _documents.get(request.get("Name") or request.get("ResourceId"))
        if document is None:
            return error_response_json("InvalidDocument", "The specified document does not exist.", 400)
        return json_response(operation(document, request))

    return answer


def _create(request):
    """https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html"""
    name = request["Name"]
    if name in _documents:
        return error_response_json("DocumentAlreadyExists", "The specified document already exists.", 400)
    _documents[name] = {
        "Name": name,
        "DocumentType": request.get("DocumentType", "Command"),
        "DocumentFormat": request.get("DocumentFormat", "JSON"),
        "CreatedDate": time.time(),
        "DefaultVersion": "1",
        "Tags": request.get("Tags", []),
        "contents": [request["Content"]],
    }
    return json_response({"DocumentDescription": _description(_documents[name])})


def _get(document, request):
    version = request.get("DocumentVersion", "$LATEST")
    index = -1 if version.startswith("$") else int(version) - 1
    return {
        **{key: document[key] for key in ("Name", "DocumentType", "DocumentFormat")},
        "Content": document["contents"][index],
        "DocumentVersion": str(len(document["contents"]) if index < 0 else index + 1),
        "Status": "Active",
    }


def _update(document, request):
    document["contents"].append(request["Content"])
    return {"DocumentDescription": _description(document)}


def _set_default(document, request):
    document["DefaultVersion"] = request["DocumentVersion"]
    return {"Description": {"Name": document["Name"], "DefaultVersion": request["DocumentVersion"]}}


def _delete(document, _request):
    del _documents[document["Name"]]
    return {}


def _list_tags(request):
    document = _documents.get(request["ResourceId"])
    if request["ResourceType"] != "Document" or document is None:
        return ssm._list_tags_for_resource(request)
    return json_response({"TagList": document["Tags"]})


_operations = {
    "CreateDocument": _create,
    "DescribeDocument": _of_existing(lambda document, _request: {"Document": _description(document)}),
    "GetDocument": _of_existing(_get),
    "UpdateDocument": _of_existing(_update),
    "UpdateDocumentDefaultVersion": _of_existing(_set_default),
    "DeleteDocument": _of_existing(_delete),
    "DescribeDocumentPermission": _of_existing(lambda _document, _request: {"AccountIds": []}),
    "ListTagsForResource": _list_tags,
}


def install() -> None:
    add_operations(ssm, _operations)

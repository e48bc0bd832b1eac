"""Creates a saved query once, even if its request is sent several times.

The SDKs repeat a request with the same token if the response is lost:
https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateNamedQuery.html
"""

import json

from ministack.core.responses import AccountRegionScopedDict, json_response
from ministack.services import athena

# Ids of the queries by the token of the request
_created = AccountRegionScopedDict()


def _create_named_query(data):
    token = data.get("ClientRequestToken")
    if token is not None and token in _created:
        return json_response({"NamedQueryId": _created[token]})
    answer = _emulated_create(data)
    if token is not None and answer[0] == 200:
        _created[token] = json.loads(answer[2])["NamedQueryId"]
    return answer


_emulated_create = athena._create_named_query


def install() -> None:
    athena._create_named_query = _create_named_query

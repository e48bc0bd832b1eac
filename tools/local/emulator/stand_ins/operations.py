"""Operations that a service of the emulator lacks."""

import json


def add_operations(service, operations) -> None:
    """Has a service answer more operations: name -> function of the request."""
    emulated = service.handle_request

    async def handle_request(method, path, headers, body, query_params):
        operation = operations.get(headers.get("x-amz-target", "").rpartition(".")[2])
        if operation:
            return operation(json.loads(body or b"{}"))
        return await emulated(method, path, headers, body, query_params)

    service.handle_request = handle_request

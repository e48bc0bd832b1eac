"""Operations that a service of the emulator lacks, or does without a check that AWS makes."""

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


def check_operations(service, checks) -> None:
    """Has a service refuse requests: name -> function of the request that gives the refusal, or nothing."""
    emulated = service.handle_request

    async def handle_request(method, path, headers, body, query_params):
        check = checks.get(headers.get("x-amz-target", "").rpartition(".")[2])
        refused = check(json.loads(body or b"{}")) if check else None
        return refused or await emulated(method, path, headers, body, query_params)

    service.handle_request = handle_request

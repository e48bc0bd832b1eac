"""Adds operations to a service of the emulator, and checks that run before an operation."""

import json


def add_operations(service, operations) -> None:
    """Adds operations to a service. `operations` maps each name to a function of the request."""
    emulated = service.handle_request

    async def handle_request(method, path, headers, body, query_params):
        operation = operations.get(headers.get("x-amz-target", "").rpartition(".")[2])
        if operation:
            return operation(json.loads(body or b"{}"))
        return await emulated(method, path, headers, body, query_params)

    service.handle_request = handle_request


def check_operations(service, checks) -> None:
    """Adds checks to a service. `checks` maps each name to a function of the request that returns an error or nothing."""
    emulated = service.handle_request

    async def handle_request(method, path, headers, body, query_params):
        check = checks.get(headers.get("x-amz-target", "").rpartition(".")[2])
        refused = check(json.loads(body or b"{}")) if check else None
        return refused or await emulated(method, path, headers, body, query_params)

    service.handle_request = handle_request

"""Simulates the loss of a region: requests to it fail while the emulator's folder contains a file `lost-region` with its name."""

import sys
from pathlib import Path

import ministack.app
from ministack.core.responses import get_region
from ministack.services import s3


def _bucket_region(path, headers):
    """Region of the bucket that a request names. A request can be sent to another region."""
    bucket, _key = s3._parse_bucket_key(path, headers)
    return s3._replication_destination_region(bucket)


def install() -> None:
    """https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/regional-services.html"""
    emulated = ministack.app._dispatch_service_request
    file = Path(sys.argv[1]) / "lost-region"

    async def dispatch(method, path, headers, body, query_params, request_id):
        if file.exists() and file.read_text() in (get_region(), _bucket_region(path, headers)):
            return 503, {}, b""
        return await emulated(method, path, headers, body, query_params, request_id)

    ministack.app._dispatch_service_request = dispatch

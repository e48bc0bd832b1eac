"""A region in which nothing answers, while there is a file `lost-region` with its name in the emulator's folder."""

import sys
from pathlib import Path

import ministack.app
from ministack.core.responses import get_region
from ministack.services import s3


def _bucket_region(path, headers):
    """Region of the bucket that a request may name, whichever region it is sent to."""
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

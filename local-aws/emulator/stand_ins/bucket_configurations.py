"""Request metrics and S3 Inventory of buckets.

The emulator does not support these configurations: it would create a bucket for PUT, and delete the bucket for DELETE.
This module only stores the configurations. It does not count requests or write inventories.
"""

from ministack.services import s3

_kinds = ("metrics", "inventory")

# (bucket, kind, id) -> the configuration of the last PUT
_configurations: dict[tuple[str, str, str], bytes] = {}


async def _handle_s3(method, path, headers, body, query_params, *args, **options):
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketInventoryConfiguration.html
    """
    bucket, key = s3._parse_bucket_key(path, headers)
    kind = next((kind for kind in _kinds if kind in query_params), None)
    if key or kind is None:
        return await _emulated_handle_s3(method, path, headers, body, query_params, *args, **options)
    name = (bucket, kind, s3._qp(query_params, "id"))
    if method == "PUT":
        _configurations[name] = body
        return 200, {}, b""
    found = _configurations.pop(name, None) if method == "DELETE" else _configurations.get(name)
    if found is None:
        return s3._error("NoSuchConfiguration", "The specified configuration does not exist.", 404)
    return (204, {}, b"") if method == "DELETE" else (200, {"Content-Type": "application/xml"}, found)


_emulated_handle_s3 = s3.handle_request


def install() -> None:
    s3.handle_request = _handle_s3

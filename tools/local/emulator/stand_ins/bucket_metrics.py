"""Request metrics of buckets.

The emulator knows no metrics configurations: it would take PUT for a new bucket, and DELETE for the bucket's end.
"""

from ministack.services import s3

# (bucket, id) -> the configuration as it was put
_bucket_metrics: dict[tuple[str, str], bytes] = {}


async def _handle_s3(method, path, headers, body, query_params, *args, **options):
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html"""
    bucket, key = s3._parse_bucket_key(path, headers)
    if key or "metrics" not in query_params:
        return await _emulated_handle_s3(method, path, headers, body, query_params, *args, **options)
    name = (bucket, s3._qp(query_params, "id"))
    if method == "PUT":
        _bucket_metrics[name] = body
        return 200, {}, b""
    found = _bucket_metrics.pop(name, None) if method == "DELETE" else _bucket_metrics.get(name)
    if found is None:
        return s3._error("NoSuchConfiguration", "The specified configuration does not exist.", 404)
    return (204, {}, b"") if method == "DELETE" else (200, {"Content-Type": "application/xml"}, found)


_emulated_handle_s3 = s3.handle_request


def install() -> None:
    s3.handle_request = _handle_s3

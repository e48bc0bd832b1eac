"""Replaces Athena's CloudTrailInputFormat for an engine that does not have it.

Athena reads a log file of CloudTrail, one JSON object with an array `Records`, as one row for each record. Open Trino
has no such reader. So the emulator serves each log file with one record on a line, but only to the user of the query
engine. All other users get the file as it was delivered.

https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html
"""

import functools
import gzip
import json
import re
from urllib.parse import unquote_plus

from ministack.core.responses import get_account_id
from ministack.core.router import extract_access_key_id
from ministack.services import iam, s3

ENGINE_USER = "trino"

# Matches log files of events and insights. A digest is below CloudTrail-Digest/ and is one JSON object
_LOG_FILE = re.compile(r"/CloudTrail(-Insight)?/.+\.json\.gz$")
# Half of a surrogate pair. JSON can contain it as an escape, but UTF-8 cannot contain it
_SURROGATE = re.compile("[\ud800-\udfff]")
_LISTED = re.compile(rb"<Key>([^<]+)</Key>(.*?)<Size>\d+</Size>", re.DOTALL)


def _is_engine(headers, query_params):
    key = iam._access_keys.get_scoped(get_account_id(), None, extract_access_key_id(headers, query_params))
    return key is not None and key["UserName"] == ENGINE_USER


@functools.lru_cache(maxsize=4096)
def _one_record_a_line(content):
    records = json.loads(gzip.decompress(content))["Records"]
    lines = "".join(json.dumps(record, separators=(",", ":"), ensure_ascii=False) + "\n" for record in records)
    escaped = _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", lines)
    return gzip.compress(escaped.encode(), mtime=0)


def _read(bucket, key, headers, query_params):
    whole = {name: value for name, value in headers.items() if name != "range"}
    status, answer_headers, content = _emulated_dispatch("GET", bucket, key, whole, b"", query_params)
    return status, answer_headers, _one_record_a_line(content) if status == 200 else content


def _served(view, byte_range, headers):
    kept = {name: value for name, value in headers.items() if not name.lower().startswith("x-amz-checksum")}
    if not byte_range:
        return 200, {**kept, "Content-Length": str(len(view))}, view
    found = s3._parse_range(byte_range, len(view))
    if found is None:
        return 416, {"Content-Range": f"bytes */{len(view)}"}, b""
    start, end = found
    part = view[start : end + 1]
    return 206, {**kept, "Content-Length": str(len(part)), "Content-Range": f"bytes {start}-{end}/{len(view)}"}, part


def _with_sizes(bucket, listing, headers):
    def resized(match):
        key = unquote_plus(match[1].decode())
        if not _LOG_FILE.search(key):
            return match[0]
        size = len(_read(bucket, key, headers, {})[2])
        return b"<Key>%b</Key>%b<Size>%d</Size>" % (match[1], match[2], size)

    return _LISTED.sub(resized, listing)


def _dispatch(method, bucket, key, headers, body, query_params):
    if not _is_engine(headers, query_params):
        return _emulated_dispatch(method, bucket, key, headers, body, query_params)
    if method == "GET" and bucket and not key:
        status, answer_headers, listing = _emulated_dispatch(method, bucket, key, headers, body, query_params)
        return status, answer_headers, _with_sizes(bucket, listing, headers) if status == 200 else listing
    if method in ("GET", "HEAD") and _LOG_FILE.search(key):
        status, answer_headers, view = _read(bucket, key, headers, query_params)
        return _served(view, headers.get("range"), answer_headers) if status == 200 else (status, answer_headers, view)
    return _emulated_dispatch(method, bucket, key, headers, body, query_params)


_emulated_dispatch = s3._dispatch


def install() -> None:
    s3._dispatch = _dispatch

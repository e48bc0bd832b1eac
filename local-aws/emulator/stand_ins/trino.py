"""A client for the Trino server of the local AWS, which runs statements of Athena."""

import json
import urllib.request
from pathlib import Path

# The same names are in local-aws/trino/engine-tables.ts
_CATALOG = "archive"
_COPIES = "_trino"


class QueryFailed(Exception):
    """The engine refused or ended the statement. The message contains the error name, as a message of Athena does."""

    def __init__(self, message, is_user_error):
        super().__init__(message)
        self.is_user_error = is_user_error


class Answer:
    def __init__(self):
        self.columns, self.rows, self.scanned_bytes = [], [], 0


def run(folder, statement, database, is_wanted):
    """Runs a statement on the copies of the tables of a database, while `is_wanted` returns true for the number of read bytes."""
    server = f"http://127.0.0.1:{_port(folder)}"
    answer = Answer()
    page = _request(f"{server}/v1/statement", statement.encode(), database)
    while True:
        if page.get("error"):
            error = page["error"]
            raise QueryFailed(f"{error['errorName']}: {error['message']}", error["errorType"] == "USER_ERROR")
        answer.columns = page.get("columns") or answer.columns
        answer.rows += page.get("data") or []
        answer.scanned_bytes = page.get("stats", {}).get("physicalInputBytes", 0)
        following = page.get("nextUri")
        if following is None:
            return answer
        if not is_wanted(answer.scanned_bytes):
            _request(following, method="DELETE")
            return answer
        page = _request(following)


def _port(folder):
    try:
        return (Path(folder) / "trino.port").read_text()
    except FileNotFoundError:
        raise QueryFailed("GENERIC_INTERNAL_ERROR: Trino was never started; run: npm run local", False) from None


def _request(url, body=None, database=None, method=None):
    headers = {"X-Trino-User": "athena", "X-Trino-Catalog": _CATALOG}
    if database is not None:
        headers["X-Trino-Schema"] = database + _COPIES
    request = urllib.request.Request(url, body, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.loads(response.read() or b"{}")
    except OSError as error:
        raise QueryFailed(f"GENERIC_INTERNAL_ERROR: Trino does not answer: {error}", False) from None

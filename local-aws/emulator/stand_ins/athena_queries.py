"""Runs queries of Athena with the Trino of the local AWS. The emulator's engine does not support this project's SQL and tables."""

import asyncio
import csv
import io
import json
import re
import sys
import time
from urllib.parse import urlparse

from ministack.core.responses import error_response_json, json_response
from ministack.services import athena, glue, s3

from . import trino

# Folder of the local AWS, to which Trino writes its port
_folder = sys.argv[1]
_PAGE_ROWS = 1000

# Trino is only allowed to read the archive. So Trino computes the rows, and this module writes them
_INSERT = re.compile(r"INSERT\s+INTO\s+(?P<table>\w+)\s*\((?P<columns>[^)]*)\)\s*", re.IGNORECASE)


def _start_query_execution(data):
    """The settings of a workgroup can override those of a request. Values of parameters are literals.

    https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html
    """
    name = data.get("WorkGroup", "primary")
    workgroup = athena._workgroups.get(name)
    if workgroup is None:
        return _refused(f"WorkGroup {name} is not found.")
    own = {} if workgroup["Configuration"].get("EnforceWorkGroupConfiguration", True) else data
    location = (own.get("ResultConfiguration") or workgroup["Configuration"].get("ResultConfiguration") or {}).get(
        "OutputLocation", ""
    )
    parameters = data.get("ExecutionParameters", [])
    query = data["QueryString"].strip().rstrip(";")
    answer = _emulated_start({**data, "ResultConfiguration": {"OutputLocation": location and _folder_of(location)}})
    if answer[0] != 200:
        return answer
    execution = athena._executions[json.loads(answer[2])["QueryExecutionId"]]
    execution["_scan_limit"] = workgroup["Configuration"].get("BytesScannedCutoffPerQuery")
    insert = _INSERT.match(query)
    if insert:
        execution["_into"] = insert["table"], [name.strip() for name in insert["columns"].split(",")]
        query = query[insert.end() :]
    execution["_statement"] = query
    if parameters:
        execution["ExecutionParameters"] = parameters
        execution["_statement"] = f"EXECUTE IMMEDIATE {_literal(query)} USING {', '.join(parameters)}"
    return answer


def _folder_of(location):
    return location if location.endswith("/") else f"{location}/"


def _literal(text):
    return "'" + text.replace("'", "''") + "'"


async def _execute_query(query_id, query, database, ddl, catalog=None):
    """https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecutionStatus.html"""
    execution = athena._executions[query_id]
    if execution["StatementType"] != "DML":
        return await _emulated_execute(query_id, query, database, ddl, catalog)
    status = execution["Status"]
    status["State"] = "RUNNING"
    started = time.monotonic()
    limit = execution["_scan_limit"]

    def is_wanted(scanned_bytes):
        return status["State"] == "RUNNING" and (limit is None or scanned_bytes <= limit)

    try:
        answer = await asyncio.to_thread(trino.run, _folder, execution["_statement"], database, is_wanted)
        execution["Statistics"]["DataScannedInBytes"] = answer.scanned_bytes
        if limit is not None and answer.scanned_bytes > limit:
            # https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html
            status.update(State="CANCELLED", StateChangeReason="Bytes scanned limit was exceeded")
        elif status["State"] == "RUNNING":
            if "_into" in execution:
                _insert(query_id, database, *execution["_into"], answer)
            _keep(execution, answer)
    except trino.QueryFailed as failure:
        status.update(State="FAILED", StateChangeReason=str(failure))
        # https://docs.aws.amazon.com/athena/latest/APIReference/API_AthenaError.html
        category = 2 if failure.is_user_error else 1
        status["AthenaError"] = {"ErrorCategory": category, "Retryable": False, "ErrorMessage": str(failure)}
    execution["Statistics"]["TotalExecutionTimeInMillis"] = round((time.monotonic() - started) * 1000)
    status["CompletionDateTime"] = int(time.time())


def _keep(execution, answer):
    """Also writes the rows as text to the result location.

    https://docs.aws.amazon.com/athena/latest/ug/querying-finding-output-files.html
    """
    columns = [column["name"] for column in answer.columns]
    signatures = [column["typeSignature"] for column in answer.columns]
    rows = [[_text(*cell) for cell in zip(row, signatures)] for row in answer.rows]
    execution["_results"] = {"columns": columns, "rows": rows}
    execution["_column_types"] = [signature["rawType"] for signature in signatures]

    content = io.StringIO()
    writer = csv.writer(content, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([columns, *rows])
    place = urlparse(execution["ResultConfiguration"]["OutputLocation"])
    _write(place.netloc, place.path.lstrip("/"), content.getvalue())
    execution["Status"]["State"] = "SUCCEEDED"


def _insert(query_id, database, table, columns, answer):
    """Writes the rows as an object of the table: one JSON object on each line, which local-aws/trino/engine-tables.ts reads.

    https://docs.aws.amazon.com/athena/latest/ug/insert-into.html
    """
    definition = glue._tables.get(f"{database}/{table}")
    if definition is None:
        raise trino.QueryFailed(f"TABLE_NOT_FOUND: table {database}.{table} does not exist", True)
    lines = [json.dumps(dict(zip(columns, row))) for row in answer.rows]
    place = urlparse(definition["StorageDescriptor"]["Location"])
    _write(place.netloc, f"{place.path.strip('/')}/{query_id}.json", "\n".join([*lines, ""]))
    answer.columns, answer.rows = [{"name": "rows", "typeSignature": {"rawType": "bigint", "arguments": []}}], [[len(lines)]]


def _write(bucket, key, content):
    body = content.encode()
    headers = {"content-type": "application/octet-stream", "content-length": str(len(body))}
    status, _, message = s3._put_object(bucket, key, body, headers)
    if status >= 300:
        raise trino.QueryFailed(f"GENERIC_INTERNAL_ERROR: the result cannot be written: {message}", False)


def _text(value, signature):
    """A value in Athena's format: elements of lists, maps and rows have no quotation marks."""
    if value is None:
        return None
    kind, inner = signature["rawType"], [argument["value"] for argument in signature["arguments"]]
    if kind == "array":
        return f"[{', '.join(_inside(item, inner[0]) for item in value)}]"
    if kind == "map":
        return f"{{{', '.join(f'{key}={_inside(item, inner[1])}' for key, item in value.items())}}}"
    if kind == "row":
        named = [(_name(field, place), field["typeSignature"]) for place, field in enumerate(inner)]
        return f"{{{', '.join(f'{name}={_inside(item, kind)}' for (name, kind), item in zip(named, value))}}}"
    return athena._datum_text(value)


def _name(field, place):
    return (field.get("fieldName") or {}).get("name") or f"field{place}"


def _inside(value, signature):
    return "null" if value is None else _text(value, signature)


def _get_query_results(data):
    """The first row of the first page has the names of the columns, and counts as a row of the page.

    https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html
    """
    most = data.get("MaxResults", _PAGE_ROWS)
    if not 1 <= most <= _PAGE_ROWS:
        return _refused(f"MaxResults is {most}, and may be 1 to {_PAGE_ROWS}.")
    answer = _emulated_results({"QueryExecutionId": data.get("QueryExecutionId"), "MaxResults": 1})
    execution = athena._executions.get(data.get("QueryExecutionId"))
    if answer[0] != 200 or execution["StatementType"] != "DML":
        return answer
    results, first = execution["_results"], int(data.get("NextToken") or 0)
    rows = [results["columns"], *results["rows"]]
    page = json.loads(answer[2])
    page.pop("NextToken", None)
    page["ResultSet"]["Rows"] = [
        {"Data": [{} if text is None else {"VarCharValue": text} for text in row]} for row in rows[first : first + most]
    ]
    following = {"NextToken": str(first + most)} if first + most < len(rows) else {}
    return json_response({**page, **following})


def _refused(message):
    return error_response_json("InvalidRequestException", message, 400)


_emulated_start = athena._start_query_execution
_emulated_execute = athena._execute_query
_emulated_results = athena._get_query_results


def install() -> None:
    athena._start_query_execution = _start_query_execution
    athena._execute_query = _execute_query
    athena._get_query_results = _get_query_results

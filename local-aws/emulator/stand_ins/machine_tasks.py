"""Evaluates tasks of state machines with the permissions of the machine's role. The emulator evaluates no policies for tasks."""

import contextvars

from ministack.core.arn import parse_arn
from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import athena, sns, stepfunctions

from . import foreign_keys, roles

_role = contextvars.ContextVar("role of the state machine", default=None)


def _execute_task(state, raw_input, execution, context):
    """https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html"""
    _role.set(execution["events"][0]["executionStartedEventDetails"]["roleArn"])
    return _emulated_execute_task(state, raw_input, execution, context)


def _invoke_resource(resource, data):
    """Fails a task if the role is not allowed to send its request.

    https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html (States.Permissions)
    """
    requests = _requests.get(resource.partition(":states:::")[2])
    for action, arn, policy, context in requests(data) if requests else []:
        if not _may(action, arn, policy, **context):
            raise stepfunctions._ExecutionError("States.Permissions", f"{_role.get()} may not {action} on {arn}")
    return _emulated_invoke_resource(resource, data)


def _may(action, arn, policy, **context):
    """Whether the role allows a request. If the resource has a policy, it must also allow the request."""
    owner = None if policy is None else "not the account of the role: both have to allow it"
    return roles.may(_role.get(), action, arn, get_region(), policy, owner, **context)


def _own(action, service, resource):
    """A request on a resource in the account of the role."""
    return (action, f"arn:aws:{service}:{get_region()}:{get_account_id()}:{resource}", None, {})


def _starting(data):
    """The requests of a query. Athena writes the result with the permissions of the caller.

    https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html
    """
    workgroup = athena._workgroups.get(data["WorkGroup"]) or {"Configuration": {}}
    location = workgroup["Configuration"].get("ResultConfiguration", {}).get("OutputLocation", "")
    result = f"arn:aws:s3:::{location.removeprefix('s3://')}result.csv"
    return [
        _own("athena:StartQueryExecution", "athena", f"workgroup/{data['WorkGroup']}"),
        *([("s3:PutObject", result, None, {})] if location else []),
    ]


def _of_query(action):
    """The request on the workgroup in which the query runs."""

    def requests(data):
        execution = athena._executions.get(data["QueryExecutionId"]) or {}
        return [_own(f"athena:{action}", "athena", f"workgroup/{execution.get('WorkGroup')}")]

    return requests


def _put_item(data):
    return [_own("dynamodb:PutItem", "dynamodb", f"table/{data['TableName']}")]


def _transaction(data):
    """https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html"""
    actions = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
    return [
        _own(f"dynamodb:{actions[kind]}", "dynamodb", f"table/{item['TableName']}")
        for one in data["TransactItems"]
        for kind, item in one.items()
    ]


def _publishing(data):
    """The requests of a message. The policy of the key is always evaluated, and the policy of the topic if its account differs.

    https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
    """
    topic_arn = data["TopicArn"]
    topic = sns._topic_by_arn_any_scope(topic_arn)
    if topic is None:
        return []
    attributes = topic.get("attributes", {})
    is_own = parse_arn(topic_arn).account_id == get_account_id()
    requests = [("sns:Publish", topic_arn, None if is_own else attributes.get("Policy") or "", {})]
    key = foreign_keys._resolve_key(attributes.get("KmsMasterKeyId"))
    if key is not None:
        used = (key["Arn"], key.get("Policy") or "", {"kms:encryptioncontext:aws:sns:topicarn": topic_arn})
        requests += [("kms:GenerateDataKey", *used), ("kms:Decrypt", *used)]
    return requests


def _publish(resource, data):
    """Publishes to a topic, which can be in another account. The policies are already evaluated.

    https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
    """
    with request_scope(parse_arn(data["TopicArn"]).account_id, get_region()):
        return _emulated_publish(resource, data)


_requests = {
    "aws-sdk:athena:startQueryExecution": _starting,
    "aws-sdk:athena:getQueryExecution": _of_query("GetQueryExecution"),
    "aws-sdk:athena:getQueryResults": _of_query("GetQueryResults"),
    "aws-sdk:dynamodb:putItem": _put_item,
    "aws-sdk:dynamodb:transactWriteItems": _transaction,
    "sns:publish": _publishing,
}

_emulated_execute_task = stepfunctions._execute_task
_emulated_invoke_resource = stepfunctions._invoke_resource
_emulated_publish = stepfunctions._invoke_sns_publish


def install() -> None:
    stepfunctions._execute_task = _execute_task
    stepfunctions._invoke_resource = _invoke_resource
    for prefix in [prefix for prefix in stepfunctions._SERVICE_DISPATCH if prefix.endswith(":sns:publish")]:
        stepfunctions._SERVICE_DISPATCH[prefix] = _publish

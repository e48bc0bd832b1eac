"""Tasks of state machines, with the permissions of the role of the machine. The emulator evaluates no policy for them."""

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
    """A request that the role may not send fails the task.

    https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html (States.Permissions)
    """
    requests = _requests.get(resource.partition(":states:::")[2])
    for action, arn, *rest in requests(data) if requests else []:
        policy, owner, context = rest or (None, None, {})
        if not roles.may(_role.get(), action, arn, get_region(), policy, owner, **context):
            raise stepfunctions._ExecutionError("States.Permissions", f"{_role.get()} may not {action} on {arn}")
    return _emulated_invoke_resource(resource, data)


def _own(service, resource):
    return f"arn:aws:{service}:{get_region()}:{get_account_id()}:{resource}"


def _starting(data):
    """Athena writes the result with the permissions of the caller.

    https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html
    """
    workgroup = athena._workgroups.get(data["WorkGroup"]) or {"Configuration": {}}
    location = workgroup["Configuration"].get("ResultConfiguration", {}).get("OutputLocation", "")
    return [
        ("athena:StartQueryExecution", _own("athena", f"workgroup/{data['WorkGroup']}")),
        *([("s3:PutObject", f"arn:aws:s3:::{location.removeprefix('s3://')}result.csv")] if location else []),
    ]


def _of_query(action):
    """Athena checks the workgroup in which the query runs."""

    def requests(data):
        execution = athena._executions.get(data["QueryExecutionId"]) or {}
        return [(f"athena:{action}", _own("athena", f"workgroup/{execution.get('WorkGroup')}"))]

    return requests


def _transaction(data):
    """https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html"""
    actions = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
    return [
        (f"dynamodb:{actions[kind]}", _own("dynamodb", f"table/{item['TableName']}"))
        for one in data["TransactItems"]
        for kind, item in one.items()
    ]


def _publishing(data):
    """The policies of the topic and of its key decide too, where they are of another account.

    https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    """
    topic_arn = data["TopicArn"]
    topic = sns._topic_by_arn_any_scope(topic_arn)
    if topic is None:
        return []
    owner, attributes = parse_arn(topic_arn).account_id, topic.get("attributes", {})
    requests = [("sns:Publish", topic_arn, attributes.get("Policy") or "", owner, {})]
    key = foreign_keys._resolve_key(attributes.get("KmsMasterKeyId"))
    if key is not None:
        context = {"kms:encryptioncontext:aws:sns:topicarn": topic_arn}
        used = (key["Arn"], key.get("Policy") or "", parse_arn(key["Arn"]).account_id, context)
        requests += [("kms:GenerateDataKey", *used), ("kms:Decrypt", *used)]
    return requests


def _publish(resource, data):
    """A topic can be of another account. The policies were evaluated.

    https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
    """
    with request_scope(parse_arn(data["TopicArn"]).account_id, get_region()):
        return _emulated_publish(resource, data)


_requests = {
    "aws-sdk:athena:startQueryExecution": _starting,
    "aws-sdk:athena:getQueryExecution": _of_query("GetQueryExecution"),
    "aws-sdk:athena:getQueryResults": _of_query("GetQueryResults"),
    "aws-sdk:dynamodb:putItem": lambda data: [("dynamodb:PutItem", _own("dynamodb", f"table/{data['TableName']}"))],
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

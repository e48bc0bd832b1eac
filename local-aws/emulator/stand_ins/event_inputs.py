"""The input of a target. The emulator does not escape values, and delivers inputs that are not JSON.

Recorded answers of AWS show: in a template that is an object, values are inserted as JSON, and strings are escaped. In
any other template, values are inserted unchanged, and the result can be invalid JSON.
"""

import datetime
import json
import re

from ministack.core.responses import error_response_json, get_account_id, get_region
from ministack.services import eventbridge

from .operations import check_operations

_PATH = re.compile(r"\$(?:\.[\w/-]+|\[(?:\d+|\*)\])*", re.ASCII)
_STEP = re.compile(r"\.([\w/-]+)|\[(\d+|\*)\]", re.ASCII)
_PLACEHOLDER = re.compile(r"<([\w.-]+)>", re.ASCII)

# The event has no such field. This differs from a field with the value null
_MISSING = object()


def input_of(target, rule, rule_arn, view):
    """The input of a target for an event, and whether it is JSON.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
    """
    event = view.event_with_detail()
    if "InputTransformer" in target:
        return _transformed(target["InputTransformer"], event, _reserved(rule, rule_arn, view))
    if "InputPath" in target:
        value = _value_at(event, target["InputPath"]) if target["InputPath"] else _MISSING
        return _json({} if value is _MISSING else value), True
    return target.get("Input") or _json(event), True


def _reserved(rule, rule_arn, view):
    return {
        "aws.events.rule-name": rule["Name"],
        "aws.events.rule-arn": rule_arn,
        "aws.events.event": view.envelope(),
        "aws.events.event.json": view.event_with_detail(),
        "aws.events.event.ingestion-time": f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}",
    }


def _transformed(transformer, event, reserved):
    template, paths = transformer["InputTemplate"], transformer.get("InputPathsMap", {})
    is_object = template.lstrip().startswith("{")

    def filled(placeholder):
        name = placeholder[1]
        if name not in paths and name not in reserved:
            return placeholder[0]
        value = _value_at(event, paths[name]) if name in paths else reserved[name]
        if not is_object:
            return value if isinstance(value, str) else _json(value).replace('"', "")
        if not _is_in_text(template[: placeholder.start()]):
            return '""' if value is _MISSING else _json(value)
        return _json(value)[1:-1] if isinstance(value, str) else _json(value)

    body = _PLACEHOLDER.sub(filled, template)
    return body, _is_json(body)


def _is_in_text(before):
    """Whether a position of a template is inside quotation marks."""
    return re.sub(r"\\.", "", before, flags=re.DOTALL).count('"') % 2 == 1


def _value_at(value, path):
    """The value at a path. `[*]` is the list of the values of all elements."""
    return _follow(value, [key or index for key, index in _STEP.findall(path)])


def _follow(value, steps):
    if not steps:
        return value
    step, *others = steps
    if isinstance(value, list) and step == "*":
        return [found for element in value if (found := _follow(element, others)) is not _MISSING]
    if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
        return _follow(value[int(step)], others)
    return _follow(value[step], others) if isinstance(value, dict) and step in value else _MISSING


def _json(value):
    return "" if value is _MISSING else json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _is_json(body):
    """Whether a body is JSON: one value, or one value on each line."""
    return _is_one_value(body) or all(map(_is_one_value, body.split("\n")))


def _is_one_value(text):
    try:
        json.loads(text, parse_constant=eventbridge._reject_json_constant)
        return True
    except ValueError:
        return False


def _refusal(request):
    """https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html"""
    for target in request.get("Targets", []):
        message = _problem_of(target) or _problem_of_bus(target, request.get("EventBusName", "default"))
        if message:
            return error_response_json("ValidationException", message, 400)
    return None


def _problem_of(target):
    if len({"Input", "InputPath", "InputTransformer"} & target.keys()) > 1:
        return "Only one of Input, InputPath, or InputTransformer must be provided"
    if target.get("Input") and not _is_json(target["Input"]):
        return "JSON syntax error in input"
    transformer = target.get("InputTransformer", {})
    paths = transformer.get("InputPathsMap", {})
    if not all(re.fullmatch(r"[\w-]{1,256}", name, re.ASCII) for name in paths):
        return "Map keys must satisfy constraint"
    if not all(map(_PATH.fullmatch, [*filter(None, [target.get("InputPath")]), *paths.values()])):
        return f"InputPath for target {target['Id']} is invalid"
    return _problem_of_template(transformer.get("InputTemplate", "null"))


def _problem_of_bus(target, bus_name):
    """The reason why a bus cannot be a target. A bus needs a role, and receives the whole event without retries."""
    own = f"arn:aws:events:{get_region()}:{get_account_id()}:event-bus/"
    if ":event-bus/" not in target["Arn"]:
        return None
    if not re.fullmatch(r"arn:[a-z-]+:events:[a-z]{2}(-[a-z]+)+-\d+:\d{12}:event-bus/.+", target["Arn"]):
        return f"Parameter {target['Arn']} is not valid. Reason: Provided Arn is not in correct format."
    if "RetryPolicy" in target:
        return "Retry policy is not supported for Event bus targets."
    if {"Input", "InputPath", "InputTransformer"} & target.keys():
        return f"Modifying the input for target {target['Id']} is not supported."
    if target["Arn"] == own + bus_name.removeprefix(own):
        return "Source EventBus and Target EventBus must not be the same."
    return None if target.get("RoleArn") else f"RoleArn is required for target {target['Arn']}."


def _problem_of_template(template):
    if re.search(r'"<[\w.-]+>"\s*:', template, re.ASCII):
        return "InputTemplate placeholder present as a JSON object key"
    if "<aws.events.event.json>" in template and not template.lstrip().startswith("{"):
        return "aws.events.event.json is valid only for JSON template"
    return None if _is_json(_PLACEHOLDER.sub("null", template)) else "Invalid InputTemplate"


def install() -> None:
    check_operations(eventbridge, {"PutTargets": _refusal})

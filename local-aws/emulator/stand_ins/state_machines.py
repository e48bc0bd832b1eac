"""Tasks of state machines."""

from ministack.services import stepfunctions


def _dispatch_query_task(service_info, service_name, action, input_data):
    """Converts values of metrics to a list of numbers, which can be empty. The emulator returns strings from its XML.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataResult.html
    """
    result = _emulated_dispatch_query_task(service_info, service_name, action, input_data)
    for row in result.get("MetricDataResults") or []:
        row["Values"] = [float(value) for value in row["Values"] or []]
    return result


_emulated_dispatch_query_task = stepfunctions._dispatch_aws_sdk_query


def install() -> None:
    stepfunctions._dispatch_aws_sdk_query = _dispatch_query_task

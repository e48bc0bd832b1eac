"""Stores aggregators and tags of AWS Config, which the emulator does not store. It aggregates no data."""

import time

from ministack.core.responses import (
    AccountRegionScopedDict,
    error_response_json,
    get_account_id,
    get_region,
    json_response,
)
from ministack.services import config

from .operations import add_operations
from .trusted_access import administers

# Name -> the aggregator
_aggregators = AccountRegionScopedDict()
# ARN of an aggregator or rule -> its tags
_tags = AccountRegionScopedDict()


def _put(request):
    """https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationAggregator.html"""
    if "OrganizationAggregationSource" in request and not administers("config.amazonaws.com"):
        message = "This account is neither the management account nor a delegated administrator."
        return error_response_json("OrganizationAccessDeniedException", message, 400)
    name = request["ConfigurationAggregatorName"]
    _aggregators[name] = {
        "ConfigurationAggregatorName": name,
        "ConfigurationAggregatorArn": f"arn:aws:config:{get_region()}:{get_account_id()}:config-aggregator/{name}",
        "CreationTime": time.time(),
        "LastUpdatedTime": time.time(),
        **{key: value for key, value in request.items() if key.endswith(("Source", "Sources"))},
    }
    _tags[_aggregators[name]["ConfigurationAggregatorArn"]] = request.get("Tags", [])
    return json_response({"ConfigurationAggregator": _aggregators[name]})


def _describe(request):
    names = request.get("ConfigurationAggregatorNames", list(_aggregators))
    found = [_aggregators[name] for name in names if name in _aggregators]
    if len(found) < len(names):
        return error_response_json("NoSuchConfigurationAggregatorException", "There is no such aggregator.", 400)
    return json_response({"ConfigurationAggregators": found})


def _sources_status(request):
    """https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationAggregatorSourcesStatus.html"""
    if request["ConfigurationAggregatorName"] not in _aggregators:
        return error_response_json("NoSuchConfigurationAggregatorException", "There is no such aggregator.", 400)
    return json_response({"AggregatedSourceStatusList": []})


def _delete(request):
    if _aggregators.pop(request["ConfigurationAggregatorName"], None) is None:
        return error_response_json("NoSuchConfigurationAggregatorException", "There is no such aggregator.", 400)
    return json_response({})


def _put_rule(request):
    """https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html"""
    answer = config._put_config_rule(request)
    rule = config._config_rules.get(request["ConfigRule"]["ConfigRuleName"])
    if rule:
        _tags.setdefault(rule["ConfigRuleArn"], request.get("Tags", []))
    return answer


def _list_tags(request):
    """https://docs.aws.amazon.com/config/latest/APIReference/API_ListTagsForResource.html"""
    return json_response({"Tags": _tags.get(request["ResourceArn"], [])})


_operations = {
    "PutConfigurationAggregator": _put,
    "DescribeConfigurationAggregators": _describe,
    "DescribeConfigurationAggregatorSourcesStatus": _sources_status,
    "DeleteConfigurationAggregator": _delete,
    "PutConfigRule": _put_rule,
    "ListTagsForResource": _list_tags,
}


def install() -> None:
    add_operations(config, _operations)

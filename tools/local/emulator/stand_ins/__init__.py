"""What ministack 1.5.33 lacks or does otherwise than AWS, and the deployment or its proof needs.

Each function here stands in for one documented behaviour of AWS and names the page it was written from.
`install` puts them in place; nothing else of the emulator is changed.
"""

from . import (
    account_lifecycle,
    alarm_actions,
    bucket_configurations,
    config_aggregators,
    config_delivery,
    config_teardown,
    enforcement,
    event_inputs,
    event_rules,
    events,
    existing_updates,
    firehose_delivery,
    flow_logs,
    foreign_buckets,
    foreign_keys,
    log_subscriptions,
    object_encryption,
    organization,
    policy_variables,
    query_definitions,
    ssm_documents,
    state_machines,
    subscription_destinations,
    trail_destinations,
    trusted_access,
)

_all = (
    organization,
    account_lifecycle,
    trusted_access,
    policy_variables,
    enforcement,
    foreign_keys,
    foreign_buckets,
    alarm_actions,
    bucket_configurations,
    config_teardown,
    config_aggregators,
    config_delivery,
    events,
    event_inputs,
    event_rules,
    existing_updates,
    firehose_delivery,
    flow_logs,
    log_subscriptions,
    object_encryption,
    query_definitions,
    ssm_documents,
    state_machines,
    subscription_destinations,
    trail_destinations,
)


def install() -> None:
    for stand_in in _all:
        stand_in.install()

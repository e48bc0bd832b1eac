"""Behaviour of AWS that ministack 1.5.33 lacks, and that the deployment or its tests need.

Each function implements one documented behaviour of AWS, and names the page that documents it.
`install` installs them. Nothing else of the emulator is changed.
"""

from . import (
    account_lifecycle,
    alarm_actions,
    athena_queries,
    bucket_configurations,
    call_recording,
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
    lost_region,
    machine_tasks,
    named_resources,
    object_encryption,
    organization,
    policy_variables,
    public_keys,
    query_definitions,
    refused_calls,
    replication,
    saved_queries,
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
    named_resources,
    enforcement,
    foreign_keys,
    foreign_buckets,
    alarm_actions,
    athena_queries,
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
    public_keys,
    query_definitions,
    refused_calls,
    replication,
    saved_queries,
    ssm_documents,
    state_machines,
    machine_tasks,
    subscription_destinations,
    trail_destinations,
    call_recording,
    lost_region,
)


def install() -> None:
    for stand_in in _all:
        stand_in.install()

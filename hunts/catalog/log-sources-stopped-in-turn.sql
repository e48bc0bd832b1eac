-- Finds log sources of several accounts that were stopped or deleted within two days.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1685.002, T1685
-- row: Log sources of this many accounts were stopped or deleted.
-- first: Enable the log sources again, then read what happened in these accounts since.
-- by: scope
-- quiet: 3 days
-- ? least = 3: accounts at least
-- match
error_code IS NULL
AND (
  event_name IN (
    'StopLogging', 'DeleteTrail', 'DeleteFlowLogs', 'StopConfigurationRecorder', 'DeleteConfigurationRecorder',
    'DeleteDeliveryChannel', 'DisassociateResolverQueryLogConfig', 'DeleteResolverQueryLogConfig', 'DeleteDetector',
    'DisableSecurityHub', 'DeleteSubscriptionFilter', 'DeleteLoggingConfiguration'
  )
  OR (event_name = 'UpdateDetector' AND json_extract_scalar(request, '$.enable') = 'false')
)
-- subject
'organization' AS scope
-- measure
format(
  '%s in %s by %s',
  array_join(array_sort(map_keys(histogram(event_name))), ', '),
  array_join(slice(array_sort(map_keys(histogram(account))), 1, 10), ', '),
  array_join(slice(array_sort(map_keys(histogram(principal))), 1, 5), ', ')
)
-- when
count(DISTINCT account) >= ?least

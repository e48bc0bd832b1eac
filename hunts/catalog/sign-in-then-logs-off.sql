-- Finds a principal that signed in to the console and then disabled a log source or deleted logs.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1685.002, T1685, T1070
-- row: This principal signed in to the console, and within two days disabled or deleted logs.
-- first: Enable the log source again, then read what the principal did after that call.
-- by: account, caller
-- quiet: 3 days
-- match
(
  event_source = 'signin.amazonaws.com' AND event_name IN ('ConsoleLogin', 'SwitchRole')
  AND coalesce(json_extract_scalar(response, '$.ConsoleLogin'), json_extract_scalar(response, '$.SwitchRole')) = 'Success'
)
OR (
  event_source <> 'signin.amazonaws.com' AND error_code IS NULL
  AND (
    event_name IN (
      'StopLogging', 'DeleteTrail', 'DeleteFlowLogs', 'StopConfigurationRecorder', 'DeleteConfigurationRecorder',
      'DeleteDeliveryChannel', 'DisassociateResolverQueryLogConfig', 'DeleteResolverQueryLogConfig', 'DeleteDetector',
      'DisableSecurityHub', 'DeleteLogGroup', 'DeleteLogStream', 'DeleteSubscriptionFilter', 'DeleteLoggingConfiguration',
      'DeleteEventDataStore', 'StopEventDataStoreIngestion', 'PutEventSelectors'
    )
    OR (event_name = 'UpdateDetector' AND json_extract_scalar(request, '$.enable') = 'false')
  )
)
-- subject
account, coalesce(regexp_replace(principal_arn, '^(arn:[^:]*:sts::[0-9]*:assumed-role/[^/]+)/.*$', '$1'), principal) AS caller
-- measure
array_join(array_sort(map_keys(histogram(event_name) FILTER (WHERE event_source <> 'signin.amazonaws.com'))), ', ')
-- when
max(event_time) FILTER (WHERE event_source <> 'signin.amazonaws.com')
  > min(event_time) FILTER (WHERE event_source = 'signin.amazonaws.com')

-- Who stopped, narrowed or deleted a log: trails, recorders, flow logs, log groups.
-- Narrow it: the days, one account; a row with an error was refused.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT event_time, account, region, principal_arn, source_address, event_name, error_code, target, request
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND event_name IN (
    'StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors', 'PutInsightSelectors',
    'StopEventDataStoreIngestion', 'DeleteEventDataStore', 'UpdateEventDataStore',
    'StopConfigurationRecorder', 'DeleteConfigurationRecorder', 'PutConfigurationRecorder',
    'DeleteDeliveryChannel', 'PutDeliveryChannel',
    'DeleteFlowLogs', 'DeleteResolverQueryLogConfig', 'DisassociateResolverQueryLogConfig', 'PutBucketLogging',
    'DeleteLogGroup', 'DeleteLogStream', 'PutRetentionPolicy', 'DeleteSubscriptionFilter', 'DeleteMetricFilter',
    'DeleteAlarms', 'DisableAlarmActions'
  )
ORDER BY event_time
LIMIT 1000;

-- Who stopped, narrowed or deleted a log: trails, recorders, flow logs, log groups.
-- Narrow it: the number of days, or add: AND account = '<account id>'.
SELECT
  eventtime,
  account,
  awsregion,
  useridentity.arn AS principal,
  sourceipaddress,
  eventname,
  errorcode,
  requestparameters
FROM cloudtrail
WHERE day >= date_format(current_date - interval '7' day, '%Y/%m/%d')
  AND eventname IN (
    'StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors', 'PutInsightSelectors',
    'StopConfigurationRecorder', 'DeleteConfigurationRecorder', 'PutConfigurationRecorder',
    'DeleteDeliveryChannel', 'PutDeliveryChannel',
    'DeleteFlowLogs', 'DeleteLogGroup', 'DeleteLogStream', 'PutRetentionPolicy', 'DeleteMetricFilter',
    'DeleteAlarms', 'DisableAlarmActions'
  )
ORDER BY eventtime DESC
LIMIT 1000;

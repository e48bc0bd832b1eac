-- Finds a principal that tries which models of Amazon Bedrock it may invoke.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1496.004, T1526
-- row: Within the hour this principal invoked this many models or regions, and several calls failed.
-- first: Stop the principal, then look for models that answered.
-- by: account, principal
-- quiet: 7 days
-- ? models = 4: different models and regions at least
-- ? failed = 3: calls that failed at least
-- match
event_source = 'bedrock.amazonaws.com'
AND event_name IN (
  'InvokeModel', 'InvokeModelWithResponseStream', 'Converse', 'ConverseStream', 'InvokeModelWithBidirectionalStream',
  'PutFoundationModelEntitlement', 'PutUseCaseForModelAccess', 'CreateFoundationModelAgreement'
)
-- subject
account, principal, date_trunc('hour', event_time) AS hour
-- measure
format(
  '%d models and regions, %d calls, %d of them failed',
  count(DISTINCT concat_ws(' ', region, json_extract_scalar(request, '$.modelId'))), count(*), count(error_code)
)
-- when
count(DISTINCT concat_ws(' ', region, json_extract_scalar(request, '$.modelId'))) >= ?models AND count(error_code) >= ?failed

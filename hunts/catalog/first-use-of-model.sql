-- Finds a model of Amazon Bedrock that an account invoked for the first time in 90 days.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1496.004
-- row: This account, which invoked models on many days before, did not invoke this model until now.
-- first: Ask who invoked it what it is for; if nobody knows, stop the principal, and look for models that it invoked in other regions.
-- by: account, model
-- new: model
-- quiet: 90 days
-- ? days = 90: days before it that are compared
-- ? known = 10: days of these on which the account invoked models at least
-- match
event_source = 'bedrock.amazonaws.com' AND error_code IS NULL
AND event_name IN (
  'InvokeModel', 'InvokeModelWithResponseStream', 'Converse', 'ConverseStream', 'InvokeModelWithBidirectionalStream'
)
AND json_extract_scalar(request, '$.modelId') IS NOT NULL
-- subject
account, regexp_extract(json_extract_scalar(request, '$.modelId'), '[^/]+$') AS model
-- measure
format('invoked by %s', min(principal))
-- when
count(*) > 0

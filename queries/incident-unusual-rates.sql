-- Which calls and errors came at an unusual rate, and by whom most, as CloudTrail Insights noticed.
-- Narrow it: the days, one account; empty while trail.insights is.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  sharedeventid AS episode,
  account,
  region,
  insightdetails.eventsource AS event_source,
  insightdetails.eventname AS event_name,
  insightdetails.insighttype AS kind,
  insightdetails.errorcode AS error_code,
  min(CASE insightdetails.state WHEN 'Start' THEN eventtime END) AS began,
  max(CASE insightdetails.state WHEN 'End' THEN eventtime END) AS ended,
  max(insightdetails.insightcontext.statistics.baseline.average) AS calls_a_minute_before,
  max(insightdetails.insightcontext.statistics.insight.average) AS calls_a_minute,
  arbitrary(try(
    filter(insightdetails.insightcontext.attributions, a -> a.attribute = 'userIdentityArn')[1].insight[1].value
  )) AS most_by
FROM cloudtrail_insights
WHERE day BETWEEN ? AND ? AND account LIKE ?
GROUP BY
  sharedeventid, account, region,
  insightdetails.eventsource, insightdetails.eventname, insightdetails.insighttype, insightdetails.errorcode
ORDER BY began
LIMIT 1000;

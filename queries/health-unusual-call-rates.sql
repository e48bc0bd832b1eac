-- Which calls or errors came unusually often, when, and by whom, as CloudTrail Insights noticed.
-- Narrow it: the days and the account; there is nothing unless trail.insights is switched on.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  account,
  region,
  insightdetails.insighttype AS insight_type,
  insightdetails.eventsource AS event_source,
  insightdetails.eventname AS event_name,
  insightdetails.errorcode AS error_code,
  min(if(insightdetails.state = 'Start', eventtime)) AS began,
  max(if(insightdetails.state = 'End', eventtime)) AS ended,
  max(insightdetails.insightcontext.statistics.baseline.average) AS usual_per_minute,
  max(insightdetails.insightcontext.statistics.insight.average) AS seen_per_minute,
  arbitrary(
    element_at(
      filter(insightdetails.insightcontext.attributions, each -> each.attribute = 'userIdentityArn'), 1
    ).insight[1].value
  ) AS mostly_by
FROM cloudtrail_insights
WHERE day BETWEEN ? AND ?
  AND account LIKE ?
GROUP BY
  account,
  region,
  sharedeventid,
  insightdetails.insighttype,
  insightdetails.eventsource,
  insightdetails.eventname,
  insightdetails.errorcode
ORDER BY began DESC
LIMIT 500;

-- What applications wrote that holds a text, such as an address, a user or an order.
-- Narrow it: the days, one account, one log group.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? group = %: log group, % stands for any rest
-- ? text: what the message holds
SELECT
  CAST(from_unixtime(e.timestamp / 1000) AS timestamp) AS event_time,
  account,
  region,
  loggroup,
  logstream,
  e.message
FROM app_logs
CROSS JOIN UNNEST(logevents) AS e
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND messagetype = 'DATA_MESSAGE'
  AND loggroup LIKE ?
  AND strpos(e.message, ?) > 0
ORDER BY event_time
LIMIT 1000;

-- Which logs were overwritten, and which version was there before.
-- Narrow it: the days of the lists, each of which is read whole: an overwrite is in the list of the day after. The account is the log-archive account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? archive = %: bucket of the archive, or % for all
-- ? from: the same
WITH versions AS (
  SELECT account, archive, day, hour, key, version_id, is_latest, last_modified_date, size
  FROM archive_versions
  WHERE day BETWEEN date_format(date_parse(?, '%Y/%m/%d'), '%Y-%m-%d')
          AND date_format(date_parse(?, '%Y/%m/%d'), '%Y-%m-%d')
    AND account LIKE ? AND archive LIKE ?
    AND NOT is_delete_marker
)
SELECT
  account,
  archive,
  key,
  written.version_id,
  max(written.last_modified_date) AS written_at,
  max(written.size) AS bytes,
  max_by(replaced.version_id, replaced.last_modified_date) AS replaced_version_id,
  max(replaced.last_modified_date) AS replaced_written_at,
  max_by(replaced.size, replaced.last_modified_date) AS replaced_bytes
FROM versions AS replaced
-- What was written lately is few, and kept in memory
JOIN versions AS written USING (account, archive, day, hour, key)
WHERE NOT replaced.is_latest
  AND written.last_modified_date >= date_parse(?, '%Y/%m/%d') - INTERVAL '1' DAY
  AND written.last_modified_date >= replaced.last_modified_date
  AND written.version_id <> replaced.version_id
  -- Written again by AWS Config and by load balancers, to see whether they may; they hold no log
  AND NOT regexp_like(key, '^config-logs/AWSLogs/[0-9]{12}/Config/ConfigWritabilityCheckFile$')
  AND NOT regexp_like(key, '^(elb|nlb)-logs/AWSLogs/[0-9]{12}/ELBAccessLogTestFile$')
  -- Written again by S3 itself, beside its lists
  AND NOT regexp_like(key, '^s3-version-lists/.*/(manifest[.](json|checksum)|symlink[.]txt)$')
GROUP BY account, archive, key, written.version_id
ORDER BY written_at, account, archive, key
LIMIT 1000;

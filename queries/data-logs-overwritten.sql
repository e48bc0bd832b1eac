-- Which logs were overwritten, with every version of each.
-- Narrow it: the days of the lists, each of which is read whole: an overwrite is in the list of the day after. The lists of two days more are read, to know which versions are new. The account is the log-archive account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? archive = %: bucket of the archive, or % for all
-- ? from: the same
WITH versions AS (
  SELECT account, archive, day, key, version_id, is_latest, last_modified_date, size
  FROM archive_versions
  WHERE day BETWEEN date_format(date_parse(?, '%Y/%m/%d') - INTERVAL '2' DAY, '%Y-%m-%d')
          AND date_format(date_parse(?, '%Y/%m/%d'), '%Y-%m-%d')
    AND account LIKE ? AND archive LIKE ?
    AND NOT is_delete_marker
    -- Written again by AWS Config and by load balancers, to see whether they may; they hold no log
    AND NOT regexp_like(key, '^config-logs/AWSLogs/[0-9]{12}/Config/ConfigWritabilityCheckFile$')
    AND NOT regexp_like(key, '^(elb|nlb)-logs/AWSLogs/[0-9]{12}/ELBAccessLogTestFile$')
    -- Written again by S3 itself, beside its lists
    AND NOT regexp_like(key, '^s3-version-lists/.*/(manifest[.](json|checksum)|symlink[.]txt)$')
),
-- Keys with several versions, each as a number: all keys as text would need too much memory
repeated AS (
  SELECT xxhash64(to_utf8(key)) AS hash
  FROM versions
  GROUP BY account, archive, xxhash64(to_utf8(key))
  HAVING min(version_id) <> max(version_id)
),
listed AS (
  SELECT
    account,
    archive,
    key,
    version_id,
    min(day) AS first_listed,
    max_by(is_latest, day) AS is_latest,
    max(last_modified_date) AS written_at,
    max(size) AS bytes
  FROM versions
  WHERE xxhash64(to_utf8(key)) IN (SELECT hash FROM repeated)
  GROUP BY account, archive, key, version_id
),
counted AS (
  SELECT
    listed.*,
    count(*) OVER (PARTITION BY account, archive, key) AS versions,
    max(first_listed) OVER (PARTITION BY account, archive, key) AS last_new
  FROM listed
)
-- A version is new when no earlier list has it. Its time may be older: a replica has the time of its source.
SELECT account, archive, key, version_id, is_latest, first_listed, written_at, bytes
FROM counted
WHERE versions > 1 AND last_new >= date_format(date_parse(?, '%Y/%m/%d'), '%Y-%m-%d')
ORDER BY account, archive, key, first_listed, written_at
LIMIT 1000;

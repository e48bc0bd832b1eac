-- Which logs were overwritten, with the versions of each.
-- Narrow it: the days of the lists, each of which is read whole: an overwrite is in the list of the day after. The lists of two days more are read, to know which versions are new. The account is the log-archive account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? archive = %: bucket of the archive, or % for all
-- ? from: the same
WITH versions AS (
  SELECT account, archive, day, key, version_id, is_latest, last_modified_date
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
hashed AS (
  SELECT
    *,
    from_big_endian_64(xxhash64(to_utf8(archive || '/' || key))) AS key_hash,
    from_big_endian_64(xxhash64(to_utf8(version_id))) AS version_hash
  FROM versions
),
-- Keys with several versions, as numbers: the keys themselves need too much memory
repeated AS (
  SELECT key_hash
  FROM hashed
  GROUP BY account, key_hash
  HAVING min(version_hash) <> max(version_hash)
),
listed AS (
  SELECT
    account,
    archive,
    key,
    version_id,
    min(day) AS first_listed,
    max_by(is_latest, day) AS is_latest,
    max(last_modified_date) AS written_at
  FROM hashed
  WHERE key_hash IN (SELECT key_hash FROM repeated)
  GROUP BY account, archive, key, version_id
)
SELECT
  account,
  archive,
  key,
  count(*) AS versions,
  max(first_listed) AS newest_in_list_of,
  max(if(is_latest, version_id)) AS latest_version_id,
  array_join(slice(array_agg(version_id ORDER BY first_listed, written_at), 1, 10), ' ') AS version_ids,
  min(written_at) AS first_written_at,
  max(written_at) AS last_written_at
FROM listed
GROUP BY account, archive, key
-- A version is new when no earlier list has it. Its time may be older: a replica has the time of its source.
HAVING count(*) > 1 AND max(first_listed) >= date_format(date_parse(?, '%Y/%m/%d'), '%Y-%m-%d')
ORDER BY account, archive, key
LIMIT 1000;

-- Which policies of buckets, keys, secrets, functions, queues and the like name everybody or another account.
-- Narrow it: the days and the account; the other account may be one of your own.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
SELECT
  event_time,
  account,
  region,
  principal_name,
  event_source,
  event_name,
  target,
  names_everybody,
  other_accounts,
  error_code
FROM (
  SELECT
    *,
    -- "Principal": "*" and {"AWS": "*"}, also where the policy is text within JSON
    regexp_like(request, '[Pp]rincipal([^a-z0-9*]|\\[nrt]){1,40}[*]') AS names_everybody,
    array_distinct(filter(regexp_extract_all(request, '\b[0-9]{12}\b'), id -> id <> account)) AS other_accounts
  FROM cloudtrail_events
  WHERE day BETWEEN ? AND ?
    AND account LIKE ?
    AND event_name IN (
      'PutBucketPolicy', 'PutAccessPointPolicy', 'PutKeyPolicy', 'CreateGrant', 'PutResourcePolicy',
      'SetRepositoryPolicy', 'AddPermission20150331v2', 'AddLayerVersionPermission20181031', 'SetTopicAttributes',
      'SetQueueAttributes', 'PutFileSystemPolicy', 'PutBackupVaultAccessPolicy', 'CreateResourceShare',
      'AssociateResourceShare'
    )
)
WHERE names_everybody OR cardinality(other_accounts) > 0
ORDER BY event_time DESC
LIMIT 1000;

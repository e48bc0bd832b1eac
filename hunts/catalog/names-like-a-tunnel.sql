-- Finds a domain of which a machine looked up so many different or so long names that they carry data.
-- source: dns-logs
-- schedule: daily
-- severity: notify
-- techniques: T1048, T1071.004
-- row: This machine looked up so many different names of the domain, which are long on average.
-- first: Find out who owns the domain and which process sends the queries; if nobody knows, block the domain and isolate the machine.
-- by: asked_by, domain
-- quiet: 30 days
-- ? least = 200: different names at least
-- ? length = 40: characters of a name on average at least
-- match
name IS NOT NULL AND domain IS NOT NULL
-- Names that AWS made: of load balancers, buckets and private zones
AND NOT regexp_like(name, '[.](amazonaws[.]com|amazonaws[.]com[.]cn|aws|compute[.]internal|in-addr[.]arpa|ip6[.]arpa)[.]?$')
-- subject
account, vpc, asked_by, domain
-- measure
format(
  '%d names of %.0f characters, %d of them TXT or NULL, for example %s',
  approx_distinct(name, 0.01),
  avg(CAST(length(name) AS double)),
  count_if(type IN ('TXT', 'NULL')),
  max(name)
)
-- when
approx_distinct(name, 0.01) >= ?least AND avg(length(name)) >= ?length

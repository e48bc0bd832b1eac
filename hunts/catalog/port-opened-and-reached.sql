-- Finds a port of administration or of a database that was opened to everybody, and reached from the internet within an hour.
-- source: cloudtrail
-- with: flow-logs
-- schedule: daily
-- severity: notify
-- techniques: T1190, T1133
-- row: A security group opened this port to the whole internet, and addresses of the internet reached it in this account.
-- first: Close the security group, then find out what those addresses did on the machine, with the saved query network-opened-and-reached.
-- by: account, port
-- quiet: 7 days
-- match
event_source = 'ec2.amazonaws.com' AND event_name = 'AuthorizeSecurityGroupIngress' AND error_code IS NULL
AND regexp_like(request, '"(0[.]0[.]0[.]0|::)/0"')
-- subject
account, region,
-- The first of these ports that a rule for everybody opens. A rule without ports, or from -1, opens them all
element_at(filter(
  ARRAY[22, 23, 135, 445, 1433, 1521, 2375, 3306, 3389, 5432, 5900, 5985, 6379, 6443, 9200, 27017],
  p -> any_match(
    coalesce(try(CAST(json_extract(request, '$.ipPermissions.items') AS array(json))), ARRAY[])
    -- A call may also have one rule in its own parameters
    || IF(json_extract_scalar(request, '$.cidrIp') IN ('0.0.0.0/0', '::/0'), ARRAY[try(json_parse(request))], ARRAY[]),
    one -> regexp_like(json_format(one), '"(0[.]0[.]0[.]0|::)/0"')
      AND p >= coalesce(TRY_CAST(json_extract_scalar(one, '$.fromPort') AS integer), -1)
      AND (
        coalesce(TRY_CAST(json_extract_scalar(one, '$.fromPort') AS integer), -1) = -1
        OR p <= TRY_CAST(json_extract_scalar(one, '$.toPort') AS integer)
      )
  )
), 1) AS port,
date_trunc('hour', event_time) AS hour
-- measure
format('%s opened by %s', array_join(array_sort(map_keys(histogram(json_extract_scalar(request, '$.groupId')))), ', '), array_join(array_sort(map_keys(histogram(principal))), ', '))
-- when
count(*) > 0
-- with match
is_accepted AND is_incoming
AND to_port IN (22, 23, 135, 445, 1433, 1521, 2375, 3306, 3389, 5432, 5900, 5985, 6379, 6443, 9200, 27017)
-- with subject
account, to_port AS port, date_trunc('hour', event_time) AS hour
-- with measure
format('%d addresses reached %s', approx_distinct(source_address), array_join(slice(array_sort(map_keys(approx_most_frequent(3, coalesce(instance_id, interface_id), 50))), 1, 3), ', '))
-- with when
count(*) > 0

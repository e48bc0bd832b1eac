-- Finds sessions of roles that assumed a role, whose session assumed a role, and so on, longer than usual.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1548.005, T1550.001, T1021.007
-- row: Three times in a row, a session of a role assumed the next role.
-- first: Follow the chain back to the person or machine that began it, with the saved query incident-roles-behind-access-key.
-- by: scope
-- quiet: 3 days
-- match
event_source = 'sts.amazonaws.com' AND event_name = 'AssumeRole' AND error_code IS NULL
AND principal_type = 'AssumedRole' AND NOT is_service AND json_extract_scalar(response, '$.credentials.accessKeyId') IS NOT NULL
-- subject
'organization' AS scope
-- measure
concat(
  'from ',
  array_join(
    transform(
      ARRAY[map_agg(
        json_extract_scalar(response, '$.credentials.accessKeyId'),
        ROW(access_key_id, json_extract_scalar(request, '$.roleArn'), principal)
      )],
      links -> array_join(slice(array_sort(array_distinct(transform(
        filter(
          map_keys(links),
          k -> element_at(links, element_at(links, element_at(links, k)[1])[1]) IS NOT NULL
        ),
        k -> element_at(links, element_at(links, element_at(links, k)[1])[1])[3] || ' to ' || element_at(links, k)[2]
      ))), 1, 5), ', ')
    ),
    ''
  )
)
-- when
any_match(
  ARRAY[map_agg(json_extract_scalar(response, '$.credentials.accessKeyId'), access_key_id)],
  links -> any_match(
    map_keys(links),
    k -> element_at(links, element_at(links, element_at(links, k))) IS NOT NULL
  )
)

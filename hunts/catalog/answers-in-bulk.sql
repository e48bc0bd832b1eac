-- Finds a machine that sent so much from a port of a service without connections that it amplifies attacks on others.
-- source: flow-logs
-- schedule: daily
-- severity: notify
-- techniques: T1498.002
-- row: This network interface sent so many answers of this UDP port to the internet within the hour.
-- first: Close the UDP port to the internet before others report the abuse to AWS, then find out who opened it.
-- by: account, interface
-- quiet: 30 days
-- ? megabytes = 1000: megabytes of an hour at least
-- match
is_accepted AND is_outgoing AND protocol = 17
-- Ports whose answers are larger than their requests: chargen, DNS, portmap, NTP, NetBIOS, SNMP, LDAP, SSDP, mDNS, memcached
AND from_port IN (19, 53, 111, 123, 137, 161, 389, 1900, 5353, 11211)
-- subject
account, interface_id AS interface, from_port AS port, date_trunc('hour', event_time) AS hour
-- measure
format('%.0f megabytes to %d addresses', CAST(sum(bytes) AS double) / 1000000, approx_distinct(to_address))
-- when
sum(bytes) >= ?megabytes * 1e6

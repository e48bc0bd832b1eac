import { deliveryNames } from "../../../../config/names/deliveries";
import { accessLogReplicationRoleName } from "../../../../config/names/access-logs";
import { archivePrefixes } from "../../../../config/archive-prefixes";
import { defaultLogPrefixes, deliveringRoles } from "../../../../modules/archive/shared-names";

test("the prefixes equal the prefixes in the command line, because its tables read them", () => {
  expect(defaultLogPrefixes).toEqual({
    trail: archivePrefixes.cloudTrail,
    flowLogs: archivePrefixes.flowLogs,
    transitGatewayFlowLogs: archivePrefixes.transitGatewayLogs,
    dnsQueryLogs: archivePrefixes.dnsLogs,
    awsConfig: archivePrefixes.config,
    applicationLogs: archivePrefixes.appLogs,
    failedDeliveries: archivePrefixes.failedDeliveries,
    accessLogs: archivePrefixes.accessLogs,
    loadBalancerLogs: archivePrefixes.loadBalancerLogs,
    networkLoadBalancerLogs: archivePrefixes.networkLoadBalancerLogs,
  });
});

test("the roles equal the roles in the command line, so that its accounts may also deliver", () => {
  expect(deliveringRoles("acme")).toEqual({
    awsConfig: "acme-config-recorder",
    applicationLogs: deliveryNames({ prefix: "acme" }).appLogs.deliveryRoleName,
    accessLogs: accessLogReplicationRoleName({ prefix: "acme" }),
  });
});

import { deliveryNames } from "../../../../config/names/deliveries";
import { accessLogReplicationRoleName } from "../../../../config/names/access-logs";
import { archivePrefixes } from "../../../../config/archive-prefixes";
import { defaultLogPrefixes, deliveringRoles } from "../../../../modules/archive/shared-names";

test("the prefixes equal the prefixes in the command line, because its tables read them", () => {
  expect(defaultLogPrefixes).toEqual({
    trail: archivePrefixes.trail,
    flowLogs: archivePrefixes.flowLogs,
    transitGatewayFlowLogs: archivePrefixes.transitGatewayFlowLogs,
    dnsQueryLogs: archivePrefixes.dnsQueryLogs,
    awsConfig: archivePrefixes.awsConfig,
    applicationLogs: archivePrefixes.applicationLogs,
    failedDeliveries: archivePrefixes.failedDeliveries,
    accessLogs: archivePrefixes.accessLogs,
    loadBalancerLogs: archivePrefixes.loadBalancerLogs,
    networkLoadBalancerLogs: archivePrefixes.networkLoadBalancerLogs,
  });
});

test("the roles equal the roles in the command line, so that its accounts may also deliver", () => {
  expect(deliveringRoles("acme")).toEqual({
    awsConfig: "acme-config-recorder",
    applicationLogs: deliveryNames({ prefix: "acme" }).applicationLogs.deliveryRoleName,
    accessLogs: accessLogReplicationRoleName({ prefix: "acme" }),
  });
});

import { infrastructureDetections } from "../../../../detections/catalog/infrastructure";
import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";

const named = infrastructureDetections.map((detection) => [detection.id, detection] as const);
const patternOf = (id: string) => infrastructureDetections.find((detection) => detection.id === id)?.pattern ?? "";

/** Calls that a detection must match, whatever else it matches. */
const covered: Record<string, readonly string[]> = {
  "security-group-open-to-world": ["AuthorizeSecurityGroupIngress"],
  "network-perimeter-loosened": ["ModifySecurityGroupRules", "*NetworkAclEntry", "ModifyVpcEndpoint"],
  "networks-joined": [
    "AcceptVpcPeeringConnection",
    "CreateVpnConnection",
    "CreateClientVpnEndpoint",
    "ModifyVpcEndpointServicePermissions",
    "CreateTrafficMirror*",
  ],
  "network-edge-changes": ["*Gateway", "*VpcEndpoint", "AssociateRouteTable", "ChangeResourceRecordSets"],
  "domain-control-changed": ["*ransferDomain", "*ransferDomainToAnotherAwsAccount", "*isableDomainTransferLock"],
  "dns-defences-lowered": ["DisableHostedZoneDNSSEC", "DisassociateFirewallRuleGroup", "CreateResolverRule"],
  "instance-opened-from-below": [
    "ModifyInstanceMetadata*",
    "ModifyInstanceAttribute",
    "EnableSerialConsoleAccess",
    "SendSerialConsoleSSHPublicKey",
  ],
  "machine-shells": ["StartSession", "SendSSHPublicKey", "ImportKeyPair", "ExecuteCommand", "GetFile*"],
  "remote-command-burst": ["SendCommand"],
  "remote-commands-planted": ["CreateAssociation", "CreateActivation", "ModifyDocumentPermission"],
  "mass-deletion": ["TerminateInstances", "DeleteStack"],
};

test("every detection has the expected severity and threshold", () => {
  expect(Object.keys(covered)).toEqual(infrastructureDetections.map(({ id }) => id));
});

describe.each(named)("%s", (id, { pattern, severity }) => {
  test.each(covered[id] ?? [])("matches %s", (name) => {
    expect(pattern).toContain(`$.eventName = "${name}"`);
  });

  test("pages only for the transfer of a domain", () => {
    expect(severity === "page").toBe(id === "domain-control-changed");
  });
});

test("calls of ordinary work have severity watch", () => {
  const watched = infrastructureDetections.filter(({ severity }) => severity === "watch").map(({ id }) => id);

  expect(watched).toEqual(["network-edge-changes", "machine-shells"]);
});

test("calls that are suspicious only in large numbers have a threshold within five minutes", () => {
  const thresholds = infrastructureDetections.flatMap(({ id, threshold }) => (threshold ? [[id, threshold]] : []));

  expect(thresholds).toEqual([
    ["remote-command-burst", 20],
    ["mass-deletion", 40],
  ]);
});

describe("security-group-open-to-world", () => {
  const parsed = parseFilterPattern(patternOf("security-group-open-to-world"));
  const answer = (...items: readonly object[]) => ({
    eventSource: "ec2.amazonaws.com",
    eventName: "AuthorizeSecurityGroupIngress",
    responseElements: { _return: true, securityGroupRuleSet: { items } },
  });
  const tcp = (fromPort: number, toPort: number, cidrIpv4 = "0.0.0.0/0") => ({
    ipProtocol: "tcp",
    fromPort,
    toPort,
    cidrIpv4,
  });

  test.each([20, 21, 22, 23, 25, 53, 110, 445, 1433, 3306, 3389, 5432, 6379, 8080, 27017, 65535])(
    "matches port %d",
    (port) => {
      expect(matches(parsed, answer(tcp(port, port)))).toBe(true);
    },
  );

  test.each([80, 443])("does not match the web port %d", (port) => {
    expect(matches(parsed, answer(tcp(port, port)))).toBe(false);
  });

  test("matches a port range that ends at a web port", () => {
    expect(matches(parsed, answer(tcp(0, 80)))).toBe(true);
    expect(matches(parsed, answer(tcp(22, 443)))).toBe(true);
  });

  test("ignores ports below 444 in every rule after the second", () => {
    const rules = [tcp(80, 80), tcp(443, 443), tcp(22, 22)];

    expect(matches(parsed, answer(...rules))).toBe(false);
    expect(matches(parsed, answer(...rules.toReversed()))).toBe(true);
  });
});

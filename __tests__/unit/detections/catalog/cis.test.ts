import { existsSync } from "node:fs";
import { detections } from "../../../../detections/catalog/all";
import { cisDetections } from "../../../../detections/catalog/cis";
import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { tunedDetections } from "../../../../dev/docs/tuned-detections";
import { deployedPattern } from "../../../support/deployed-detections";
import { examples } from "../../../../sample-data/detection-examples/all";

interface Numbers {
  /** Numbers of the control in CIS 1.2, 1.4 to 5.0, 6.0 and 7.0. */
  readonly cis: readonly [string | null, string, string];

  /** Numbers of Security Hub's CloudWatch controls. */
  readonly securityHub: number | null;

  /** Numbers in CIS 1.4, if they differ from 1.5. */
  readonly only14?: string;
}

/** The controls that require each detection. */
const controls: Record<string, Numbers> = {
  "unauthorized-api-calls": { cis: ["3.1", "4.1", "5.1"], securityHub: 2 },
  "console-sign-in-without-mfa": { cis: ["3.2", "4.2", "5.2"], securityHub: 3 },
  "root-use": { cis: ["1.1 and 3.3", "4.3", "5.3"], securityHub: 1, only14: "1.7 and 4.3" },
  "iam-policy-changes": { cis: ["3.4", "4.4", "5.4"], securityHub: 4 },
  "trail-changes": { cis: ["3.5", "4.5", "5.5"], securityHub: 5 },
  "console-sign-in-failures": { cis: ["3.6", "4.6", "5.6"], securityHub: 6 },
  "key-disabled-or-deleted": { cis: ["3.7", "4.7", "5.7"], securityHub: 7 },
  "bucket-policy-changes": { cis: ["3.8", "4.8", "5.8"], securityHub: 8 },
  "config-changes": { cis: ["3.9", "4.9", "5.9"], securityHub: 9 },
  "security-group-changes": { cis: ["3.10", "4.10", "5.10"], securityHub: 10 },
  "network-acl-changes": { cis: ["3.11", "4.11", "5.11"], securityHub: 11 },
  "network-gateway-changes": { cis: ["3.12", "4.12", "5.12"], securityHub: 12 },
  "route-table-changes": { cis: ["3.13", "4.13", "5.13"], securityHub: 13 },
  "vpc-changes": { cis: ["3.14", "4.14", "5.14"], securityHub: 14 },
  "organization-changes": { cis: [null, "4.15", "5.15"], securityHub: null },
};

/** Security Hub's own patterns. It compares patterns as strings, and accepts no additional condition. */
const securityHubPatterns: Record<number, string> = {
  1: '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
  2: '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
  3: '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
  4: "{($.eventSource=iam.amazonaws.com) && (($.eventName=DeleteGroupPolicy) || ($.eventName=DeleteRolePolicy) || ($.eventName=DeleteUserPolicy) || ($.eventName=PutGroupPolicy) || ($.eventName=PutRolePolicy) || ($.eventName=PutUserPolicy) || ($.eventName=CreatePolicy) || ($.eventName=DeletePolicy) || ($.eventName=CreatePolicyVersion) || ($.eventName=DeletePolicyVersion) || ($.eventName=AttachRolePolicy) || ($.eventName=DetachRolePolicy) || ($.eventName=AttachUserPolicy) || ($.eventName=DetachUserPolicy) || ($.eventName=AttachGroupPolicy) || ($.eventName=DetachGroupPolicy))}",
  5: "{($.eventName=CreateTrail) || ($.eventName=UpdateTrail) || ($.eventName=DeleteTrail) || ($.eventName=StartLogging) || ($.eventName=StopLogging)}",
  6: '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
  7: "{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || ($.eventName=ScheduleKeyDeletion))}",
  8: "{($.eventSource=s3.amazonaws.com) && (($.eventName=PutBucketAcl) || ($.eventName=PutBucketPolicy) || ($.eventName=PutBucketCors) || ($.eventName=PutBucketLifecycle) || ($.eventName=PutBucketReplication) || ($.eventName=DeleteBucketPolicy) || ($.eventName=DeleteBucketCors) || ($.eventName=DeleteBucketLifecycle) || ($.eventName=DeleteBucketReplication))}",
  9: "{($.eventSource=config.amazonaws.com) && (($.eventName=StopConfigurationRecorder) || ($.eventName=DeleteDeliveryChannel) || ($.eventName=PutDeliveryChannel) || ($.eventName=PutConfigurationRecorder))}",
  10: "{($.eventName=AuthorizeSecurityGroupIngress) || ($.eventName=AuthorizeSecurityGroupEgress) || ($.eventName=RevokeSecurityGroupIngress) || ($.eventName=RevokeSecurityGroupEgress) || ($.eventName=CreateSecurityGroup) || ($.eventName=DeleteSecurityGroup)}",
  11: "{($.eventName=CreateNetworkAcl) || ($.eventName=CreateNetworkAclEntry) || ($.eventName=DeleteNetworkAcl) || ($.eventName=DeleteNetworkAclEntry) || ($.eventName=ReplaceNetworkAclEntry) || ($.eventName=ReplaceNetworkAclAssociation)}",
  12: "{($.eventName=CreateCustomerGateway) || ($.eventName=DeleteCustomerGateway) || ($.eventName=AttachInternetGateway) || ($.eventName=CreateInternetGateway) || ($.eventName=DeleteInternetGateway) || ($.eventName=DetachInternetGateway)}",
  13: "{($.eventSource=ec2.amazonaws.com) && (($.eventName=CreateRoute) || ($.eventName=CreateRouteTable) || ($.eventName=ReplaceRoute) || ($.eventName=ReplaceRouteTableAssociation) || ($.eventName=DeleteRouteTable) || ($.eventName=DeleteRoute) || ($.eventName=DisassociateRouteTable))}",
  14: "{($.eventName=CreateVpc) || ($.eventName=DeleteVpc) || ($.eventName=ModifyVpcAttribute) || ($.eventName=AcceptVpcPeeringConnection) || ($.eventName=CreateVpcPeeringConnection) || ($.eventName=DeleteVpcPeeringConnection) || ($.eventName=RejectVpcPeeringConnection) || ($.eventName=AttachClassicLinkVpc) || ($.eventName=DetachClassicLinkVpc) || ($.eventName=DisableVpcClassicLink) || ($.eventName=EnableVpcClassicLink)}",
};

/** CIS detections whose tuned detections page, because these calls are rarely legitimate. */
const waking = [
  "console-sign-in-without-mfa",
  "root-use",
  "trail-changes",
  "key-disabled-or-deleted",
  "config-changes",
];

interface Clauses {
  readonly source?: string;
  readonly names: string;
  readonly also?: string;
}

/** The strings for which Prowler searches, in any order: a source, every event name, and one more condition. */
const prowlerClauses: Record<string, Clauses> = {
  "console-sign-in-without-mfa": { names: "ConsoleLogin", also: "additionalEventData.MFAUsed != Yes" },
  "iam-policy-changes": {
    names: `DeleteGroupPolicy DeleteRolePolicy DeleteUserPolicy PutGroupPolicy PutRolePolicy PutUserPolicy CreatePolicy
      DeletePolicy CreatePolicyVersion DeletePolicyVersion AttachRolePolicy DetachRolePolicy AttachUserPolicy
      DetachUserPolicy AttachGroupPolicy DetachGroupPolicy`,
  },
  "trail-changes": { names: "CreateTrail UpdateTrail DeleteTrail StartLogging StopLogging" },
  "console-sign-in-failures": { names: "ConsoleLogin", also: "errorMessage = Failed authentication" },
  "key-disabled-or-deleted": { source: "kms.amazonaws.com", names: "DisableKey ScheduleKeyDeletion" },
  "bucket-policy-changes": {
    source: "s3.amazonaws.com",
    names: `PutBucketAcl PutBucketPolicy PutBucketCors PutBucketLifecycle PutBucketReplication DeleteBucketPolicy
      DeleteBucketCors DeleteBucketLifecycle DeleteBucketReplication`,
  },
  "config-changes": {
    source: "config.amazonaws.com",
    names: "StopConfigurationRecorder DeleteDeliveryChannel PutDeliveryChannel PutConfigurationRecorder",
  },
  "security-group-changes": {
    names: `AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress
      RevokeSecurityGroupEgress CreateSecurityGroup DeleteSecurityGroup`,
  },
  "network-acl-changes": {
    names: `CreateNetworkAcl CreateNetworkAclEntry DeleteNetworkAcl DeleteNetworkAclEntry ReplaceNetworkAclEntry
      ReplaceNetworkAclAssociation`,
  },
  "network-gateway-changes": {
    names: `CreateCustomerGateway DeleteCustomerGateway AttachInternetGateway CreateInternetGateway
      DeleteInternetGateway DetachInternetGateway`,
  },
  "route-table-changes": {
    source: "ec2.amazonaws.com",
    names: `CreateRoute CreateRouteTable ReplaceRoute ReplaceRouteTableAssociation DeleteRouteTable DeleteRoute
      DisassociateRouteTable`,
  },
  "vpc-changes": {
    names: `CreateVpc DeleteVpc ModifyVpcAttribute AcceptVpcPeeringConnection CreateVpcPeeringConnection
      DeleteVpcPeeringConnection RejectVpcPeeringConnection AttachClassicLinkVpc DetachClassicLinkVpc
      DisableVpcClassicLink EnableVpcClassicLink`,
  },
  "organization-changes": {
    source: "organizations.amazonaws.com",
    names: `AcceptHandshake AttachPolicy CancelHandshake CreateAccount CreateOrganization CreateOrganizationalUnit
      CreatePolicy DeclineHandshake DeleteOrganization DeleteOrganizationalUnit DeletePolicy DetachPolicy
      DisablePolicyType EnableAllFeatures EnablePolicyType InviteAccountToOrganization LeaveOrganization MoveAccount
      RemoveAccountFromOrganization UpdateOrganizationalUnit UpdatePolicy`,
  },
};

/** For these two detections, Prowler searches the strings in a fixed order. */
const prowlerOrdered: Record<string, RegExp> = {
  "root-use":
    /\$\.userIdentity\.type\s*=\s*.?Root.+\$\.userIdentity\.invokedBy NOT EXISTS.+\$\.eventType\s*!=\s*.?AwsServiceEvent.?/s,
  "unauthorized-api-calls": /\$\.errorCode\s*=\s*.?\*UnauthorizedOperation.+\$\.errorCode\s*=\s*.?AccessDenied\*.?/s,
};

const literally = (text: string) => text.replaceAll(".", "\\.");
const namesOf = ({ names }: Clauses) => names.split(/\s+/);

/** Prowler's regular expression: one look-ahead for each clause. */
function prowler(clauses: Clauses): RegExp {
  const [field = "", operator, ...value] = clauses.also?.split(" ") ?? [];
  const lookaheads = [
    ...(clauses.source ? [`\\$\\.eventSource\\s*=\\s*.?${literally(clauses.source)}`] : []),
    ...namesOf(clauses).map((name) => `\\$\\.eventName\\s*=\\s*.?${name}\\b`),
    ...(clauses.also ? [`\\$\\.${literally(field)}\\s*${operator}\\s*.?${value.join(" ")}`] : []),
  ];
  return new RegExp(lookaheads.map((clause) => `(?=.*${clause})`).join(""), "s");
}

/** Returns a pattern without one of its conditions, such as `$.eventName = "CreateAccount"`. The condition can have any field. */
const without = (pattern: string, condition: RegExp) => {
  const weakened = pattern.replace(condition, "");
  expect(weakened).not.toBe(pattern);
  return weakened;
};
const withoutName = (pattern: string, name: string) =>
  without(pattern, new RegExp(`\\$\\.eventName\\s*=\\s*"?${name}"?(?=\\))`));

const named = cisDetections.map((detection) => [detection.id, detection] as const);
const securityHubControls = Object.entries(controls).flatMap(([id, { securityHub }]) =>
  securityHub === null ? [] : [[securityHub, id] as const],
);

describe("the CIS detections", () => {
  test("exist once for each monitoring control", () => {
    expect(cisDetections.map(({ id }) => id).toSorted()).toEqual(Object.keys(controls).toSorted());
  });

  test("the CIS detections have different titles", () => {
    expect(new Set(cisDetections.map(({ title }) => title)).size).toBe(cisDetections.length);
    expect(new Set(cisDetections.map(({ pattern }) => pattern)).size).toBe(cisDetections.length);
  });
});

describe.each(named)("%s", (id, { title, why, controls: listed }) => {
  const pattern = deployedPattern(id);

  test("has an id that is valid as the name of a metric, an alarm and a file", () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  test("has a title, and a reason of one sentence", () => {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(why).toMatch(/^[A-Z].*\.$/);
  });

  test("has a JSON pattern of 1,024 characters at most, with balanced parentheses", () => {
    const depths: number[] = [];
    for (const character of pattern) {
      const step = { "(": 1, ")": -1 }[character] ?? 0;
      depths.push((depths.at(-1) ?? 0) + step);
    }

    expect(pattern.length).toBeLessThanOrEqual(1024);
    expect(pattern).toMatch(/^\{[^{}]*\}$/);
    expect(Math.min(...depths)).toBe(0);
    expect(depths.at(-1)).toBe(0);
  });

  test("lists its controls: those of every version of the benchmark and those of Security Hub", () => {
    const { cis, securityHub, only14 }: Numbers = controls[id] ?? { cis: [null, "", ""], securityHub: null };

    expect(listed).toEqual([
      ...(cis[0] === null ? [] : [`CIS 1.2: ${cis[0]}`]),
      ...(only14 === undefined ? [`CIS 1.4 to 5.0: ${cis[1]}`] : [`CIS 1.4: ${only14}`, `CIS 1.5 to 5.0: ${cis[1]}`]),
      `CIS 6.0 and 7.0: ${cis[2]}`,
      ...(securityHub === null ? [] : [`Security Hub CloudWatch.${securityHub}`]),
    ]);
  });

  test("has tuned detections, each of which matches some of the same calls", () => {
    const parsed = parseFilterPattern(pattern);
    const ids = tunedDetections[id] ?? [];

    expect(ids.length).toBeGreaterThan(0);
    expect(ids.filter((other) => !examples[other]?.fires.some((event) => matches(parsed, event)))).toEqual([]);
  });

  test("has tuned detections on the pager track, and these page for the most dangerous changes", () => {
    const rows = detections.filter((other) => tunedDetections[id]?.includes(other.id));

    expect(rows.every(({ track }) => track === "pager")).toBe(true);
    if (waking.includes(id)) expect(rows.map(({ severity }) => severity)).toEqual(rows.map(() => "page"));
  });

  test("has a runbook", () => {
    expect(existsSync(`docs/runbooks/${id}.md`)).toBe(true);
  });
});

describe("Security Hub", () => {
  test("has fourteen controls, each with a detection", () => {
    expect(securityHubControls.map(([number]) => number).toSorted((a, b) => a - b)).toEqual(
      Object.keys(securityHubPatterns).map(Number),
    );
  });

  test.each(securityHubControls)(
    "passes the control CloudWatch.%i with the pattern of %s, which is equal byte for byte",
    (number, id) => {
      expect(deployedPattern(id)).toBe(securityHubPatterns[number]);
    },
  );
});

describe("Prowler's check", () => {
  test("exists for each detection", () => {
    expect(Object.keys({ ...prowlerClauses, ...prowlerOrdered }).toSorted()).toEqual(Object.keys(controls).toSorted());
  });

  test("requires 21 event names of the detection organization-changes", () => {
    expect(new Set(prowlerClauses["organization-changes"]?.names.split(/\s+/)).size).toBe(21);
  });

  test.each(Object.entries(prowlerClauses))(
    "finds the pattern of %s, and does not find it after an event name is removed",
    (id, clauses) => {
      const pattern = deployedPattern(id);

      expect(prowler(clauses).test(pattern)).toBe(true);
      for (const name of namesOf(clauses)) {
        expect([name, prowler(clauses).test(withoutName(pattern, name))]).toEqual([name, false]);
      }
    },
  );

  test.each(Object.entries(prowlerClauses).filter(([, { source }]) => source))(
    "does not find the pattern of %s without its event source",
    (id, clauses) => {
      expect(prowler(clauses).test(without(deployedPattern(id), /\$\.eventSource\s*=\s*[a-z0-9.]+/))).toBe(false);
    },
  );

  test.each(Object.entries(prowlerClauses).filter(([, { also }]) => also))(
    "does not find the pattern of %s without its other condition",
    (id, clauses) => {
      expect(prowler(clauses).test(without(deployedPattern(id), /\$\.(errorMessage|additionalEventData)[^)]+/))).toBe(
        false,
      );
    },
  );

  test.each(Object.entries(prowlerOrdered))(
    "finds the pattern of %s, and does not find it after a condition is removed",
    (id, expression) => {
      const pattern = deployedPattern(id);
      const conditions = pattern.match(/\$\.[^&|(){}]+/g) ?? [];

      expect(expression.test(pattern)).toBe(true);
      expect(conditions.length).toBeGreaterThanOrEqual(2);
      for (const condition of conditions) {
        expect([condition, expression.test(pattern.replace(condition, ""))]).toEqual([condition, false]);
      }
    },
  );
});

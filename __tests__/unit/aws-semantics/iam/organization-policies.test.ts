import type { Policy } from "../../../../aws-semantics/iam/document";
import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../../aws-semantics/iam/evaluate";
import type { Caller } from "../../../../aws-semantics/iam/request";
import { account, arn } from "../../../../sample-data/values";

const organizationId = "o-a1b2c3d4e5";
const [management, member, other] = [account(1), account(2), account(3)];
const trail = arn("cloudtrail", "eu-west-1", member, "trail/ours");

const policy = (kind: Policy["kind"], ...Statement: object[]) =>
  readPolicy(kind, kind, JSON.stringify({ Version: "2012-10-17", Statement }));
const everything = { Effect: "Allow", Action: "*", Resource: "*" };
const full = policy("service control", everything);
const administrator = policy("identity", everything);
const stop = { Action: "cloudtrail:StopLogging", Resource: trail };
const stopDenied = policy("service control", { Effect: "Deny", ...stop });

const principal = (kind: "role" | "user" | "root", resource: string, accountId = member): Caller => ({
  kind,
  arn: arn("iam", "", accountId, resource),
  account: accountId,
  organization: organizationId,
});

interface Request {
  readonly caller: Caller;
  readonly serviceControl?: readonly (readonly Policy[])[];
  readonly resourceControl?: readonly (readonly Policy[])[];
  readonly resource?: Policy;
  readonly action?: string;
  readonly on?: string;
  readonly owner?: string;
}

const decide = ({ caller, serviceControl = [], resourceControl = [], ...request }: Request) =>
  evaluate(
    {
      identity: [administrator],
      ...(request.resource && { resource: request.resource }),
      organization: { organizationId, managementAccount: management, serviceControl, resourceControl },
    },
    {
      caller,
      action: request.action ?? "cloudtrail:StopLogging",
      resource: request.on ?? trail,
      resourceAccount: request.owner ?? member,
      context: {},
    },
  );

describe("service control policies for", () => {
  const attached = [[full], [full, stopDenied]];

  test.each([
    ["a role of a member", principal("role", "role/admin"), "explicit deny"],
    ["a user of a member", principal("user", "user/admin"), "explicit deny"],
    ["the root user of a member", principal("root", "root"), "explicit deny"],
    ["a role of the management account", principal("role", "role/admin", management), "implicit deny"],
    ["a service-linked role", principal("role", "role/aws-service-role/config.amazonaws.com/x"), "allow"],
    [
      "a role whose path only looks like that of a service-linked role",
      principal("role", "role/x/aws-service-role/x"),
      "explicit deny",
    ],
  ] as const)("%s: %s", (_who, caller, effect) => {
    expect(decide({ caller, serviceControl: attached }).effect).toBe(effect);
  });

  test("service control policies do not limit principals of another organization, or AWS services", () => {
    const Principal = "*";
    const resource = policy("resource", { ...everything, Principal });
    const { organization: _ours, ...foreigner } = principal("role", "role/admin", other) as Extract<
      Caller,
      { account: string }
    >;

    expect(decide({ caller: foreigner, serviceControl: attached, resource }).effect).toBe("allow");
    expect(
      decide({ caller: { kind: "service", service: "x.amazonaws.com" }, serviceControl: attached, resource }).effect,
    ).toBe("allow");
  });

  test("deny a request although the policy of the resource allows it", () => {
    const resource = policy("resource", { ...everything, Principal: "*" });

    expect(decide({ caller: principal("role", "role/admin"), serviceControl: attached, resource }).effect).toBe(
      "explicit deny",
    );
  });

  test("deny a request that no policy of one level allows", () => {
    const reads = policy("service control", { Effect: "Allow", Action: "cloudtrail:Get*", Resource: "*" });
    const caller = principal("role", "role/admin");

    expect(decide({ caller, serviceControl: [[full], [reads]] })).toEqual({
      effect: "implicit deny",
      lacks: "the service control policies",
    });
    expect(decide({ caller, serviceControl: [[full], [reads, full]] }).effect).toBe("allow");
    expect(decide({ caller, serviceControl: [[full], []] }).effect).toBe("implicit deny");
  });

  test("service control policies do not allow requests on their own", () => {
    const caller = principal("role", "role/admin", other);

    expect(decide({ caller, serviceControl: [[full]] }).effect).toBe("implicit deny");
  });

  test("service control policies contain no Principal", () => {
    expect(() => policy("service control", { ...everything, Principal: "*" })).toThrow(
      "a service control policy cannot have a Principal",
    );
  });
});

describe("resource control policies for", () => {
  const bucket = arn("s3", "", "", "archive");
  const resource = policy("resource", { ...everything, Principal: "*" });
  const denial = { Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: bucket };
  const get = { resource, resourceControl: [[policy("resource control", denial)]], action: "s3:GetObject", on: bucket };

  test.each([
    ["a role of a member", principal("role", "role/reader"), "explicit deny"],
    ["the root user of the resource's account", principal("root", "root"), "explicit deny"],
    ["a role of the management account", principal("role", "role/reader", management), "explicit deny"],
    ["an AWS service", { kind: "service", service: "x.amazonaws.com" }, "explicit deny"],
    ["nobody", { kind: "anonymous" }, "explicit deny"],
    ["a service-linked role", principal("role", "role/aws-service-role/x.amazonaws.com/x"), "allow"],
  ] as const)("%s: %s", (_who, caller, effect) => {
    expect(decide({ caller, ...get }).effect).toBe(effect);
  });

  test("resource control policies do not apply to resources of the management account", () => {
    expect(decide({ caller: principal("role", "role/x"), ...get, owner: management }).effect).toBe("allow");
  });

  test("resource control policies do not apply to an action without a resource", () => {
    const all = policy("resource control", { ...denial, Action: "s3:*", Resource: "*" });

    expect(
      decide({ caller: principal("role", "role/x"), resourceControl: [[all]], action: "s3:ListAllMyBuckets", on: "*" })
        .effect,
    ).toBe("allow");
  });
});

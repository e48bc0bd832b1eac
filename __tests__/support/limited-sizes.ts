import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Testing } from "cdktf";
import { policyLimitBytes } from "../../aws-semantics/values/policy-limits";
import type { AuditConfig } from "../../config/audit-config";
import { terraformRoots } from "../../config/derived/terraform-roots";
import { parseConfig } from "../../config/load";
import { defineStack } from "../../synthesis/define-stacks";
import { withQuickTokens } from "../../synthesis/quick-tokens";
import { organizationYaml } from "../../dev/bench/organization";
import { type Stack, ofType, readStack } from "../../terraform-types/synthesized/stack";

/** A policy, definition or parameter: its size in the synthesized Terraform, and AWS's limit, both in bytes or characters. */
export interface Sized {
  readonly name: string;
  readonly size: number;
  readonly limit: number;
}

/** The Terraform of an organization with every log source: the roots that exist once, and the root of one member. */
export interface Synthesized {
  readonly config: AuditConfig;
  readonly once: readonly Stack[];
  readonly member: Stack;
}

/** A backend in S3. With a local backend, the sizes would depend on the path of the checkout. */
const backend = `
backend:
  type: s3
  bucket: acme-terraform-state
  region: eu-central-1
`;

/** Synthesizes an organization with this number of members, every log source and four regions. */
export function synthesized(members: number): Synthesized {
  const config = parseConfig(`${organizationYaml(members, "all")}${backend}`, `an organization of ${members} members`);
  const roots = terraformRoots(config);
  const outdir = mkdtempSync(join(tmpdir(), "trailkeeper-scale-"));
  try {
    const all = roots.filter(({ role }) => role !== "member").concat(roots.find(({ role }) => role === "member") ?? []);
    const written = withQuickTokens(() =>
      all.map((root) => ({
        root,
        json: defineStack(Testing.app({ outdir }), root, config).toTerraform(),
      })),
    );
    const stacks = written.map(({ root, json }) => ({
      role: root.role,
      stack: readStack(root.stackName, json),
    }));
    const member = stacks.find(({ role }) => role === "member");
    if (member === undefined)
      throw new Error(`expected the root of a member in an organization of ${members} members, got none`);
    return {
      config,
      once: stacks.filter((one) => one !== member).map(({ stack }) => stack),
      member: member.stack,
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Resource types with a policy or a definition, the attribute that contains it, and AWS's limit. */
const limited = [
  {
    name: "bucket policy",
    type: "aws_s3_bucket_policy",
    attribute: "policy",
    limit: policyLimitBytes["bucket policy"],
  },
  { name: "key policy", type: "aws_kms_key", attribute: "policy", limit: policyLimitBytes["key policy"] },
  { name: "topic policy", type: "aws_sns_topic_policy", attribute: "policy", limit: policyLimitBytes["topic policy"] },
  { name: "queue policy", type: "aws_sqs_queue_policy", attribute: "policy", limit: policyLimitBytes["queue policy"] },
  { name: "role policy", type: "aws_iam_role_policy", attribute: "policy", limit: policyLimitBytes["role policy"] },
  { name: "managed policy", type: "aws_iam_policy", attribute: "policy", limit: policyLimitBytes["managed policy"] },
  // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
  { name: "state machine", type: "aws_sfn_state_machine", attribute: "definition", limit: 1_048_576 },
] as const;

/** Maximum length of a table parameter that Glue accepts, in characters. */
const parameterLimit = 512_000;

/** The largest size of each kind in all roots. For a table parameter, this is the list of accounts. */
export function sizesOf({ once, member }: Synthesized): Sized[] {
  const stacks = [...once, member];
  const largest = limited.map(({ name, type, attribute, limit }) => ({
    name,
    limit,
    size: Math.max(
      0,
      ...stacks.flatMap((stack) => ofType(stack, type).map(({ attributes }) => sizeOf(attributes[attribute]))),
    ),
  }));
  const values = stacks.flatMap((stack) =>
    ofType(stack, "aws_glue_catalog_table").flatMap(({ attributes }) => Object.values(attributes.parameters ?? {})),
  );
  const lists = { name: "table parameter", limit: parameterLimit, size: Math.max(0, ...values.map(sizeOf)) };
  return [...largest, lists].filter(({ size }) => size > 0);
}

const sizeOf = (value: unknown): number => (typeof value === "string" ? Buffer.byteLength(value) : 0);

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { parseConfig } from "../../config/load";
import { freshOutput } from "../../cli/shared/fresh-output";
import { References } from "../../terraform-types/synthesized/references";
import { type Stack, ofType, regionOf } from "../../terraform-types/synthesized/stack";
import { guarantees } from "../../cli/verify/guarantees";
import { verifyRegions } from "../../cli/verify/verify-regions";
import { type BenchRow, verdict } from "./bench-row";
import { FakeAws } from "./fake-aws";
import { organizationYaml } from "./organization";

/** Promise of the project for a thousand accounts in four regions. */
const mostMinutes = 10;

/** One of this number of requests is throttled. The role of one of this number of accounts cannot be assumed. */
const throttleEvery = 50;
const refuseEvery = 100;

/** Milliseconds until a response of AWS. */
const delay = 30;
const regionsOfMember = 4;

/** The first member of an organization. The output of the other members differs only in ids and names. */
const firstMember = "member-unit-0";

/** Verifies the members of a large organization with the AWS SDK against a server on this machine. */
export async function benchVerify({ members = 1_000 }: { readonly members?: number }): Promise<BenchRow> {
  const config = parseConfig(organizationYaml(members, "default"), "bench.yaml");
  const few = oneMember();
  const template = few.find(({ name }) => name === firstMember);
  if (template === undefined) throw new Error(`no root ${firstMember}`);
  const memberStacks = config.accounts.members.map(({ id }, i) => memberOf(template, id, `member-unit-${i}`));
  const stacks = [...few.filter(({ name }) => name !== firstMember), ...memberStacks];
  const references = new References(few);
  const keyArn = `arn:${config.partition}:kms:${config.homeRegion}:${config.accounts.logArchive}:key/${"0".repeat(8)}-0000-4000-8000-${"0".repeat(12)}`;
  const refusing = new Set(config.accounts.members.filter((_, i) => i % refuseEvery === 0).map(({ id }) => id));
  const fake = new FakeAws({
    refusing,
    throttleEvery,
    delay,
    keyArn,
    resourcesOf: (account, region, type) =>
      ofType(template, type)
        .filter(
          (resource) => region === "us-east-1" || type.startsWith("aws_iam") || regionOf(template, resource) === region,
        )
        .map(({ attributes }) => resolveAttributes({ references, template, attributes, account, keyArn })),
  });
  const endpoint = await fake.start();
  const settings = {
    endpoint,
    forcePathStyle: true,
    requestHandler: new NodeHttpHandler({ httpAgent: { maxSockets: 64, keepAlive: true } }),
  };
  const memory: number[] = [];
  const total = members * regionsOfMember;
  const began = performance.now();
  const before = process.env;
  process.env = { ...before, AWS_ACCESS_KEY_ID: config.accounts.management, AWS_SECRET_ACCESS_KEY: "s" };
  try {
    const roots = memberStacks.map(({ name }) => name);
    let done = 0;
    const report = () => {
      if (++done === Math.ceil(total / 4) || done === total) memory.push(process.memoryUsage().rss);
    };
    const { verified, requests } = await verifyRegions({ config, stacks, roots, guarantees, settings, report });
    const seconds = (performance.now() - began) / 1_000;
    const findings = verified.flatMap((one) => one.findings);
    const refused = findings.filter(({ guarantee }) => guarantee === "role-not-assumable").length;
    const [quarter = 0, all = 0] = memory;
    const isRight = findings.length === refused && refused === refusing.size * regionsOfMember;
    const within = isRight && seconds <= mostMinutes * 60 && all <= quarter * 1.5;
    const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
    return {
      measured: {
        members,
        regions: verified.length,
        requests,
        throttled: fake.throttled,
        seconds,
        refused,
        otherFindings: findings.length - refused,
        memoryAtQuarter: quarter,
        memory: all,
        within,
      },
      text: [
        `verify of ${members} members in ${regionsOfMember} regions, responses after ${delay} ms`,
        `${seconds.toFixed(0)} s, ${requests} requests, ${fake.throttled} throttled`,
        `roles of ${refusing.size} accounts not assumable: ${refused} findings; ${findings.length - refused} other findings`,
        `memory ${megabytes(quarter)} after a quarter of the regions, ${megabytes(all)} after all`,
        ...findings
          .filter(({ guarantee }) => guarantee !== "role-not-assumable")
          .slice(0, 5)
          .map(({ fact }) => fact),
        verdict(
          within,
          `${mostMinutes} minutes, one finding for each region of a role that is not assumable, 1.5 times the memory after a quarter`,
        ),
      ],
      within,
    };
  } finally {
    process.env = before;
    fake.stop();
  }
}

/** The output of an organization with one member. */
function oneMember(): Stack[] {
  const folder = mkdtempSync(join(tmpdir(), "trailkeeper-bench-"));
  try {
    const file = join(folder, "audit.yaml");
    writeFileSync(file, organizationYaml(1, "default"));
    return freshOutput(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The output of another member. */
function memberOf(template: Stack, accountId: string, name: string): Stack {
  const resources = JSON.parse(JSON.stringify(template.resources).replaceAll(template.accountId, accountId));
  return { ...template, name, accountId, resources };
}

interface ResolveAttributesOptions {
  readonly references: References;
  readonly template: Stack;
  readonly attributes: object;
  readonly account: string;
  readonly keyArn: string;
}

/** Attributes of a resource of the first member, with the values that another member has on AWS. */
function resolveAttributes({ references, template, attributes, account, keyArn }: ResolveAttributesOptions) {
  const text = (value: string) =>
    references
      .text(template, value)
      .replaceAll(/arn:[\w-]+:kms:[\w-]+:\d+:key\/[\w-]+/g, keyArn)
      .replaceAll(template.accountId, account);
  return JSON.parse(JSON.stringify(attributes), (_, value: unknown) =>
    typeof value === "string" ? text(value) : value,
  );
}

import { type Stack, readStack } from "../../../../terraform-types/synthesized/stack";
import type { Guarantee } from "../../../../cli/verify/guarantee";
import { type VerifyOptions, verifyRegions } from "../../../../cli/verify/verify-regions";
import { account } from "../../../../sample-data/values";
import { organization } from "../../../support/organization";

/** Settings of clients whose requests all fail without a network. */
const settings = {
  credentials: { accessKeyId: "a", secretAccessKey: "b" },
  maxAttempts: 1,
  requestHandler: { handle: () => Promise.reject(new Error("no network")) },
};

const row = (id: string, find: Guarantee["find"], ...types: Guarantee["types"]): Guarantee => ({
  id,
  promise: "It holds.",
  fix: "mend it",
  types,
  reads: ["x:Get"],
  find,
});

const topics = row("topics", async ({ name }) => [`topic ${name} is gone`], "aws_sns_topic");

function verify(guarantees: readonly Guarantee[], options: Partial<VerifyOptions> = {}) {
  const { config, stacks } = organization("config/example.yaml", {});
  const outputs = [...stacks].map(([name, { json }]): Stack => readStack(name, json));
  return verifyRegions({ config, stacks: outputs, roots: ["management"], guarantees, settings, ...options });
}

const findingsOf = ({ verified }: Awaited<ReturnType<typeof verify>>) => verified.flatMap(({ findings }) => findings);

test("a finding contains its guarantee, the fact, the fix and the location", async () => {
  const findings = findingsOf(await verify([topics])).filter(({ guarantee }) => guarantee === "topics");

  expect(findings).toEqual(
    ["notify", "page"].map((severity) => ({
      guarantee: "topics",
      promise: "It holds.",
      account: account(1),
      root: "management",
      region: "eu-west-1",
      fact: `topic acme-audit-${severity} is gone`,
      fix: "mend it",
      isUnverified: false,
    })),
  );
});

test("a resource is verified in its own region, and only in the chosen regions", async () => {
  const regions = row("regions", async (_, { region }) => [region], "aws_cloudwatch_event_rule");
  const all = await verify([regions]);
  const some = await verify([regions], { regions: ["us-east-1"] });

  expect(all.verified.map(({ region }) => region)).toEqual(["eu-west-1", "us-east-1"]);
  for (const { region, findings } of all.verified) {
    const facts = findings.filter(({ guarantee }) => guarantee === "regions").map(({ fact }) => fact);
    expect(facts).toEqual([region]);
  }
  expect(some.verified.map(({ region }) => region)).toEqual(["us-east-1"]);
});

test("a region that an earlier run verified is skipped", async () => {
  const { verified } = await verify([topics], { isDone: (_, region) => region === "eu-west-1" });

  expect(verified.map(({ region }) => region)).toEqual(["us-east-1"]);
});

test("an account that denies access is a finding in each of its regions, and the other accounts are verified", async () => {
  const result = await verify([topics], { roots: ["management", "member-payments"] });
  const ofMember = result.verified.filter(({ root }) => root === "member-payments");

  expect(ofMember.length).toBeGreaterThan(1);
  for (const { findings } of ofMember) {
    expect(findings).toMatchObject([{ guarantee: "role-not-assumable", isUnverified: true }]);
  }
  expect(findingsOf(result).some(({ guarantee }) => guarantee === "topics")).toBe(true);
});

test("a request that fails is one finding with the guarantee and its actions, and the rest is verified", async () => {
  const denied = row("denied", () => Promise.reject(new Error("access denied")), "aws_sns_topic");
  const findings = findingsOf(await verify([denied, topics]));

  expect(findings.filter(({ guarantee }) => guarantee === "not-verified")).toEqual([
    expect.objectContaining({
      fact: "denied: access denied",
      fix: expect.stringMatching(/: x:Get$/),
      isUnverified: true,
    }),
  ]);
  expect(findings.filter(({ guarantee }) => guarantee === "topics")).toHaveLength(2);
});

test("keys that cannot be read are one finding for each root", async () => {
  const unknown = findingsOf(await verify([])).filter(({ guarantee }) => guarantee === "key-unknown");

  expect(unknown.length).toBeGreaterThan(0);
  expect(unknown.every(({ isUnverified, region }) => isUnverified && region === "eu-west-1")).toBe(true);
  expect(unknown[0]?.fact).toMatch(/^the key of arn:.*:alias\/acme-.* cannot be read: /);
});

test("every region is reported after its verification", async () => {
  const reported: string[] = [];
  await verify([], { report: ({ root, region }) => reported.push(`${root} ${region}`) });

  expect(reported).toEqual(["management eu-west-1", "management us-east-1"]);
});

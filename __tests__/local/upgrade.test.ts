import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { newestRelease } from "../../local-aws/releases";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import type { PlannedChange } from "../../local-aws/terraform/plan";
import { checkResult } from "../../shared/child-process";
import { releaseSession } from "./support/local-aws";

const release = newestRelease();
const stacks = [...release.roots.keys()];

let deployment: LocalDeployment;

/** The planned changes of each root of the release. */
const planned = new Map<string, PlannedChange[]>();

/** Returns a file of the release with the ids of the local organization. */
function withLocalIds(text: string): string {
  const { id, management, logArchive, members } = deployment.organization;
  const { organizationId, accounts } = parse(release.configuration);
  const ids = [
    [organizationId, id],
    [accounts.management, management],
    [accounts.logArchive, logArchive],
    ...members.map((member, i) => [accounts.members[i]?.id, member.id]),
  ].filter(([recorded]) => recorded !== undefined);
  // All ids at once, because an id of the local organization may equal a recorded id of another account
  return text.replace(new RegExp(ids.map(([recorded]) => recorded).join("|"), "g"), (recorded) => {
    return ids.find(([one]) => one === recorded)?.[1] ?? recorded;
  });
}

/** Applies the Terraform of the release, and then plans the Terraform of this version. */
async function upgrade(stack: string): Promise<PlannedChange[]> {
  const file = join(deployment.stackFolder(stack), "cdk.tf.json");
  const now = readFileSync(file, "utf8");
  const before = JSON.parse(withLocalIds(release.roots.get(stack) ?? ""));
  // The state has the same folder as in the recording
  before.terraform.backend = JSON.parse(now).terraform.backend;
  writeFileSync(file, JSON.stringify(before));
  const applied = await deployment.terraform(stack, ["apply", "-auto-approve", "-parallelism=30"]);
  checkResult(`apply of ${stack} of ${release.version}`, applied);
  writeFileSync(file, now);
  return deployment.plan(stack);
}

beforeAll(async () => {
  await releaseSession.start();
  deployment = releaseSession.deployment;
  await deployment.synthesize({ detections: {}, ...parse(withLocalIds(release.configuration)) });
  const upgraded = async (stack: string) => planned.set(stack, await upgrade(stack));
  // The other roots depend on the log archive, but not on each other
  await upgraded("log-archive");
  await Promise.all(stacks.filter((stack) => stack !== "log-archive").map(upgraded));
});
afterAll(() => releaseSession.stop());

test("the release contains the log archive, the management account and a member", () => {
  expect(stacks.toSorted()).toEqual(["log-archive", "management", "member-payments"]);
});

/** Names of the saved queries with other SQL, as the changelog lists them. The provider can only replace a saved query. */
const rewritten = [
  ...(/^- Saved queries with other SQL:.*$/m.exec(readFileSync("CHANGELOG.md", "utf8"))?.[0] ?? "").matchAll(
    /`([a-z-]+)`/g,
  ),
].map(([, name]) => name);

const isRewritten = ({ type, address }: PlannedChange) =>
  type === "aws_athena_named_query" && rewritten.some((name) => address.includes(`_${name}_`));

test.each(stacks)(
  `the upgrade of %s from release ${release.version} replaces only saved queries with other SQL, and destroys nothing`,
  (stack) => {
    const lost = (planned.get(stack) ?? []).filter(({ actions }) => actions.includes("delete"));

    expect(lost.filter(({ actions }) => !actions.includes("create"))).toEqual([]);
    expect(lost.filter((change) => !isRewritten(change))).toEqual([]);
  },
);

test.each(stacks)("this version can deploy %s after the upgrade", async (stack) => {
  checkResult(`apply of ${stack}`, await deployment.terraform(stack, ["apply", "-auto-approve", "-refresh=false"]));

  expect(deployment.resourcesOf(stack).length).toBeGreaterThan(5);
});

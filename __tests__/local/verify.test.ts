import { s3Config } from "../../tools/local/clients";
import type { LocalDeployment } from "../../tools/local/terraform/deployment";
import { deployedFaults, type Fault } from "../../tools/sample-data/faults";
import { readOutput } from "../../tools/terraform-output/output";
import type { Stack } from "../../tools/terraform-output/stack";
import type { Guarantee } from "../../tools/verify/guarantee";
import { guaranteeGroups, guarantees } from "../../tools/verify/guarantees";
import { verifyRegions } from "../../tools/verify/verify-regions";
import { deliverCurrentLogs } from "./support/faults/arrivals";
import { deployedFault } from "./support/faults/faults";
import { FaultyAccount } from "./support/faults/faulty-account";
import { deployedOrganization } from "./support/local-aws";

/** A whole deployment, into which faults are put one at a time: `verify` names each, and nothing without one. */

let deployment: LocalDeployment;
let stacks: readonly Stack[];
beforeAll(async () => {
  deployment = await deployedOrganization();
  stacks = readOutput(`${deployment.folder}/cdktf.out`);
  await deliverCurrentLogs(deployment);
});

/** Facts that the emulator causes: it forgets the metrics of an alarm on an expression. */
const causedByEmulator = /^alarm acme-(audit|responders)-scanned-bytes: expression is not set/;

async function findings(rows: readonly Guarantee[], roots: readonly string[], region?: string) {
  const { config, address, organization } = deployment;
  const settings = { ...s3Config(address, config.homeRegion, organization.administrator), maxAttempts: 1 };
  const regions = region === undefined ? undefined : [region];
  const { verified } = await verifyRegions({ config, stacks, roots, regions, guarantees: rows, settings });
  return verified.flatMap((one) => one.findings).filter(({ fact }) => !causedByEmulator.test(fact));
}

/** The guarantees of the subject of one guarantee. All of them are verified again when every fault is undone. */
function subjectOf({ guarantee }: Fault): readonly Guarantee[] {
  const groups = Object.values<readonly Guarantee[]>(guaranteeGroups);
  return groups.find((rows) => rows.some(({ id }) => id === guarantee)) ?? guarantees;
}

test("a sound deployment has no finding", async () => {
  expect(await findings(guarantees, deployment.stacks)).toEqual([]);
});

test.each(deployedFaults.map((fault) => [fault.what, fault] as const))(
  "%s: named, and nothing else",
  async (_, fault) => {
    const { homeRegion } = deployment.config;
    const stack = stacks.find(({ name }) => name === fault.root);
    if (stack === undefined) throw new Error(`no root ${fault.root}`);
    const region = fault.region ?? homeRegion;
    const undo = await deployedFault(fault)(new FaultyAccount(deployment, stack.accountId, region));
    try {
      const found = await findings(subjectOf(fault), [fault.root], region);
      expect([...new Set(found.map(({ guarantee }) => guarantee))]).toEqual([fault.guarantee]);
    } finally {
      await undo();
    }
  },
);

test("a deployment whose faults are undone has no finding", async () => {
  expect(deployedFaults.length).toBeGreaterThanOrEqual(60);
  expect(await findings(guarantees, deployment.stacks)).toEqual([]);
});

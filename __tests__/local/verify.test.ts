import { s3Config } from "../../local-aws/clients";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { deployedFaults, type Fault } from "../../sample-data/faults";
import { readOutput } from "../../terraform-types/synthesized/output";
import type { Stack } from "../../terraform-types/synthesized/stack";
import type { Guarantee } from "../../cli/verify/guarantee";
import { guaranteeGroups, guarantees } from "../../cli/verify/guarantees";
import { verifyRegions } from "../../cli/verify/verify-regions";
import { deliverCurrentLogs } from "./support/faults/arrivals";
import { deployedFault } from "./support/faults/faults";
import { FaultyAccount } from "./support/faults/faulty-account";
import { deployedOrganization } from "./support/local-aws";

/** A complete deployment in which faults are created one at a time. `verify` must report each, and nothing without a fault. */

let deployment: LocalDeployment;
let stacks: readonly Stack[];
beforeAll(async () => {
  deployment = await deployedOrganization();
  stacks = readOutput(`${deployment.folder}/cdktf.out`);
  await deliverCurrentLogs(deployment);
});

/** Facts that the emulator causes: it loses the metrics of an alarm on an expression. */
const causedByEmulator = /^alarm acme-(audit|responders)-scanned-bytes: expression is not set/;

async function findings(rows: readonly Guarantee[], roots: readonly string[], region?: string) {
  const { config, address, organization } = deployment;
  const settings = { ...s3Config(address, config.homeRegion, organization.administrator), maxAttempts: 1 };
  const regions = region === undefined ? undefined : [region];
  const { verified } = await verifyRegions({ config, stacks, roots, regions, guarantees: rows, settings });
  return verified.flatMap((one) => one.findings).filter(({ fact }) => !causedByEmulator.test(fact));
}

/** Returns the guarantees of the same subject. All guarantees are verified again after every fault is repaired. */
function subjectOf({ guarantee }: Fault): readonly Guarantee[] {
  const groups = Object.values<readonly Guarantee[]>(guaranteeGroups);
  return groups.find((rows) => rows.some(({ id }) => id === guarantee)) ?? guarantees;
}

test("verify has no finding in a sound deployment", async () => {
  expect(await findings(guarantees, deployment.stacks)).toEqual([]);
});

test.each(deployedFaults.map((fault) => [fault.what, fault] as const))(
  'verify reports the fault "%s", and nothing else',
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

test("verify has no finding after all faults are repaired", async () => {
  expect(deployedFaults.length).toBeGreaterThanOrEqual(60);
  expect(await findings(guarantees, deployment.stacks)).toEqual([]);
});

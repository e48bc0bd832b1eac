import { ConfigRecorder } from "../../../../modules/aws-config/config-recorder";
import { ForgottenRecorder } from "../../../../modules/aws-config/forgotten-recorder";
import { account, arn, partition } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const regions = ["eu-west-1", "eu-central-1"];
const homeRegion = "eu-west-1";

/** Returns the addresses of the resources of a recorder. */
function managed(role: ConstructorParameters<typeof ConfigRecorder>[2]["role"], adoptedName?: string): string[] {
  const { json } = synth((scope) => {
    new ConfigRecorder(scope, "Config", {
      partition,
      accountId: account(3),
      homeRegion,
      regions,
      role,
      bucketName: "acme-config",
      bucketArn: arn("s3", "", "", "acme-config"),
      prefix: "config-logs",
      kmsKeyArn: arn("kms", homeRegion, account(2), "key/01234567-89ab-cdef-0123-456789abcdef"),
      recordingFrequency: "CONTINUOUS",
      snapshotFrequency: "TwentyFour_Hours",
      adoptedName,
    });
  });
  return Object.entries<object>(json.resource).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${type}.${name}`),
  );
}

const { json: forgotten } = synth((scope) => {
  new ForgottenRecorder(scope, "Config", { homeRegion, regions });
});
const left: readonly { from: string; lifecycle: object }[] = forgotten.removed;

test("ForgottenRecorder manages and destroys no resource", () => {
  expect(forgotten.resource).toBeUndefined();
  for (const { lifecycle } of left) expect(lifecycle).toEqual({ destroy: false });
});

test("ForgottenRecorder removes exactly the resources of a recorder from the state, with each kind of role", () => {
  const own = managed({ kind: "own", roleName: "acme-config-recorder" });
  const adopted = managed({ kind: "own", roleName: "acme-config-recorder" }, "default");
  const linked = managed({ kind: "serviceLinked", create: true });

  expect(adopted).toEqual(own);
  expect(left.map(({ from }) => from).toSorted()).toEqual([...new Set([...own, ...linked])].toSorted());
});

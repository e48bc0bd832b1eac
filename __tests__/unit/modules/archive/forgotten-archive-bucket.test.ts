import { ForgottenArchiveBucket } from "../../../../modules/archive/forgotten-archive-bucket";
import { oneStack } from "../../../support/organization";
import { synth } from "../../../support/synth";

const everything = oneStack("log-archive", "config/examples/everything.yaml").json;
const without = oneStack("log-archive", "config/examples/everything.yaml", {
  archive: { configArchive: { lockedCopy: { enabled: false } } },
  logSources: { webAclLogs: { enabled: false, webAcls: [] } },
}).json;

/** Returns the addresses of the bucket resources below a construct. */
const bucketsAt = (place: string): string[] =>
  Object.entries<object>(everything.resource).flatMap(([type, named]) =>
    Object.keys(named)
      .filter(
        (name) => type.startsWith("aws_s3_bucket") && new RegExp(`^${place}_([A-Za-z]+_)?[0-9A-F]{8}$`).test(name),
      )
      .map((name) => `${type}.${name}`),
  );

const forgotten: string[] = without.removed.map(({ from }: { from: string }) => from);

test.each(["Archives_WebAclLogs", "Archives_ConfigCopy_Bucket"])(
  "every resource of %s stays in AWS when its log source is disabled",
  (place) => {
    expect(bucketsAt(place).length).toBeGreaterThan(7);
    expect(forgotten).toEqual(expect.arrayContaining(bucketsAt(place)));
  },
);

test("a bucket that is configured again is not removed from the state", () => {
  expect(everything.removed ?? []).toEqual([]);
});

test("Terraform destroys no resource that it removes from the state", () => {
  const { removed } = synth((scope) => {
    new ForgottenArchiveBucket(scope, "Archive");
  }).json;

  expect(removed).toHaveLength(9);
  for (const { lifecycle } of removed) expect(lifecycle).toEqual({ destroy: false });
});

test("a trial deployment without preventDestroy is destroyed completely", () => {
  const trial = oneStack("log-archive", "config/example.yaml", { archive: { preventDestroy: false } }).json;

  expect(trial.removed ?? []).toEqual([]);
});

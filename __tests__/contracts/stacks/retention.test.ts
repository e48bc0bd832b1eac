import { type LogClass, logClasses } from "../../../config/schema/log-classes";
import { namesFor } from "../../../config/names/names";
import { archivePrefixes } from "../../../log-sources/archive-prefixes";
import { type Change, organization, stackOf } from "../../support/organization";
import type { Attributes } from "../../support/synth";

const change = (retention: Change): Change => ({
  archive: { retention },
  logSources: { webAclLogs: { enabled: true } },
});
const classes = Object.keys(logClasses) as LogClass[];

/** Returns the lifecycle rules of each bucket. */
function rulesOf(retention: Change): Map<string, Attributes[]> {
  const made = organization("config/example.yaml", change(retention));
  const { resource } = stackOf(made, "log-archive").json;
  const names = new Map(
    Object.entries<{ bucket: string }>(resource.aws_s3_bucket).map(([id, { bucket }]) => [
      `\${aws_s3_bucket.${id}.id}`,
      bucket,
    ]),
  );
  return new Map(
    Object.values<{ bucket: string; rule: Attributes[] }>(resource.aws_s3_bucket_lifecycle_configuration).map(
      ({ bucket, rule }) => [names.get(bucket) ?? bucket, rule],
    ),
  );
}

/** Returns the rules with an action on the object, as S3 selects them. Incomplete uploads are not objects. */
const actingOn = (rules: readonly Attributes[] = [], key: string) =>
  rules.filter(
    ({ filter, expiration, noncurrent_version_expiration: versions, transition = [] }) =>
      (expiration ?? versions ?? transition[0]) && key.startsWith(filter[0].prefix),
  );

const { buckets } = namesFor(organization("config/example.yaml", change({})).config);

/** Returns a key of each class, and a key of no class. */
const keys = classes.flatMap((name) => {
  const { archive, prefixes } = logClasses[name];
  return (prefixes.length === 0 ? [archivePrefixes.trail] : prefixes).map((prefix) => ({
    name,
    bucket: buckets[archive],
    key: `${prefix}/AWSLogs/1/file.gz`,
  }));
});

test("every bucket has one rule for all of its objects without a class setting", () => {
  for (const rules of rulesOf({}).values()) expect(rules.map(({ filter }) => filter)).toEqual([[{ prefix: "" }]]);
});

describe.each(classes)("with its own expiry, %s", (changed) => {
  const before = rulesOf({});
  const after = rulesOf({ [changed]: { expireDays: 4000 } });

  test("a log expires after its own expiry, and every other log as before", () => {
    for (const { name, bucket, key } of keys) {
      const [[old], [rule]] = [actingOn(before.get(bucket), key), actingOn(after.get(bucket), key)];

      expect([key, rule?.expiration]).toEqual([key, name === changed ? [{ days: 4000 }] : old?.expiration]);
      if (name !== changed)
        expect({ ...rule, id: "", filter: [] }).toEqual({
          ...old,
          id: "",
          filter: [],
          abort_incomplete_multipart_upload: rule?.abort_incomplete_multipart_upload,
        });
    }
  });

  test("each object has one rule, and incomplete uploads of the whole bucket are deleted once", () => {
    for (const { bucket, key } of keys) expect(actingOn(after.get(bucket), key)).toHaveLength(1);
    for (const rules of after.values()) {
      const aborting = rules.filter((rule) => rule.abort_incomplete_multipart_upload);
      expect(aborting.map(({ filter }) => filter)).toEqual([[{ prefix: "" }]]);
    }
  });
});

test("an object with an unknown prefix is kept if the classes differ", () => {
  const rules = rulesOf({ flowLogs: { expireDays: 400 } });

  expect(actingOn(rules.get(buckets.serviceLogs), "notes/file.txt")).toEqual([]);
  expect(actingOn(rules.get(buckets.serviceLogs), "flow-logs-of-mine/file.txt")).toEqual([]);
});

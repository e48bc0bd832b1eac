import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { parse, stringify } from "yaml";
import { parseConfig } from "../../../config/load";
import { accountsOf } from "../../../config/derived/accounts";
import { LogArchiveStack } from "../../../stacks/log-archive/stack";
import { ManagementStack } from "../../../stacks/management/stack";
import { synthDefined } from "../../support/synth";

// The stacks of members do not grow with the organization. Only these two stacks could grow.
const everything = parse(readFileSync("config/examples/everything.yaml", "utf8"));
const longest = (i: number) => everything.archive.readerRoleArns[0].replace(/[^/]+$/, `reader-${i}-`).padEnd(200, "x");
const twentyReaders = Array.from({ length: 20 }, (_, i) => longest(i));

/** Returns an account id without a pattern, so that only the range of digits compresses. */
const accountId = (i: number) =>
  String(10 ** 11 + (createHash("sha256").update(String(i)).digest().readUIntBE(0, 6) % (9 * 10 ** 11 - 1)));

function sizesWith(members: number, other: object = {}): Record<string, number> {
  const config = parseConfig(
    stringify({
      ...everything,
      ...other,
      accounts: {
        ...everything.accounts,
        members: [
          ...everything.accounts.members,
          ...Array.from({ length: members - 3 }, (_, i) => ({ name: `unit-${i}`, id: accountId(i) })),
        ],
      },
      archive: { ...everything.archive, readerRoleArns: twentyReaders },
    }),
    "everything",
  );
  const accounts = accountsOf(config);
  const stacks = [
    synthDefined((app) => new LogArchiveStack(app, accounts.logArchive, config)),
    synthDefined((app) => new ManagementStack(app, accounts.management, config)),
  ];
  const largest = (texts: string[]) => Math.max(...texts.map((text) => Buffer.byteLength(text)));
  const policies = (type: { tfResourceType: string }) =>
    largest(stacks.flatMap((stack) => stack.all(type)).map(({ policy }) => policy));

  return {
    bucketPolicy: policies(S3BucketPolicy),
    keyPolicy: policies(KmsKey),
    topicPolicy: policies(SnsTopicPolicy),
    table: Math.max(
      ...stacks.flatMap((stack) => stack.all(GlueCatalogTable)).map((table) => gzipSync(JSON.stringify(table)).length),
    ),
    tableParameter: largest(
      stacks
        .flatMap((stack) => stack.all(GlueCatalogTable))
        .flatMap(({ parameters }) => Object.values<string>(parameters)),
    ),
  };
}

describe("with 1,000 members and the most readers", () => {
  const few = sizesWith(3);
  const many = sizesWith(1000);

  test.each([
    ["bucketPolicy", 20_480],
    ["keyPolicy", 32_768],
    ["topicPolicy", 30_720],
  ])("every %s is below %i bytes, and does not grow with the accounts", (kind, limit) => {
    expect(many[kind]).toBeLessThan(limit);
    expect(many[kind]).toBe(few[kind]);
  });

  test("the table contains every account, and is far below Glue's 512,000 characters", () => {
    expect(many.tableParameter).toBe(1002 * 13 - 1);
  });
});

test("every table is far below Glue's limits with 10,000 members: 512,000 characters for a parameter, 1 MB compressed", () => {
  // The input of this schedule can contain about 3,000 accounts: see docs/decisions/0077
  const verification = { ...everything.verification, guarantees: { enabled: false } };
  const sizes = sizesWith(10_000, { verification });

  expect(sizes["tableParameter"]).toBe(10_002 * 13 - 1);
  expect(sizes["table"]).toBeLessThan(100_000);
});

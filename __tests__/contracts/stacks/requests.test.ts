import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { namesFor } from "../../../config/names/names";
import { ArchivesUnderTest } from "../../support/requests/archives-under-test";
import { ownRoleRows, peopleRows, writerRows } from "../../support/requests/all-rows";
import { account } from "../../../sample-data/values";
import type { Caller } from "../../../aws-semantics/iam/request";
import { keyAdministration } from "../../support/requests/guarded";
import { describeRows } from "../../support/requests/describe-rows";
import type { RequestRow } from "../../support/requests/request-row";

/**
 * Requests of AWS services and people, evaluated with the synthesized policies of the archives. The tests on the local AWS
 * send some of these requests over the network. This file evaluates all of them.
 */
const bySeveral = {
  accounts: {
    outside: [
      { name: "acquired-shop", id: account(7) },
      { name: "acquired-bank", id: account(8) },
    ],
  },
  logSources: {
    accessLogs: {
      buckets: [
        { account: account(3), bucket: "acme-invoices" },
        { account: account(4), bucket: "acme-website" },
      ],
    },
  },
};
const archives = new ArchivesUnderTest("config/examples/everything.yaml", bySeveral);

/**
 * Any role may be the role of a node. If sessions are recorded, every role of the organization may therefore use the key
 * through S3. The effect of the other statements is visible only if no sessions are recorded.
 */
const withoutNodes = new ArchivesUnderTest("config/examples/everything.yaml", {
  ...bySeveral,
  logSources: { ...bySeveral.logSources, sessions: { enabled: false } },
  masking: { sessions: [] },
});
const keyOf = (kind: string) => (kind === "sessions" ? archives : withoutNodes);

const everyKind = Object.entries({ ...writerRows, ...ownRoleRows, ...peopleRows }).map(
  ([kind, rows]) => [kind, rows(archives.setting)] as const,
);
const everyRow = everyKind.flatMap(([, rows]) => rows);

test("every log source that writes to an archive has request rows", () => {
  const writers = readdirSync("stacks/log-sources")
    .filter((file) => /^ {2}writer: /m.test(readFileSync(join("stacks/log-sources", file), "utf8")))
    .map((file) => file.replace(/\.ts$/, ""));

  expect(Object.keys(writerRows).toSorted()).toEqual(writers.toSorted());
  for (const [kind, rows] of everyKind) expect([kind, rows.length > 0]).toEqual([kind, true]);
});

test("there are enough rows, each once, with caller, action and AWS's page", () => {
  const said = everyRow.map(({ who, does }) => `${who} ${does}`);

  expect(everyRow.flatMap((row) => [row, ...row.refused]).length).toBeGreaterThan(300);
  expect(new Set(said).size).toBe(said.length);
  for (const { see } of everyRow) expect(see).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
});

for (const [kind, rows] of everyKind) describe(`${kind}:`, () => describeRows(rows, archives, keyOf(kind)));

test("every writer of an archive with a key has rows for the key", () => {
  const { accessLogs } = namesFor(archives.setting.config).buckets;
  const writes = everyRow.filter(({ action }) => ["s3:PutObject", "s3:ReplicateObject"].includes(action));

  for (const { who, bucket, key } of writes) {
    const encrypts = key?.actions.some((action) => /^kms:(GenerateDataKey|Encrypt)$/.test(action)) ?? false;
    expect([who, encrypts]).toEqual([who, archives.setting.bucketName(bucket) !== accessLogs]);
  }
});

const writes = everyRow.filter(({ action }) => ["s3:PutObject", "s3:ReplicateObject"].includes(action));
const isService = ({ caller }: RequestRow) => caller.kind === "service";
const { logArchive } = archives.setting.config.accounts;

describe.each(writes)("the object that $who writes: $does,", (row) => {
  const header = "s3:x-amz-server-side-encryption";
  const hasKey = row.bucket !== "accessLogs";
  const { arn } = archives.setting;
  const ask = (sends: RequestRow["sends"]) => archives.askBucket({ ...row, sends: { ...row.sends, ...sends } }).effect;
  const under = (keyArn: string, algorithm = "aws:kms") =>
    ask({ [header]: algorithm, [`${header}-aws-kms-key-id`]: keyArn });

  test(`an object of ${row.who} may have no encryption header, or the header of SSE-S3`, () => {
    expect(ask({})).toBe("allow");
    expect(ask({ [header]: "AES256" })).toBe("allow");
  });

  test(`an object of ${row.who} may use the archive key if the bucket uses it`, () => {
    expect(under(archives.keyArn)).toBe(hasKey ? "allow" : "explicit deny");
    expect(under(archives.keyArn, "aws:kms:dsse")).toBe(hasKey ? "allow" : "explicit deny");
  });

  test.each([
    ["a key of the writer", arn("kms", "eu-central-1", account(9), "key/1234")],
    ["another key of the archive's account", arn("kms", "eu-central-1", logArchive, "key/1234")],
    ["an alias", "alias/acme-audit"],
    ["the id of a key", "1234abcd-12ab-34cd-56ef-1234567890ab"],
  ])(`an object of ${row.who} is denied under %s`, (_, keyArn) => {
    expect(under(keyArn)).toBe("explicit deny");
    expect(under(keyArn, "aws:kms:dsse")).toBe("explicit deny");
  });

  test(`an object of ${row.who} is denied under a customer-provided key`, () => {
    expect(ask({ [`${header}-customer-algorithm`]: "AES256" })).toBe("explicit deny");
  });

  test(`an object of ${row.who} is denied under a KMS key without an id, unless a service sends it to a bucket with a key`, () => {
    const expected = hasKey && isService(row) ? "allow" : "explicit deny";

    expect(ask({ [header]: "aws:kms" })).toBe(expected);
    expect(ask({ [header]: "aws:kms:dsse" })).toBe(expected);
  });
});

describe.each(writes.filter(({ bucket }) => bucket !== "queryResults"))("forging an object of $who: $does,", (row) => {
  const { config, arn, role } = archives.setting;
  const root = { kind: "root", arn: arn("iam", "", logArchive, "root"), account: logArchive } as const;
  // Any role of the account may be the role of a node in it
  const isNodes = row.path.includes(`/AWSLogs/${logArchive}/sessions/`);

  test.each([
    ["another administrator", role(logArchive, "administrator")],
    ["the deploying role", role(logArchive, config.access.roleName)],
    ["the break-glass role", role(logArchive, "break-glass")],
    ["the root user", { ...root, organization: config.organizationId }],
  ] as const)(`forging an object of ${row.who} is denied to %s of the archive's account`, (_, caller) => {
    for (const action of ["s3:PutObject", "s3:ReplicateObject", "s3:ReplicateDelete"]) {
      const { effect } = archives.askBucket({ ...row, caller, source: {}, action, administrator: true });

      expect([action, effect]).toEqual([action, isNodes ? "allow" : "explicit deny"]);
    }
  });
});

describe("administration of the archive key", () => {
  const { config, arn, role } = archives.setting;
  const root = { kind: "root", arn: arn("iam", "", logArchive, "root"), account: logArchive } as const;
  const ask = (caller: Caller, action: string, sends: RequestRow["sends"] = {}) =>
    archives.askKey({ caller, administrator: true, source: {}, key: { actions: [action], sends } })[0]?.effect;
  const deploying = role(logArchive, config.access.roleName);
  const others = [
    ["another administrator", role(logArchive, "administrator")],
    ["the break-glass role", role(logArchive, "break-glass")],
    ["the root user", { ...root, organization: config.organizationId }],
    ["the deploying role of a member", role(archives.setting.member, config.access.roleName)],
  ] as const;

  test.each(keyAdministration)(
    "administration of the archive key is allowed to the deploying role, with %s",
    (action) => {
      expect(ask(deploying, action)).toBe("allow");
    },
  );

  describe.each(others)("is denied to %s", (who, caller) => {
    test.each(keyAdministration)(`${who} is denied administration of the archive key, with %s`, (action) => {
      expect(ask(caller, action)).toBe("explicit deny");
    });
  });

  test("does not prevent an AWS service from creating a grant for a resource of an administrator", () => {
    const [[, administrator]] = others;
    const grant = (forResource: string) =>
      ask(administrator, "kms:CreateGrant", { "kms:GrantIsForAWSResource": forResource });

    expect([grant("true"), grant("false")]).toEqual(["allow", "explicit deny"]);
  });

  test.each([
    ["7", "explicit deny"],
    ["29", "explicit deny"],
    ["30", "allow"],
  ])("does not include its deletion in %s days by any role: %s", (days, effect) => {
    expect(ask(deploying, "kms:ScheduleKeyDeletion", { "kms:ScheduleKeyDeletionPendingWindowInDays": days })).toBe(
      effect,
    );
  });
});

describe("the lookup of the archive key by its alias", () => {
  const { config, member, outside, otherOrganization, role } = archives.setting;
  const [{ id: listed } = { id: "" }] = config.accounts.outside;
  const ask = (caller: Caller, ...actions: readonly string[]) =>
    archives
      .askKey({ caller, administrator: true, source: {}, key: { actions, sends: {} } })
      .map(({ effect }) => effect);
  const anyUse = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:GetKeyPolicy"];

  test.each([
    ["a member", role(member, "audit-deploy")],
    ["the management account", role(config.accounts.management, "audit-deploy")],
    ["an external account of the organization", role(listed, "trail-deploy", otherOrganization)],
    ["an external account outside any organization", { kind: "role", account: listed, arn: "trail-deploy" }],
  ] as const)("the lookup of the archive key by its alias is allowed to %s, which cannot use the key", (_, caller) => {
    expect(ask(caller, "kms:DescribeKey")).toEqual(["allow"]);
    expect(ask(caller, ...anyUse)).toEqual(anyUse.map(() => "implicit deny"));
  });

  test.each([
    ["another account", role(outside, "trail-deploy", otherOrganization)],
    ["somebody without credentials", { kind: "anonymous" }],
    ["a service", { kind: "service", service: "config.amazonaws.com" }],
  ] as const)("the lookup of the archive key by its alias is denied to %s", (_, caller) => {
    expect(ask(caller, "kms:DescribeKey", ...anyUse)).not.toContain("allow");
  });
});

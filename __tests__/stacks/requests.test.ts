import { readdirSync } from "node:fs";
import { namesFor } from "../../config/names";
import { ArchivesUnderTest, modern } from "../support/requests/archives-under-test";
import { ownRoleRows, peopleRows, producerRows } from "../support/requests/all-rows";
import { account } from "../support/values";
import type { Caller } from "../../tools/policy/request";
import type { Variant } from "../support/requests/request-row";

/**
 * Requests as AWS services and people make them, asked of the policies that the archives are synthesized with. The
 * local AWS asks some of them over the network; here are all of them.
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
 * Any role may be a node's, so where sessions are recorded each of the organization may use the key, as far as S3 lets
 * it. What the statements of others let and refuse is seen where none are recorded.
 */
const withoutNodes = new ArchivesUnderTest("config/examples/everything.yaml", {
  ...bySeveral,
  logSources: { ...bySeveral.logSources, sessions: { enabled: false } },
});
const keyOf = (kind: string) => (kind === "session-nodes" ? archives : withoutNodes);

const everyKind = Object.entries({ ...producerRows, ...ownRoleRows, ...peopleRows }).map(
  ([kind, rows]) => [kind, rows(archives.setting)] as const,
);
const everyRow = everyKind.flatMap(([, rows]) => rows);

const isOtherCaller = ({ caller, source }: Variant) => caller !== undefined || source !== undefined;
const isOtherRequest = (variant: Variant) => isOtherCaller(variant) || variant.key === undefined;

test("every producer has rows", () => {
  const producers = readdirSync("stacks/producers")
    .map((file) => file.replace(/\.ts$/, ""))
    .filter((file) => file !== "producer" && file !== "producers");

  expect(Object.keys(producerRows).toSorted()).toEqual(producers.toSorted());
  for (const [kind, rows] of everyKind) expect([kind, rows.length > 0]).toEqual([kind, true]);
});

test("there are enough rows, and each says whom it is about, what and where AWS says so, once", () => {
  const said = everyRow.map(({ who, does }) => `${who} ${does}`);

  expect(everyRow.flatMap((row) => [row, ...row.refused]).length).toBeGreaterThan(300);
  expect(new Set(said).size).toBe(said.length);
  for (const { see } of everyRow) expect(see).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
});

describe.each(everyKind)("%s:", (kind, rows) => {
  const withKey = keyOf(kind);

  describe.each(rows)("$who $does", (row) => {
    test("and is allowed, by the bucket and for every use of the key", () => {
      expect(archives.tellBucket(row)).toContain(" is allowed by ");
      expect(archives.askBucket(row).effect).toBe("allow");
      expect(withKey.askKey(row).map(({ effect }) => effect)).toEqual((row.key?.actions ?? []).map(() => "allow"));
    });

    test("and at least three variants are refused", () => {
      expect(row.refused.length).toBeGreaterThanOrEqual(3);
    });

    test.each(row.refused.filter(isOtherRequest))("but not where $because: $effect", (variant) => {
      expect(archives.askBucket(archives.changed(row, variant)).effect).toBe(variant.effect);
    });

    const otherCallers = row.refused.filter((variant) => row.key !== undefined && isOtherCaller(variant));
    if (otherCallers.length > 0) {
      test.each(otherCallers)("nor may it use the key where $because", (variant) => {
        for (const { effect } of withKey.askKey(archives.changed(row, variant))) expect(effect).not.toBe("allow");
      });
    }

    const otherUses = row.refused.filter(({ key }) => key !== undefined);
    if (otherUses.length > 0) {
      test.each(otherUses)("but does not use the key so: $because", (variant) => {
        const answers = withKey.askKey(archives.changed(row, variant)).map(({ effect }) => effect);

        expect(answers.length).toBeGreaterThan(0);
        for (const effect of answers) expect(effect).toBe(variant.effect);
      });
    }

    test.each([
      ["without TLS", { ...modern, "aws:SecureTransport": "false" }],
      ["with TLS 1.1", { ...modern, "s3:TlsVersion": "1.1" }],
      ["with TLS 1.0", { ...modern, "s3:TlsVersion": "1.0" }],
    ])("but not %s", (_, transport) => {
      expect(archives.askBucket(row, transport)).toMatchObject({ effect: "explicit deny" });
    });

    test("and with TLS 1.2", () => {
      expect(archives.askBucket(row, { ...modern, "s3:TlsVersion": "1.2" })).toMatchObject({ effect: "allow" });
    });
  });
});

test("whoever writes to an archive with the archive key says how it uses the key", () => {
  const { accessLogs } = namesFor(archives.setting.config).buckets;
  const writes = everyRow.filter(({ action }) => ["s3:PutObject", "s3:ReplicateObject"].includes(action));

  for (const { who, bucket, key } of writes) {
    const encrypts = key?.actions.some((action) => /^kms:(GenerateDataKey|Encrypt)$/.test(action)) ?? false;
    expect([who, encrypts]).toEqual([who, archives.setting.bucketName(bucket) !== accessLogs]);
  }
});

describe("the archive key is looked up by its alias", () => {
  const { config, member, outside, otherOrganization, role } = archives.setting;
  const [{ id: listed } = { id: "" }] = config.accounts.outside;
  const ask = (caller: Caller, ...actions: readonly string[]) =>
    archives
      .askKey({ caller, administrator: true, source: {}, key: { actions, sends: {} } })
      .map(({ effect }) => effect);
  const anyUse = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:CreateGrant", "kms:PutKeyPolicy"];

  test.each([
    ["a member", role(member, "audit-deploy")],
    ["the management account", role(config.accounts.management, "audit-deploy")],
    ["a listed account outside", role(listed, "trail-deploy", otherOrganization)],
    ["a listed account in no organization", { kind: "role", account: listed, arn: "trail-deploy" }],
  ] as const)("by %s, which gets no use of it", (_, caller) => {
    expect(ask(caller, "kms:DescribeKey")).toEqual(["allow"]);
    expect(ask(caller, ...anyUse)).toEqual(anyUse.map(() => "implicit deny"));
  });

  test.each([
    ["another account", role(outside, "trail-deploy", otherOrganization)],
    ["somebody without credentials", { kind: "anonymous" }],
    ["a service", { kind: "service", service: "config.amazonaws.com" }],
  ] as const)("but not by %s", (_, caller) => {
    expect(ask(caller, "kms:DescribeKey", ...anyUse)).not.toContain("allow");
  });
});

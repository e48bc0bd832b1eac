import type { Decision } from "../../../aws-semantics/iam/evaluate";
import { peopleRows, writerRows } from "../../support/requests/all-rows";
import { ArchivesUnderTest, modern } from "../../support/requests/archives-under-test";
import { keyAdministration } from "../../support/requests/guarded";
import type { RequestRow, RequestRows } from "../../support/requests/request-row";
import { account } from "../../../sample-data/values";

/** Guarantees about readers and writers of the archives, for every known request. */
const archives = new ArchivesUnderTest("config/examples/everything.yaml", {
  accounts: { outside: [7, 8].map((digit) => ({ name: `acquired-${digit}`, id: account(digit) })) },
});
const { config, otherMember } = archives.setting;
const rowsOf = (rows: RequestRows | undefined) => rows?.(archives.setting) ?? [];
const everyRow = Object.values({ ...writerRows, ...peopleRows }).flatMap(rowsOf);
const writes = everyRow.filter(({ action }) => action === "s3:PutObject");

/** The decisions about a request, and about each variant that must be denied. */
function decisions(row: RequestRow): { made: string[]; changed: Set<string> } {
  const effects = (requested: RequestRow) => [
    archives.askBucket(requested).effect,
    ...archives.askKey(requested).map(({ effect }) => effect),
  ];
  const changed = row.refused.flatMap((variant) => {
    const isAboutKey = variant.key !== undefined;
    const requested = archives.changed(row, variant);
    return isAboutKey ? archives.askKey(requested).map(({ effect }) => effect) : [archives.askBucket(requested).effect];
  });
  return { made: effects(row), changed: new Set(changed) };
}

/** Expects that each request is allowed, and that each of its variants is denied. */
function expectOnlyThese(rows: readonly RequestRow[]): void {
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    const { made, changed } = decisions(row);
    expect([row.who, row.does, new Set(made)]).toEqual([row.who, row.does, new Set(["allow"])]);
    expect([row.who, row.does, changed.has("allow"), changed.size > 0]).toEqual([row.who, row.does, false, true]);
  }
}

test("Only lifecycle rules and the roles of `archive.lock.bypassRoleArns` delete a log.", () => {
  expectOnlyThese(rowsOf(peopleRows["deletion"]));
});

test("Only the role that deploys changes a setting or the policy of an archive.", () => {
  expectOnlyThese(rowsOf(peopleRows["weakening"]));
});

test("Only the role that deploys disables or deletes the archive key, creates grants on it, or changes its policy.", () => {
  const { role } = archives.setting;
  const { logArchive, management } = config.accounts;
  const ask = (caller: RequestRow["caller"]) =>
    archives
      .askKey({ caller, administrator: true, source: {}, key: { actions: keyAdministration, sends: {} } })
      .map(({ effect }) => effect);

  expect(new Set(ask(role(logArchive, config.access.roleName)))).toEqual(new Set(["allow"]));
  for (const caller of [role(logArchive, "administrator"), role(management, "administrator")]) {
    expect(new Set(ask(caller))).toEqual(new Set(["explicit deny"]));
  }
});

test("No administrator of the log-archive account may write a log, not even the role that deploys.", () => {
  const { role } = archives.setting;
  const { logArchive } = config.accounts;
  // Any role of the account may be the role of a node, and write its own transcripts
  const isNodes = ({ path }: RequestRow) => path.includes(`/AWSLogs/${logArchive}/sessions/`);
  const logs = writes.filter((row) => row.bucket !== "queryResults" && !isNodes(row));

  for (const name of ["administrator", config.access.roleName]) {
    const other = { caller: role(logArchive, name), administrator: true, source: {} };
    for (const row of logs) expect(archives.askBucket({ ...row, ...other }).effect).toBe("explicit deny");
  }
});

test("No archive accepts an object that is encrypted with a key other than the key of the archive.", () => {
  const header = "s3:x-amz-server-side-encryption";
  const foreign = {
    [header]: "aws:kms",
    [`${header}-aws-kms-key-id`]: archives.setting.arn("kms", "eu-central-1", archives.setting.outside, "key/1"),
  };

  for (const row of writes) {
    for (const sends of [foreign, { [`${header}-customer-algorithm`]: "AES256" }]) {
      expect(archives.askBucket({ ...row, sends: { ...row.sends, ...sends } }).effect).toBe("explicit deny");
    }
  }
});

test("The archives accept logs only from the organization's own trail, recorders, log deliveries, streams and nodes.", () => {
  expectOnlyThese(writes);
});

test("No archive accepts a request over plain HTTP, or over TLS before 1.2.", () => {
  const decided = (row: RequestRow, transport: Record<string, string>): Decision["effect"] =>
    archives.askBucket(row, { ...modern, ...transport }).effect;

  for (const row of everyRow) {
    expect(decided(row, {})).toBe("allow");
    expect(decided(row, { "aws:SecureTransport": "false" })).toBe("explicit deny");
    expect(decided(row, { "s3:TlsVersion": "1.1" })).toBe("explicit deny");
  }
});

/** Writers whose account no policy can check: one trail writes for all accounts, and load balancers send no condition key. */
const writersForOthers = ["CloudTrail, for the organization trail", "an application load balancer of a listed account"];

test("An account writes only below its own folders, except the organization's trail and application load balancers.", () => {
  const members = config.accounts.members.map(({ id }) => id);
  const ownWrites = writes.filter(({ path }) => members.some((id) => path.includes(id)));
  const foreign = ownWrites.map((row) => {
    const own = members.find((id) => row.path.includes(id)) ?? "";
    const other = own === otherMember ? config.accounts.management : otherMember;
    return { row, effect: archives.askBucket({ ...row, path: row.path.replaceAll(own, other) }).effect };
  });

  const allowed = foreign.filter(({ effect }) => effect === "allow").map(({ row }) => row.who);
  expect(ownWrites.length).toBeGreaterThan(writersForOthers.length);
  expect([...new Set(allowed)].toSorted()).toEqual(writersForOthers);
});

test("An account outside the organization writes only below its own path of the trail archive, and reads nothing.", () => {
  const rows = rowsOf(writerRows["external-trails"]);

  expectOnlyThese(rows);
  for (const row of rows) {
    expect(archives.askBucket({ ...row, action: "s3:GetObject" }).effect).not.toBe("allow");
  }
});

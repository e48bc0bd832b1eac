import { keyPolicy } from "../../../cli/policy/key/key-policy";
import type { Caller } from "../../../aws-semantics/iam/request";
import { readStack } from "../../../terraform-types/synthesized/stack";
import { type Change, oneStack } from "../../support/organization";
import { ownRoleRows, peopleRows, writerRows } from "../../support/requests/all-rows";
import { ArchivesUnderTest } from "../../support/requests/archives-under-test";
import { keyAdministration } from "../../support/requests/guarded";
import type { RequestRow } from "../../support/requests/request-row";
import { account, arn } from "../../../sample-data/values";

/**
 * The requests to the archive key, evaluated for a key of your own: of another account, or of the archive's account.
 * The key has the policy that `trailkeeper policy key` prints.
 */
const example = "config/examples/everything.yaml";
const keyAccount = account(6);
const administrator = (owner: string, name = "key-administrator") => arn("iam", "", owner, `role/${name}`);
const keyOf = (owner: string): Change => ({
  kmsKeyArn: arn("kms", "eu-central-1", owner, "key/given"),
  kmsKeyAdministratorRoleArns: [administrator(owner)],
});
const settings = (archive: Change, sessions: boolean): Change => ({
  accounts: {
    members: [
      { name: "payments", id: account(3) },
      { name: "website", id: account(4) },
      { name: "security-tooling", id: account(5) },
      { name: "keys", id: keyAccount },
    ],
    outside: [
      { name: "acquired-shop", id: account(7) },
      { name: "acquired-bank", id: account(8) },
    ],
  },
  archive,
  logSources: { sessions: { enabled: sessions } },
  ...(!sessions && { masking: { sessions: [] } }),
});

/**
 * If sessions are recorded, any role may be the role of a node. Therefore the other requests are evaluated without
 * recorded sessions.
 */
class Keys {
  readonly withNodes: ArchivesUnderTest;
  readonly others: ArchivesUnderTest;

  constructor(archive: Change = {}) {
    this.withNodes = new ArchivesUnderTest(example, settings(archive, true));
    this.others = new ArchivesUnderTest(example, settings(archive, false));
  }

  /** Returns, for each use of the key in a row of the table, whether the key policy allows the use. */
  allows(kind: string, row: RequestRow): boolean[] {
    const { logArchive } = this.others.setting.config.accounts;
    // A key of another account also requires identity policies of a reader, so readers in the archive's account have one
    const isReader = kind === "readers" && "account" in row.caller && row.caller.account === logArchive;
    const archives = kind === "sessions" ? this.withNodes : this.others;
    return archives
      .askKey({ ...row, administrator: isReader || row.administrator === true })
      .map(({ effect }) => effect === "allow");
  }
}

const made = new Keys();
const { setting } = made.withNodes;
const { logArchive, management } = setting.config.accounts;
const kinds = Object.entries({ ...writerRows, ...ownRoleRows, ...peopleRows })
  .map(([kind, rows]) => [kind, rows(setting).filter(({ key }) => key !== undefined)] as const)
  .filter(([, rows]) => rows.length > 0);

const given = {
  "a key of another account": new Keys(keyOf(keyAccount)),
  "a key of the archive's account": new Keys(keyOf(logArchive)),
};

test("the rows contain allowed and denied requests that use the key", () => {
  const rows = kinds.flatMap(([, found]) => found);

  expect(rows.length).toBeGreaterThan(30);
  expect(rows.flatMap(({ refused }) => refused).length).toBeGreaterThan(200);
});

describe.each(Object.entries(given))("with %s,", (_, keys) => {
  describe.each(kinds)("the key policy in mode %s", (kind, rows) => {
    test.each(rows)("allows $who: $does", (row) => {
      expect(keys.allows(kind, row)).toEqual((row.key?.actions ?? []).map(() => true));
    });

    test.each(rows)("denies the same variants as the key of this project, for $who: $does", (row) => {
      for (const variant of row.refused) {
        const changed = made.others.changed(row, variant);
        const refusedByMade = made.allows(kind, changed).map((isAllowed) => !isAllowed);
        const allowed = keys.allows(kind, changed).filter((isAllowed, i) => isAllowed && refusedByMade[i]);

        expect([variant.because, allowed]).toEqual([variant.because, []]);
      }
    });
  });
});

describe.each([
  ["a key of another account", keyAccount],
  ["a key of the archive's account", logArchive],
] as const)("the administration of %s", (name, owner) => {
  const { role } = setting;
  const ask = (caller: Caller, action: string, sends: RequestRow["sends"] = {}) =>
    given[name].others.askKey({ caller, administrator: true, source: {}, key: { actions: [action], sends } })[0]
      ?.effect;

  test.each(keyAdministration)(
    `the administration of ${name} is allowed to the configured roles, with %s`,
    (action) => {
      expect(ask(role(owner, "key-administrator"), action)).toBe("allow");
    },
  );

  test.each([
    ["another administrator of its account", role(owner, "administrator")],
    ["the deploying role", role(logArchive, setting.config.access.roleName)],
    ["an administrator of the archive's account", role(logArchive, "administrator")],
    ["an administrator of the management account", role(management, "administrator")],
    ["a role of a member with the administrator's name", role(account(3), "key-administrator")],
  ])(`the administration of ${name} is denied to %s`, (_, caller) => {
    for (const action of keyAdministration) expect([action, ask(caller, action)]).toEqual([action, "explicit deny"]);
  });

  test("does not include deletion with a waiting period below 30 days", () => {
    const schedule = (days: string) =>
      ask(role(owner, "key-administrator"), "kms:ScheduleKeyDeletion", {
        "kms:ScheduleKeyDeletionPendingWindowInDays": days,
      });

    expect([schedule("7"), schedule("29"), schedule("30")]).toEqual(["explicit deny", "explicit deny", "allow"]);
  });
});

describe("the key of another account", () => {
  const { others } = given["a key of another account"];
  const { role, throughS3 } = setting;
  const uses = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"];
  const ask = (sends: RequestRow["sends"], actions = uses) =>
    others
      .askKey({ caller: role(logArchive, "anybody"), administrator: true, source: {}, key: { actions, sends } })
      .map(({ effect }) => effect);

  test("the key of another account may be used by the archive's account only through S3", () => {
    expect(ask(throughS3("trail"))).toEqual(uses.map(() => "allow"));
    expect(ask({})).toEqual(uses.map(() => "implicit deny"));
    expect(ask({ "kms:ViaService": "ec2.eu-central-1.amazonaws.com" })).toEqual(uses.map(() => "implicit deny"));
    expect(ask(throughS3("trail"), ["kms:ReEncryptFrom", "kms:GetKeyPolicy"])).toEqual([
      "implicit deny",
      "implicit deny",
    ]);
  });

  test("the key of another account may be weakened by other roles of its owner, unless roles are configured", () => {
    const { kmsKeyArn } = keyOf(keyAccount);
    const open = new ArchivesUnderTest(example, settings({ kmsKeyArn }, false));
    const caller = role(keyAccount, "administrator");
    const key = { actions: keyAdministration, sends: {} };

    expect(open.askKey({ caller, administrator: true, source: {}, key }).map(({ effect }) => effect)).toEqual(
      keyAdministration.map(() => "allow"),
    );
  });
});

test.each([keyAccount, logArchive])(
  "The policy for a key of %s contains no reference that only Terraform can resolve.",
  (owner) => {
    const { json } = oneStack("log-archive", example, settings(keyOf(owner), true));
    const text = keyPolicy([readStack("log-archive", json)]);

    expect(text).not.toMatch(/[$%]\{(?!aws:)|[<>]/);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(32_768);
  },
);

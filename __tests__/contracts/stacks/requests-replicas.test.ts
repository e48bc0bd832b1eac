import { replicatedArchives } from "../../../config/derived/second-region";
import { bucketArn, namesFor } from "../../../config/names/names";
import { replicaAccountId, replicaBuckets, secondRegionNames } from "../../../config/names/second-region";
import type { Policy } from "../../../aws-semantics/iam/document";
import { readPolicy } from "../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../aws-semantics/iam/evaluate";
import type { Caller, PolicyRequest } from "../../../aws-semantics/iam/request";
import { account, arn } from "../../../sample-data/values";
import { type Guarded, bucketsOf, keysOf, rolesOf } from "../../../terraform-types/synthesized/policies";
import { References } from "../../../terraform-types/synthesized/references";
import { ofType, readStack } from "../../../terraform-types/synthesized/stack";
import { type Change, organization } from "../../support/organization";
import { modern } from "../../support/requests/archives-under-test";
import { keyAdministration } from "../../support/requests/guarded";

/**
 * Requests to the replicas and their keys, evaluated with the synthesized policies: with the replicas in another account,
 * and in the log-archive account.
 *
 * Requests of S3: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
const example = "config/examples/second-region.yaml";
const everything = readPolicy(
  "AdministratorAccess",
  "identity",
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } }),
);

class Replicated {
  readonly config;
  readonly owner: string;

  /** The resources of the second region. */
  readonly secondRegion: string;
  readonly #buckets: readonly Guarded[];
  readonly #keys: readonly Guarded[];
  readonly #roles: ReadonlyMap<string, readonly Policy[]>;
  readonly #managed: ReadonlyMap<string, Policy>;

  constructor(change: Change = {}) {
    const { config, stacks } = organization(example, change);
    const references = new References([...stacks].map(([name, { json }]) => readStack(name, json)));
    this.config = config;
    this.owner = replicaAccountId(config);
    this.secondRegion = JSON.stringify(stacks.get("second-region")?.json.resource);
    this.#buckets = bucketsOf(references);
    this.#keys = keysOf(references);
    this.#roles = new Map(rolesOf(references).map(({ arn: role, policies }) => [role, policies]));
    this.#managed = new Map(
      references.stacks.flatMap((stack) =>
        ofType(stack, "aws_iam_policy").map(({ attributes: { name, policy } }) => [
          name,
          readPolicy(name, "identity", references.text(stack, policy)),
        ]),
      ),
    );
  }

  role(accountId: string, name: string, ofOrganization: string = this.config.organizationId): Caller {
    return {
      kind: "role",
      arn: arn("iam", "", accountId, `role/${name}`),
      account: accountId,
      organization: ofOrganization,
    };
  }

  readonly replicator = (archive: ReturnType<typeof replicatedArchives>[number]): Caller =>
    this.role(this.config.accounts.logArchive, secondRegionNames(this.config).replicationRoleName(archive));

  key(alias: string): Guarded {
    return found(this.#keys, alias);
  }

  /** Returns the decision about a bucket. A deployed role has its own policies. Others have the given policies, or all permissions. */
  askBucket(
    caller: Caller,
    action: string,
    name: string,
    path = "a/b.json.gz",
    sends: PolicyRequest["context"] = {},
    policy?: string,
  ) {
    const bucket = found(this.#buckets, name);
    const resource = path === "" ? bucket.arn : `${bucket.arn}/${path}`;
    return this.#ask(bucket, caller, action, resource, { ...modern, ...sends }, policy);
  }

  askKey(caller: Caller, action: string, alias: string, sends: PolicyRequest["context"] = {}, policy?: string) {
    const key = this.key(alias);
    return this.#ask(key, caller, action, key.arn, sends, policy);
  }

  #ask(
    guarded: Guarded,
    caller: Caller,
    action: string,
    resource: string,
    context: PolicyRequest["context"],
    policy?: string,
  ) {
    const own = "arn" in caller ? this.#roles.get(caller.arn) : undefined;
    const managed = policy === undefined ? undefined : policyNamed(this.#managed, policy);
    const identity = "account" in caller ? (managed ?? own ?? [everything]) : [];
    const policies = { ...(guarded.policy && { resource: guarded.policy }), identity };
    return evaluate(policies, { caller, action, resource, resourceAccount: guarded.accountId, context }).effect;
  }
}

/** Returns a policy that the output creates, or a policy that allows everything. */
function policyNamed(managed: ReadonlyMap<string, Policy>, name: string): Policy[] {
  const policy = name === everything.name ? everything : managed.get(name);
  if (policy === undefined) throw new Error(`no policy ${name} among ${[...managed.keys()].join(", ")}`);
  return [policy];
}

function found(guarded: readonly Guarded[], name: string): Guarded {
  const one = guarded.find((candidate) => candidate.name === name);
  if (one === undefined) throw new Error(`no ${name} among ${guarded.map((candidate) => candidate.name).join(", ")}`);
  return one;
}

const inOtherAccount = new Replicated();
const inSameAccount = new Replicated({
  archive: {
    kmsKeyDeletionRoleArns: [arn("iam", "", account(2), "role/BreakGlass")],
    secondRegion: { account: account(2) },
  },
});

describe.each([
  ["another account", inOtherAccount],
  ["the log-archive account", inSameAccount],
])("with replicas in %s", (_, replicated) => {
  const { config, owner } = replicated;
  const { logArchive, management } = config.accounts;
  const { buckets } = namesFor(config);
  const replicas = replicaBuckets(config);
  const { keyAlias, catchUpRoleName, analystPolicyName, responderPolicyName } = secondRegionNames(config);
  const archives = replicatedArchives(config);
  const archiveAlias = namesFor(config).archiveKeyAlias;
  const throughS3 = (region: string, bucket: string) => ({
    "kms:ViaService": `s3.${region}.amazonaws.com`,
    "kms:EncryptionContext:aws:s3:arn": bucketArn(config.partition, bucket),
  });
  const home = config.homeRegion;
  const second = "eu-central-1";
  const replicaKey = {
    "s3:x-amz-server-side-encryption": "aws:kms",
    "s3:x-amz-server-side-encryption-aws-kms-key-id": replicated.key(keyAlias).arn,
  };

  test("every archive has a replica", () => {
    expect(archives).toEqual(["trail", "config", "serviceLogs", "accessLogs", "webAclLogs"]);
  });

  describe.each(archives)("the replica of %s", (archive) => {
    const role = replicated.replicator(archive);
    const source = buckets[archive];
    const replica = replicas[archive];
    const sends = archive === "accessLogs" ? {} : replicaKey;
    const others = archives.filter((name) => name !== archive);

    test("the replica is read and written by its own replication role", () => {
      for (const action of ["s3:GetReplicationConfiguration", "s3:ListBucket"]) {
        expect([action, replicated.askBucket(role, action, source, "")]).toEqual([action, "allow"]);
      }
      for (const action of [
        "s3:GetObjectVersionForReplication",
        "s3:GetObjectVersionAcl",
        "s3:GetObjectVersionTagging",
      ]) {
        expect([action, replicated.askBucket(role, action, source)]).toEqual([action, "allow"]);
      }
      expect(replicated.askBucket(role, "s3:ReplicateObject", replica, undefined, sends)).toBe("allow");
    });

    test("the replica is read with its retention and its holds, if it can have them", () => {
      const isLockable = ["trail", "serviceLogs", "webAclLogs"].includes(archive);
      for (const action of ["s3:GetObjectRetention", "s3:GetObjectLegalHold"]) {
        expect(replicated.askBucket(role, action, source)).toBe(isLockable ? "allow" : "implicit deny");
      }
    });

    test("the replica cannot be read or written by its replication role in another way, and the role cannot use the other replicas", () => {
      const refused = [
        ["s3:PutObject", replica],
        ["s3:ReplicateDelete", replica],
        ["s3:ReplicateTags", replica],
        ["s3:ObjectOwnerOverrideToBucketOwner", replica],
        ["s3:DeleteObject", replica],
        ["s3:DeleteObjectVersion", replica],
        ["s3:PutObjectRetention", replica],
        ["s3:BypassGovernanceRetention", replica],
        ["s3:GetObject", replica],
        ["s3:GetObject", source],
        ["s3:PutObject", source],
        ["s3:ReplicateObject", source],
        ["s3:DeleteObjectVersion", source],
        ...others.map((other) => ["s3:ReplicateObject", replicas[other]] as const),
        ...others.map((other) => ["s3:GetObjectVersionForReplication", buckets[other]] as const),
      ] as const;
      const allowed = refused.filter(
        ([action, name]) => replicated.askBucket(role, action, name, undefined, sends) === "allow",
      );

      expect(allowed).toEqual([]);
    });

    test("accepts replicas from no other caller, whatever the caller's policies allow", () => {
      const name = secondRegionNames(config).replicationRoleName(archive);
      const callers: [string, Caller][] = [
        ["an administrator of the log-archive account", replicated.role(logArchive, "administrator")],
        ["an administrator of the owner", replicated.role(owner, "administrator")],
        ["the deploying role of the log-archive account", replicated.role(logArchive, config.access.roleName)],
        ["the deploying role of the replicas", replicated.role(owner, config.access.roleName)],
        ["a role of the name in the management account", replicated.role(management, name)],
        ["a role of the name in a member", replicated.role(account(3), name)],
        ["a role of the name outside", replicated.role(account(9), name, "o-z9y8x7w6v5")],
        ["no credentials", { kind: "anonymous" }],
        ["S3 itself", { kind: "service", service: "s3.amazonaws.com" }],
        ["CloudTrail", { kind: "service", service: "cloudtrail.amazonaws.com" }],
      ];
      for (const action of ["s3:ReplicateObject", "s3:PutObject", "s3:ReplicateDelete"]) {
        const allowed = callers.filter(
          ([, caller]) => replicated.askBucket(caller, action, replica, undefined, sends) === "allow",
        );
        expect([action, allowed.map(([who]) => who)]).toEqual([action, []]);
      }
    });

    test("accepts no replica with another key, and none over plain HTTP or TLS before 1.2", () => {
      const ask = (context: PolicyRequest["context"]) =>
        replicated.askBucket(role, "s3:ReplicateObject", replica, undefined, { ...sends, ...context });
      const foreign = {
        "s3:x-amz-server-side-encryption": "aws:kms",
        "s3:x-amz-server-side-encryption-aws-kms-key-id": arn("kms", second, account(3), "key/foreign"),
      };

      expect(ask(foreign)).toBe("explicit deny");
      expect(ask({ "aws:SecureTransport": "false" })).toBe("explicit deny");
      expect(ask({ "s3:TlsVersion": "1.1" })).toBe("explicit deny");
    });

    test("the replica cannot be deleted or weakened by an administrator of the log archive, of its own account, or of another account", () => {
      const deletions = [
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:BypassGovernanceRetention",
        "s3:PutObjectRetention",
        "s3:PutObjectLegalHold",
        "s3:UpdateObjectEncryption",
      ];
      const settings = [
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketPolicy",
        "s3:PutBucketVersioning",
        "s3:PutBucketObjectLockConfiguration",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:PutReplicationConfiguration",
      ];
      const root = (id: string): Caller => ({
        kind: "root",
        arn: arn("iam", "", id, "root"),
        account: id,
        organization: config.organizationId,
      });
      const callers = [logArchive, owner, management, account(3)].flatMap((id) => [
        replicated.role(id, "administrator"),
        root(id),
      ]);
      for (const caller of callers) {
        const ask = (action: string, path?: string) => replicated.askBucket(caller, action, replica, path);
        expect(deletions.filter((action) => ask(action) !== "explicit deny")).toEqual([]);
        expect(settings.filter((action) => ask(action, "") !== "explicit deny")).toEqual([]);
      }
    });

    if (archive !== "accessLogs") {
      test("the replica is decrypted with the archive key and encrypted with the replicas' key, through S3 of each region", () => {
        const decrypt = (sent: PolicyRequest["context"]) => replicated.askKey(role, "kms:Decrypt", archiveAlias, sent);
        const encrypt = (sent: PolicyRequest["context"]) => replicated.askKey(role, "kms:Encrypt", keyAlias, sent);
        const ofTrail = {
          "kms:ViaService": `s3.${home}.amazonaws.com`,
          "kms:EncryptionContext:aws:cloudtrail:arn": arn("cloudtrail", home, management, "trail/acme"),
        };

        expect(decrypt(throughS3(home, source))).toBe("allow");
        expect(decrypt(throughS3(home, `${source}/a/b.json.gz`))).toBe("allow");
        expect(decrypt(ofTrail)).toBe(archive === "trail" ? "allow" : "implicit deny");
        // A replica uses a bucket key if its source does. A file of the trail does not
        for (const context of [replica, `${replica}/a/b.json.gz`]) {
          expect([context, encrypt(throughS3(second, context))]).toEqual([context, "allow"]);
          expect(replicated.askKey(role, "kms:Decrypt", keyAlias, throughS3(second, context))).toBe("allow");
        }
      });

      test("the replica is not encrypted or decrypted in another way", () => {
        const refused: [string, string, PolicyRequest["context"]][] = [
          ["kms:Decrypt", archiveAlias, {}],
          ["kms:Decrypt", archiveAlias, throughS3(second, source)],
          ["kms:Decrypt", archiveAlias, throughS3(home, buckets[others[0] ?? "trail"])],
          ["kms:Encrypt", archiveAlias, throughS3(home, source)],
          ["kms:Encrypt", keyAlias, {}],
          ["kms:Encrypt", keyAlias, throughS3(home, replica)],
          ["kms:Encrypt", keyAlias, throughS3(second, replicas[others[0] ?? "trail"])],
          ["kms:Encrypt", keyAlias, throughS3(second, `${replicas[others[0] ?? "trail"]}/a/b.json.gz`)],
          ["kms:Encrypt", keyAlias, throughS3(second, `${replica}-2`)],
          ["kms:CreateGrant", keyAlias, throughS3(second, replica)],
          ["kms:ReEncryptFrom", keyAlias, throughS3(second, replica)],
        ];
        const allowed = refused.filter(
          ([action, alias, sent]) => replicated.askKey(role, action, alias, sent) === "allow",
        );

        expect(allowed).toEqual([]);
      });
    }
  });

  describe("the key of the replicas", () => {
    const losing = ["kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:ScheduleKeyDeletion"];
    const days = { "kms:ScheduleKeyDeletionPendingWindowInDays": "30" };
    const deployer = replicated.role(owner, config.access.roleName);

    test("the key of the replicas is administered by the role that deploys the replicas, which can neither disable nor delete it", () => {
      for (const action of keyAdministration) {
        const expected = losing.includes(action) ? "explicit deny" : "allow";
        expect([action, replicated.askKey(deployer, action, keyAlias, days)]).toEqual([action, expected]);
      }
    });

    test("the key of the replicas can be deleted only by the break-glass role of its account, after 30 days", () => {
      const ask = (id: string, action: string, sent: PolicyRequest["context"] = days) =>
        replicated.askKey(replicated.role(id, "BreakGlass"), action, keyAlias, sent);

      for (const action of losing) expect([action, ask(owner, action)]).toEqual([action, "allow"]);
      expect(
        ask(owner, "kms:ScheduleKeyDeletion", { ...days, "kms:ScheduleKeyDeletionPendingWindowInDays": "29" }),
      ).toBe("explicit deny");
      expect(ask(owner, "kms:PutKeyPolicy")).toBe("explicit deny");
      for (const id of [logArchive, management, account(3)].filter((one) => one !== owner)) {
        for (const action of losing) expect([id, action, ask(id, action)]).toEqual([id, action, "explicit deny"]);
      }
    });

    test("the key of the replicas cannot be administered by any other role, including those of the log-archive account", () => {
      for (const id of [logArchive, owner, management, account(3)]) {
        for (const action of keyAdministration) {
          const effect = replicated.askKey(replicated.role(id, "administrator"), action, keyAlias, days);
          expect([id, action, effect]).toEqual([id, action, "explicit deny"]);
        }
      }
    });
  });

  test("the archive key is administered by the deploying role, which can neither disable nor delete it", () => {
    const deployer = replicated.role(logArchive, config.access.roleName);
    const breakGlass = replicated.role(logArchive, "BreakGlass");

    expect(replicated.askKey(deployer, "kms:PutKeyPolicy", archiveAlias)).toBe("allow");
    expect(replicated.askKey(deployer, "kms:DisableKey", archiveAlias)).toBe("explicit deny");
    expect(replicated.askKey(breakGlass, "kms:DisableKey", archiveAlias)).toBe("allow");
    expect(replicated.askKey(breakGlass, "kms:PutKeyPolicy", archiveAlias)).toBe("explicit deny");
  });

  describe("if the home region is not available,", () => {
    const analyst = replicated.role(owner, "analyst");

    test.each([analystPolicyName, responderPolicyName])(
      "a role with %s reads every replica and uses its key",
      (policy) => {
        for (const archive of archives) {
          const ask = (action: string, path?: string) =>
            replicated.askBucket(analyst, action, replicas[archive], path, {}, policy);
          expect([archive, ask("s3:GetObject"), ask("s3:ListBucket", "")]).toEqual([archive, "allow", "allow"]);
          expect([archive, ask("s3:DeleteObject"), ask("s3:PutObject")]).toEqual([
            archive,
            "explicit deny",
            "explicit deny",
          ]);
          expect(
            replicated.askKey(analyst, "kms:Decrypt", keyAlias, throughS3(second, replicas[archive]), policy),
          ).toBe("allow");
        }
        expect(replicated.askKey(analyst, "kms:Decrypt", keyAlias, {}, policy)).toBe("implicit deny");
        expect(replicated.askBucket(analyst, "s3:GetObject", buckets.trail, undefined, {}, policy)).toBe(
          "implicit deny",
        );
      },
    );

    test("the role writes only the results of its own workgroup", () => {
      const ask = (path: string) =>
        replicated.askBucket(analyst, "s3:PutObject", replicas.queryResults, path, {}, analystPolicyName);

      expect(ask(`${namesFor(config).workgroupName}/a.csv`)).toBe("allow");
      expect(ask(`${namesFor(config).responderWorkgroupName}/a.csv`)).toBe("implicit deny");
    });

    test("no policy of the second region contains a bucket, key or database of the home region", () => {
      const text = replicated.secondRegion;

      expect(Object.values(buckets).filter((name) => text.includes(`:${name}`) || text.includes(`/${name}/`))).toEqual(
        [],
      );
      expect(text).not.toContain(`:${home}:`);
      expect(text).not.toContain(`.${home}.`);
    });
  });

  describe("the role of batch replication", () => {
    const role = replicated.role(logArchive, catchUpRoleName);

    test.each(archives)("lists %s, and starts its replication", (archive) => {
      const ask = (action: string, path?: string) => replicated.askBucket(role, action, buckets[archive], path);

      expect([ask("s3:PutInventoryConfiguration", ""), ask("s3:GetReplicationConfiguration", "")]).toEqual([
        "allow",
        "allow",
      ]);
      expect(ask("s3:InitiateReplication")).toBe("allow");
    });

    test.each(archives)("makes no other change to %s, even with every permission", (archive) => {
      const ask = (action: string, path?: string) =>
        replicated.askBucket(role, action, buckets[archive], path, {}, everything.name);

      for (const action of [
        "s3:PutBucketPolicy",
        "s3:PutLifecycleConfiguration",
        "s3:PutReplicationConfiguration",
        "s3:PutBucketVersioning",
        "s3:DeleteBucketPolicy",
      ]) {
        expect([action, ask(action, "")]).toEqual([action, "explicit deny"]);
      }
      for (const action of ["s3:PutObject", "s3:DeleteObjectVersion", "s3:PutObjectRetention"]) {
        expect([action, ask(action)]).toEqual([action, "explicit deny"]);
      }
    });

    test("writes its reports with the key, and writes nothing else to the bucket of results", () => {
      const ask = (path: string) => replicated.askBucket(role, "s3:PutObject", buckets.queryResults, path);

      expect(ask("replication-reports/trail/job/report.csv")).toBe("allow");
      expect(ask("acme-audit/report.csv")).toBe("implicit deny");
      expect(replicated.askKey(role, "kms:GenerateDataKey", archiveAlias, throughS3(home, buckets.queryResults))).toBe(
        "allow",
      );
      expect(replicated.askKey(role, "kms:Decrypt", archiveAlias, throughS3(home, buckets.trail))).toBe(
        "implicit deny",
      );
    });

    test("the role of batch replication is the only role besides the deploying role that may configure an inventory of a bucket", () => {
      const ask = (caller: Caller) => replicated.askBucket(caller, "s3:PutInventoryConfiguration", buckets.trail, "");

      expect(ask(replicated.role(logArchive, "administrator"))).toBe("explicit deny");
      expect(ask(replicated.role(owner, catchUpRoleName))).toBe(owner === logArchive ? "allow" : "explicit deny");
    });
  });
});

test("the role of batch replication does not exist without catchUp, and nobody else may configure an inventory", () => {
  const without = new Replicated({ archive: { secondRegion: { catchUp: false } } });
  const { logArchive } = without.config.accounts;
  const { catchUpRoleName } = secondRegionNames(without.config);
  const { buckets } = namesFor(without.config);

  expect(
    without.askBucket(without.role(logArchive, catchUpRoleName), "s3:PutInventoryConfiguration", buckets.trail, ""),
  ).toBe("explicit deny");
});

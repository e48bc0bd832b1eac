import type { AuditConfig } from "../../../config/audit-config";
import { configCopyName } from "../../../config/names/aws-config-replica";
import { recorderOf } from "../../../config/derived/recorders";
import { namesFor } from "../../../config/names/names";
import type { Policy } from "../../../aws-semantics/iam/document";
import { readPolicy } from "../../../aws-semantics/iam/read-policy";
import { type Decision, type Policies, evaluate } from "../../../aws-semantics/iam/evaluate";
import { explain } from "../../../aws-semantics/iam/explain";
import type { PolicyRequest } from "../../../aws-semantics/iam/request";
import { keyPolicy } from "../../../cli/policy/key/key-policy";
import { type Guarded, bucketsOf, keysOf, rolesOf } from "../../../terraform-types/synthesized/policies";
import { References } from "../../../terraform-types/synthesized/references";
import { type Stack, ofType, readStack } from "../../../terraform-types/synthesized/stack";
import { type Change, organization } from "../organization";
import { account } from "../../../sample-data/values";
import type { RequestedBucket, RequestRow, Setting, Variant } from "./request-row";

/** Policies that allow everything, like those of an administrator in the caller's own account. */
const administrator = readPolicy(
  "AdministratorAccess",
  "identity",
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } }),
);

type Keys = PolicyRequest["context"];
type AsksForKey = Pick<RequestRow, "caller" | "administrator" | "policyName" | "source" | "key">;
type Evaluation = readonly [Policies, PolicyRequest];

/** Archives with their synthesized policies, with which requests are evaluated. */
export class ArchivesUnderTest {
  readonly setting: Setting;
  readonly #buckets: readonly Guarded[];
  readonly #key: Guarded;
  readonly #roles: ReadonlyMap<string, readonly Policy[]>;

  /** Policies that roles of others may have, by account and name. */
  readonly #policies: ReadonlyMap<string, Policy>;

  constructor(path: string, change: Change = {}) {
    const { config, stacks } = organization(path, change);
    const names = namesFor(config);
    const references = new References([...stacks].map(([name, { json }]) => readStack(name, json)));
    this.#buckets = bucketsOf(references);
    this.#key = givenKey(config, references.stacks) ?? found(keysOf(references), names.archiveKeyAlias);
    this.#roles = new Map(rolesOf(references).map(({ arn, policies }) => [arn, policies]));
    this.#policies = policiesOf(references);

    const arn = (service: string, region: string, accountId: string, resource: string) =>
      ["arn", config.partition, service, region, accountId, resource].join(":");
    const bucketName = (bucket: RequestedBucket) =>
      bucket === "configCopy" ? configCopyName(config) : names.buckets[bucket];
    const members = config.accounts.members.map(({ id }) => id);
    const member = members.find((id) => recorderOf(config, id) !== "none") ?? "";
    const otherMember = members.find((id) => id !== member) ?? "";
    this.setting = {
      config,
      names,
      member,
      otherMember,
      outside: account(9),
      otherOrganization: "o-z9y8x7w6v5",
      bucketName,
      throughS3: (bucket) => ({
        "kms:ViaService": `s3.${config.homeRegion}.amazonaws.com`,
        "kms:EncryptionContext:aws:s3:arn": arn("s3", "", "", bucketName(bucket)),
      }),
      arn,
      role: (accountId, name, ofOrganization = config.organizationId) => ({
        kind: "role",
        arn: arn("iam", "", accountId, `role/${name}`),
        account: accountId,
        organization: ofOrganization,
      }),
    };
  }

  /** ARN of the archive key. */
  get keyArn(): string {
    return this.#key.arn;
  }

  /** Returns the decision of S3. */
  askBucket(row: RequestRow, transport: Keys = modern): Decision {
    return evaluate(...this.#ofBucket(row, transport));
  }

  /** Returns the decision of S3 as a sentence. For a denial, it contains the statements and their unmatched conditions. */
  tellBucket(row: RequestRow): string {
    return explain(...this.#ofBucket(row, modern));
  }

  /** Returns the decision of KMS for each use of the archive key. */
  askKey(row: AsksForKey): Decision[] {
    const { actions, sends } = row.key ?? { actions: [], sends: {} };
    const context = { ...row.source, ...sends };
    return actions.map((action) => evaluate(...this.#evaluation(this.#key, row, action, this.#key.arn, context)));
  }

  #ofBucket(row: RequestRow, transport: Keys): Evaluation {
    const bucket = found(this.#buckets, this.setting.bucketName(row.bucket));
    const resource = row.path === "" ? bucket.arn : `${bucket.arn}/${row.path}`;
    return this.#evaluation(bucket, row, row.action, resource, { ...transport, ...row.source, ...row.sends });
  }

  #evaluation(guarded: Guarded, row: AsksForKey, action: string, resource: string, context: Keys): Evaluation {
    const { accountId: resourceAccount, policy } = guarded;
    const policies = { ...(policy && { resource: policy }), identity: this.#policiesOf(row, resourceAccount) };
    return [policies, { caller: row.caller, action, resource, resourceAccount, context }];
  }

  /** A deployed role has its own policies. Other callers are administrators of accounts other than the archive's. */
  #policiesOf({ caller, policyName, ...row }: AsksForKey, resourceAccount: string): readonly Policy[] {
    if (!("account" in caller)) return [];
    if (row.administrator === true) return [administrator];
    if (policyName !== undefined) return [this.#policies.get(`${caller.account} ${policyName}`) ?? []].flat();
    const isOwn = [resourceAccount, this.setting.config.accounts.logArchive].includes(caller.account);
    return this.#roles.get(caller.arn) ?? (isOwn ? [] : [administrator]);
  }

  /**
   * The same request with a change. A role of another account may have any policy, because its own account decides. Therefore
   * the archive itself must deny the request.
   */
  changed(row: RequestRow, { because, effect, ...change }: Variant): RequestRow {
    const { caller } = { ...row, ...change };
    const isOtherAccount = "account" in caller && caller.account !== this.setting.config.accounts.logArchive;
    return {
      ...row,
      does: `${row.does}, ${effect} because ${because}`,
      ...change,
      ...(isOtherAccount && { administrator: true }),
    };
  }
}

/** Connection of a caller with a TLS version that the policies accept. */
export const modern = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3" };

function policiesOf(references: References): Map<string, Policy> {
  return new Map(
    references.stacks.flatMap((stack) =>
      ofType(stack, "aws_iam_policy").map(({ attributes: { name, policy } }) => [
        `${stack.accountId} ${name}`,
        readPolicy(name, "identity", references.text(stack, policy)),
      ]),
    ),
  );
}

/** A key that this project does not create, with the policy that this project prints for it. */
function givenKey({ archive, homeRegion: region }: AuditConfig, stacks: readonly Stack[]): Guarded | undefined {
  const { kmsKeyArn: arn } = archive;
  if (arn === undefined) return undefined;
  const policy = readPolicy(arn, "resource", keyPolicy(stacks));
  return { name: arn, arn, accountId: arn.split(":")[4] ?? "", region, policy };
}

function found(guarded: readonly Guarded[], name: string): Guarded {
  const one = guarded.find((candidate) => candidate.name === name);
  if (one === undefined) throw new Error(`no ${name} among ${guarded.map((candidate) => candidate.name).join(", ")}`);
  return one;
}

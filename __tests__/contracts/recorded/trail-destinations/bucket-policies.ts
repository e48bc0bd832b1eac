import type { Statement } from "../../../../aws-semantics/iam/document";
import { type FactTable, stackd } from "../fact-table";
import { aclCheck, bucketArn, conditions, trailAccount, trailArn, write } from "./trail-statements";

/** The answer of CloudTrail to a trail, with the policy of its bucket at that time. */
export interface BucketPolicyFact {
  readonly what: string;
  readonly statements: readonly Statement[];
  readonly prefix?: string;
  readonly validatesFiles?: boolean;

  /** The recorded properties of CloudTrail's requests. */
  readonly context?: Readonly<Record<string, string>>;
  readonly accepted: boolean;
}

const { source, sourceArn, sourceAccount, ownerAcl } = conditions;
const otherAccount = trailAccount.replaceAll(/\d/g, "9");

export const ownedBucket: FactTable<BucketPolicyFact> = {
  source: stackd("testdata/aws/cloudtrail/owned_s3_delivery.json"),
  rows: [
    { what: "create-trail-no-policy", statements: [], accepted: false },
    { what: "create-trail-missing-get-acl", statements: [write(source, ownerAcl)], accepted: false },
    { what: "create-trail-missing-put", statements: [aclCheck(source)], accepted: false },
    {
      what: "create-trail-wrong-source-arn",
      statements: [aclCheck({ "aws:SourceArn": `${trailArn}-other` }), write({ "aws:SourceArn": `${trailArn}-other` })],
      accepted: false,
    },
    {
      what: "create-trail-wrong-source-account",
      statements: [aclCheck({ "aws:SourceAccount": otherAccount }), write({ "aws:SourceAccount": otherAccount })],
      accepted: false,
    },
    {
      what: "create-trail-wrong-acl",
      statements: [aclCheck(source), write(source, { "s3:x-amz-acl": "private" })],
      accepted: false,
    },
    {
      what: "create-trail-correct-both-conditions",
      statements: [aclCheck(source), write(source, ownerAcl)],
      accepted: true,
    },
    {
      what: "update-trail-arn-only",
      statements: [aclCheck(sourceArn), write(sourceArn, ownerAcl)],
      accepted: true,
    },
    {
      what: "update-trail-account-only",
      statements: [aclCheck(sourceAccount), write(sourceAccount, ownerAcl)],
      accepted: true,
    },
    { what: "update-trail-correct", statements: [aclCheck(source), write(source, ownerAcl)], accepted: true },
    {
      what: "update-trail-wrong-prefix",
      statements: [aclCheck(source), write(source, ownerAcl)],
      prefix: "wrong",
      accepted: false,
    },
    {
      what: "update-trail-after-revocation",
      statements: [aclCheck(source)],
      accepted: false,
    },
    {
      what: "update-trail-after-restoration",
      statements: [aclCheck(source), write(source, ownerAcl)],
      accepted: true,
    },
  ],
};

const logsOnly: readonly Statement[] = [
  aclCheck(sourceArn),
  { ...write(sourceArn, ownerAcl), Resource: `${bucketArn}/owned/AWSLogs/${trailAccount}/CloudTrail/*` },
];

/** A trail with log file validation also tests the folder of digests. */
export const digests: FactTable<BucketPolicyFact> = {
  source: stackd("testdata/aws/cloudtrail/digest_admission.json"),
  rows: [
    { what: "create-trail", statements: logsOnly, validatesFiles: true, accepted: false },
    { what: "create-disabled", statements: logsOnly, accepted: true },
    { what: "update-denied", statements: logsOnly, validatesFiles: true, accepted: false },
    {
      what: "update-enabled",
      statements: [aclCheck(sourceArn), write(sourceArn, ownerAcl)],
      validatesFiles: true,
      accepted: true,
    },
  ],
};

/** CloudTrail calls S3 as an assumed role of AWS: `aws:PrincipalType` is `AssumedRole` in both requests. */
const context = { "aws:PrincipalType": "AssumedRole" };
const types = ["AssumedRole", "AWSService", "User", "Service", "DefinitelyWrong", "Account"];

type Conditions = NonNullable<Statement["Condition"]>;

const added = (statement: Statement, condition: Conditions): Statement => ({
  ...statement,
  Condition: { ...condition, StringEquals: { ...statement.Condition?.StringEquals, ...condition.StringEquals } },
});

/** The answer if one of CloudTrail's two requests must match a condition on its principal type. */
const gated = (gate: string, what: string, condition: Conditions, accepted: boolean): BucketPolicyFact => {
  const [acl, put] = [aclCheck(source), write(source, ownerAcl)];
  const statements = gate === "GetBucketAcl" ? [added(acl, condition), put] : [acl, added(put, condition)];
  return { what: `${gate} ${what}`, statements, context, accepted };
};

const byType = (gate: string) => (type: string) =>
  gated(gate, `for ${type}`, { StringEquals: { "aws:PrincipalType": type } }, type === "AssumedRole");
const byAbsence = (gate: string) => (isAbsent: string) =>
  gated(gate, `without the type: ${isAbsent}`, { Null: { "aws:PrincipalType": isAbsent } }, isAbsent === "false");

const gates = ["GetBucketAcl", "PutObject"].flatMap((gate) =>
  types.map(byType(gate)).concat(["true", "false"].map(byAbsence(gate))),
);

export const principalType: FactTable<BucketPolicyFact> = {
  source: stackd("testdata/aws/cloudtrail/owned_service_principal.json"),
  rows: [
    { what: "baseline", statements: [aclCheck(source), write(source, ownerAcl)], context, accepted: true },
    ...gates,
  ],
};

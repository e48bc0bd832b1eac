import type { Statement } from "../../../../aws-semantics/iam/document";
import { arn } from "../../../../sample-data/values";
import { type FactTable, stackd } from "../fact-table";
import { conditions, trailAccount, trailArn, trailRegion } from "./trail-statements";

/** The answer of CloudTrail to the role and the log group of a trail. */
export interface LogsFact {
  readonly what: string;

  /** Actions on the log streams of the trail that the role had. Undefined if there was no role. */
  readonly actions: readonly string[] | undefined;
  readonly answer: string | undefined;
}

const denied = "InvalidCloudWatchLogsLogGroupArnException";

export const logs: FactTable<LogsFact> = {
  source: stackd("testdata/aws/cloudtrail/logs_destination.json"),
  rows: [
    { what: "create-malformed-role", actions: undefined, answer: "InvalidCloudWatchLogsRoleArnException" },
    { what: "create-role-without-logs-policy", actions: [], answer: denied },
    { what: "create-role-missing-put-events", actions: ["logs:CreateLogStream"], answer: denied },
    { what: "create-trail", actions: ["logs:CreateLogStream", "logs:PutLogEvents"], answer: undefined },
  ],
};

export const groupArn = arn("logs", trailRegion, trailAccount, "log-group:/owned/trail");

/** The log streams to which the role of the recording could write: all names with this beginning. */
export const streams = `${groupArn}:log-stream:${trailAccount}_CloudTrail_${trailRegion}*`;

/** The answer of CloudTrail, with the policy of the trail's key or topic at that time. */
export interface PolicyFact {
  readonly what: string;
  readonly statements: readonly Statement[];
  readonly accepted: boolean;
}

const service = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" }, Resource: "*" } as const;
const generate = { ...service, Action: "kms:GenerateDataKey*" };
const publish = { ...service, Action: "sns:Publish" };
const byTrail = { Condition: { StringEquals: conditions.source } };
const otherTrail = { Condition: { StringEquals: { "aws:SourceArn": `${trailArn}-other` } } };

/** The page summarizes recordings that are stored in compressed form. */
const page = stackd("docs/cloudtrail.md");

export const keys: FactTable<PolicyFact> = {
  source: page,
  rows: [
    { what: "a key without a grant", statements: [], accepted: false },
    { what: "GenerateDataKey alone", statements: [generate], accepted: true },
    {
      what: "GenerateDataKey, and DescribeKey denied",
      statements: [generate, { ...service, Effect: "Deny", Action: "kms:DescribeKey" }],
      accepted: true,
    },
    { what: "GenerateDataKey by source", statements: [{ ...generate, ...byTrail }], accepted: true },
    {
      what: "GenerateDataKey by the context of the trail",
      statements: [
        { ...generate, Condition: { StringEquals: { "kms:EncryptionContext:aws:cloudtrail:arn": trailArn } } },
      ],
      accepted: true,
    },
  ],
};

const isService = { "aws:PrincipalType": "AssumedRole", "aws:PrincipalIsAWSService": "true" };

export const topics: FactTable<PolicyFact> = {
  source: page,
  rows: [
    { what: "a topic that denies", statements: [publish, { ...publish, Effect: "Deny" }], accepted: false },
    { what: "a topic without a grant", statements: [], accepted: false },
    { what: "a topic by source", statements: [{ ...publish, ...byTrail }], accepted: true },
    { what: "a topic of another trail", statements: [{ ...publish, ...otherTrail }], accepted: false },
    {
      what: "a topic by what CloudTrail is",
      statements: [
        { ...publish, Condition: { StringEquals: { "aws:PrincipalType": isService["aws:PrincipalType"] } } },
      ],
      accepted: true,
    },
    {
      what: "a topic for AWS services",
      statements: [{ ...publish, Condition: { Bool: { "aws:PrincipalIsAWSService": "true" } } }],
      accepted: true,
    },
    {
      what: "a topic by the service's name",
      statements: [
        { ...publish, Condition: { StringEquals: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" } } },
      ],
      accepted: true,
    },
  ],
};

/** Fields of advanced event selectors, and the answer of CloudTrail to them. */
export interface SelectorFact {
  readonly what: string;
  readonly selectors: readonly (readonly string[])[];
  readonly answer: string | undefined;
}

export const selectors: FactTable<SelectorFact> = {
  source: stackd("testdata/aws/cloudtrail/owned_s3_delivery.json"),
  rows: [
    {
      what: "put-advanced-replaces-basic",
      selectors: [["eventCategory", "resources.type", "resources.ARN"]],
      answer: undefined,
    },
    { what: "reject-empty-advanced", selectors: [], answer: "Specify between 1 and 500 selectors for your trail." },
    {
      what: "reject-advanced-missing-category",
      selectors: [["resources.type"]],
      answer: "The following fields are required: [eventCategory].",
    },
  ],
};

import { keysOf } from "../shared/keys";
import { type ArnForm, type ArnPlace, fillArn } from "./columns/arn-form";
import type { Attributes } from "./columns/attributes";
import { athenaTypes } from "./rows/athena";
import { chatbotTypes } from "./rows/chatbot";
import { cloudtrailTypes } from "./rows/cloudtrail";
import { cloudwatchTypes } from "./rows/cloudwatch";
import { codebuildTypes } from "./rows/codebuild";
import { configTypes } from "./rows/config";
import { dynamodbTypes } from "./rows/dynamodb";
import { emrServerlessTypes } from "./rows/emr-serverless";
import { eventbridgeTypes } from "./rows/eventbridge";
import { firehoseTypes } from "./rows/firehose";
import { glueTypes } from "./rows/glue";
import { iamTypes } from "./rows/iam";
import { kmsTypes } from "./rows/kms";
import { lakeTypes } from "./rows/lake";
import { logsTypes } from "./rows/logs";
import { networkTypes } from "./rows/network";
import { opensearchTypes } from "./rows/opensearch";
import { organizationsTypes } from "./rows/organizations";
import { quicksightTypes } from "./rows/quicksight";
import { s3Types } from "./rows/s3";
import { snsTypes } from "./rows/sns";
import { sqsTypes } from "./rows/sqs";
import { ssmTypes } from "./rows/ssm";
import { stepFunctionsTypes } from "./rows/step-functions";
import type { TerraformType } from "./columns/terraform-type";

/** One row for each type of Terraform resource that this project creates. */
export const terraformTypes = {
  ...athenaTypes,
  ...chatbotTypes,
  ...cloudtrailTypes,
  ...cloudwatchTypes,
  ...codebuildTypes,
  ...configTypes,
  ...dynamodbTypes,
  ...emrServerlessTypes,
  ...eventbridgeTypes,
  ...firehoseTypes,
  ...glueTypes,
  ...iamTypes,
  ...kmsTypes,
  ...lakeTypes,
  ...logsTypes,
  ...networkTypes,
  ...opensearchTypes,
  ...organizationsTypes,
  ...quicksightTypes,
  ...s3Types,
  ...snsTypes,
  ...sqsTypes,
  ...ssmTypes,
  ...stepFunctionsTypes,
} as const satisfies Readonly<Record<string, TerraformType>>;

/** A type of Terraform resource that this project creates. */
export type ManagedType = keyof typeof terraformTypes;

/** The row of a type. Undefined if this project does not create the type. */
export const rowOf = (type: string): TerraformType | undefined =>
  (terraformTypes as Readonly<Record<string, TerraformType>>)[type];

/** Types whose row fulfills a condition. */
export const typesWith = (isWanted: (row: TerraformType) => boolean): ManagedType[] =>
  keysOf(terraformTypes).filter((type) => isWanted(terraformTypes[type]));

/** A type whose ARNs contain no part that AWS chooses. */
export type TypeWithArn = {
  [Type in ManagedType]: (typeof terraformTypes)[Type]["arn"] extends ArnForm ? Type : never;
}[ManagedType];

/** ARN of an object with these attributes. */
export const arnOfType = (type: TypeWithArn, place: ArnPlace, attributes: Attributes): string =>
  fillArn(terraformTypes[type].arn, place, (attribute) => attributes[attribute]);

/** A type that guarantees of `verify` name. */
export type VerifiedType = {
  [Type in ManagedType]: (typeof terraformTypes)[Type]["verify"] extends "guarantees" ? Type : never;
}[ManagedType];

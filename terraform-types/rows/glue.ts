import type { ArnForm } from "../columns/arn-form";
import { anywhere, limitedTo, undecidedAtKey, unreviewed } from "../columns/values";
import type { TerraformType } from "../columns/terraform-type";

/** The ARNs that an action on a database or its tables needs. `attribute` has the name of the database. */
const databaseArns = (attribute: string): ArnForm[] =>
  ["catalog", `database/{${attribute}}`, `table/{${attribute}}/*`].map(
    (end): ArnForm => `arn:{partition}:glue:{region}:{account}:${end}`,
  );

export const glueTypes = {
  aws_glue_catalog_database: {
    identity: ["name"],
    arn: "arn:{partition}:glue:{region}:{account}:database/{name}",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "lookup", noun: "Glue database" },
    reads: ["glue:GetDatabase", "glue:GetTags"],
    writes: limitedTo(
      databaseArns("name"),
      "glue:CreateDatabase",
      "glue:DeleteDatabase",
      "glue:TagResource",
      "glue:UntagResource",
      "glue:UpdateDatabase",
    ),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: unreviewed,
    verify: { nothing: "its tables are verified" },
    logs: "none",
  },
  aws_glue_catalog_table: {
    identity: ["database_name", "name"],
    arn: "arn:{partition}:glue:{region}:{account}:table/{database_name}/{name}",
    linkedRole: "none",
    uniqueName: "none",
    reads: ["glue:GetPartitionIndexes", "glue:GetTable"],
    writes: limitedTo(databaseArns("database_name"), "glue:CreateTable", "glue:DeleteTable", "glue:UpdateTable"),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: { joinsMoves: true, settingOf: "none", isGuarded: true, policies: [], showsSettings: false },
    verify: "guarantees",
    logs: "none",
  },
  aws_glue_classifier: {
    identity: ["name"],
    arn: "none",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "lookup", noun: "Glue classifier" },
    reads: ["glue:GetClassifier"],
    writes: anywhere("glue:CreateClassifier", "glue:DeleteClassifier", "glue:UpdateClassifier"),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: unreviewed,
    verify: { nothing: "it belongs to the crawler" },
    logs: "none",
  },
  aws_glue_crawler: {
    identity: ["name"],
    arn: "arn:{partition}:glue:{region}:{account}:crawler/{name}",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "lookup", noun: "Glue crawler" },
    reads: ["glue:GetCrawler", "glue:GetTags"],
    writes: limitedTo(
      "its ARN",
      "glue:CreateCrawler",
      "glue:DeleteCrawler",
      "glue:StopCrawler",
      "glue:TagResource",
      "glue:UntagResource",
      "glue:UpdateCrawler",
    ),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: unreviewed,
    verify: "guarantees",
    logs: "none",
  },
  aws_glue_security_configuration: {
    identity: ["name"],
    arn: "none",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "none" },
    reads: ["glue:GetSecurityConfiguration"],
    writes: anywhere("glue:CreateSecurityConfiguration", "glue:DeleteSecurityConfiguration"),
    callerAtKey: undecidedAtKey(
      "encryption_configuration.cloudwatch_encryption.kms_key_arn",
      "encryption_configuration.job_bookmarks_encryption.kms_key_arn",
      "encryption_configuration.s3_encryption.kms_key_arn",
    ),
    takeDown: "destroys",
    review: unreviewed,
    verify: { nothing: "it belongs to the crawler, and cannot be changed" },
    logs: "none",
  },
} as const satisfies Readonly<Record<string, TerraformType>>;

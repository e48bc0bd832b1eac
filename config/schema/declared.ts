import { z } from "zod";
import { settingsIn } from "../../features/settings";
import { forms } from "../../aws-semantics/values/forms";
import { archiveSchema } from "./archive";
import { accessSchema, backendSchema, providerVersion, tags } from "./deployment";
import { detectionSchema } from "./detections";
import { accountId, regionName } from "./fields";
import { lakehouseSchema } from "./readers/lakehouse";
import { logSourceSchema } from "./log-sources";
import { maskingSchema } from "./masking";
import { memberSchema } from "./member";
import { guardrailSchema } from "./guardrails";
import { huntSchema } from "./hunts";
import { notificationSchema } from "./notifications";
import { externalAccountsSchema } from "./external-accounts";
import { controlTowerSchema } from "./control-tower";
import { overridesSchema } from "./overrides";
import { existingSchema } from "./existing";
import { type PartitionName, partitions } from "../partitions";
import { querySchema } from "./query";
import { trailSchema } from "./trail";

/** Newest version of the configuration that this release reads. It increases when the meaning of a setting changes. */
const newestVersion = 1;

export const declaredSchema = z.strictObject({
  version: z
    .int(`expected a whole number, such as ${newestVersion}`)
    .min(1, "expected 1 or more")
    .max(
      newestVersion,
      `expected ${newestVersion} or less; a file of a later version needs a newer release of trailkeeper`,
    )
    .default(newestVersion)
    .meta({
      description:
        "Version of the configuration. A release increases it only when the meaning of a setting changes, so that an older file keeps its meaning. `docs/upgrading.md` describes what to change in a file.",
    }),
  prefix: z
    .string()
    .regex(
      /^(?=.{2,21}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
      "expected 2 to 21 lowercase letters, digits or single hyphens between them, a letter first",
    )
    .regex(
      /^(?!sthree-|amzn-s3-demo-)/,
      "S3 reserves bucket names that begin with sthree- or amzn-s3-demo-; use another prefix",
    )
    .meta({
      description:
        "Prefix of the name of every resource. You cannot change it later: with another prefix, Terraform would replace the buckets, so `synth` refuses a change.",
      examples: ["acme"],
    }),
  mode: z.enum(["whole", "controlTower", "adopt"]).default("whole").meta({
    description:
      "The resources that this project creates, and the resources that already exist. `whole`: everything is created. `controlTower`: AWS Control Tower keeps its trail and its recorders, and this project adds alarms, queries and other log sources (docs/modes/control-tower.md). `adopt`: an existing trail, with its bucket, key and log group, is imported.",
  }),
  controlTower: controlTowerSchema,
  existing: existingSchema,
  partition: z
    .enum(Object.keys(partitions) as [PartitionName, ...PartitionName[]])
    .default("aws")
    .meta({ description: "AWS partition: `aws`, `aws-us-gov` (GovCloud) or `aws-cn` (China)." }),
  homeRegion: regionName.meta({
    description:
      "Region of the trail, the archives and the queries. It must be a region that is enabled by default in every account. Do not change it later: in another region, Terraform replaces the buckets.",
  }),
  regions: z.array(regionName).min(1, "expected at least one region").optional().meta({
    description:
      "Regions in use. The home region must be one of them. Log sources are deployed in these regions, and urgent events are forwarded from them. Tables contain these regions and us-east-1, the region of global events. Changes in other regions trigger the alarm `unusual-region`. The trail always records every region. Default: `recordedRegions`, or else the home region.",
  }),
  recordedRegions: z.array(regionName).min(1, "expected at least one region").optional().meta({
    description:
      "Regions in which AWS Config records resources: a subset of `regions`. The home region must be one of them, because AWS Config records users and roles in the home region. Default: `regions`.",
  }),
  organizationId: z
    .string()
    .regex(forms.organizationId.pattern, forms.organizationId.expected)
    .meta({ description: "Id of the AWS organization.", examples: ["o-a1b2c3d4e5"] }),
  accounts: z
    .strictObject({
      management: accountId.meta({ description: "Management account, with the trail and the alarms." }),
      logArchive: accountId.meta({
        description: "Log-archive account, with the archives, their key and the queries.",
        examples: ["222222222222"],
      }),
      trailAdministrator: accountId.optional().meta({
        description:
          "Member account, usually of the security team, that creates the organization trail as a delegated administrator of CloudTrail. Its root `trail-administrator` has the trail, its log group, the alarms, the topics and the bus of urgent events; the management account only registers this account. For CloudTrail, the management account is still the owner of the trail. Set it before the first apply: a trail and its alarms cannot move to another account. Default: none, the management account has the trail and the alarms.",
        source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html",
        examples: ["555555555555"],
      }),
      members: z
        .array(memberSchema)
        .max(10_000, "expected 10,000 accounts or fewer")
        .default([])
        .meta({ description: "All other accounts of the organization." }),
      outside: externalAccountsSchema,
    })
    .meta({ description: "Accounts. Each account is one Terraform root with its own state." }),
  overrides: overridesSchema,
  access: accessSchema,
  backend: backendSchema,
  providerVersion,
  tags,
  archive: archiveSchema,
  trail: trailSchema,
  logSources: logSourceSchema,
  notifications: notificationSchema,
  detections: detectionSchema,
  guardrails: guardrailSchema,
  masking: maskingSchema,
  query: querySchema,
  hunts: huntSchema,
  lakehouse: lakehouseSchema,
  ...settingsIn("root"),
});

/** The content of a configuration file, with the defaults that depend on no other setting. */
export type DeclaredConfig = z.output<typeof declaredSchema>;

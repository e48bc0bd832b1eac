import { z } from "zod";
import { archiveSchema } from "./archive";
import { accessSchema, backendSchema, providerVersion, tags } from "./deployment";
import { detectionSchema } from "./detections";
import { accountId, accountName, regionName } from "./fields";
import { logSourceSchema } from "./log-sources";
import { notificationSchema } from "./notifications";
import { outsideAccountsSchema } from "./external-accounts";
import { type PartitionName, partitions } from "../partitions";
import { querySchema } from "./query";
import { searchSchema } from "./search";
import { trailSchema } from "./trail";

const member = z.strictObject({
  name: accountName.meta({ description: "Name of the account; its stack is `member-<name>`." }),
  id: accountId.meta({ description: "Account id, in quotes." }),
});

export const declaredSchema = z.strictObject({
  prefix: z
    .string()
    .regex(
      /^(?=.{2,21}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
      "expected 2 to 21 lowercase letters, digits or single hyphens between them, a letter first",
    )
    .regex(/^(?!sthree-|amzn-s3-demo-)/, "S3 keeps bucket names that begin so for itself")
    .meta({ description: "Beginning of every name this project creates." }),
  partition: z
    .enum(Object.keys(partitions) as [PartitionName, ...PartitionName[]])
    .default("aws")
    .meta({ description: "Partition of AWS: `aws`, `aws-us-gov` (GovCloud) or `aws-cn` (China)." }),
  homeRegion: regionName.meta({
    description:
      "Region of the trail, the archive and the queries. It must be one that every account has from the start.",
  }),
  regions: z.array(regionName).min(1, "expected at least one region").optional().meta({
    description:
      "Regions in use, the home region among them. Log sources are set up and urgent events are forwarded in these. Tables list these and the region of global events, us-east-1. Changes in any other region raise the alarm `unusual-region`. The trail records every region regardless. Default: `recordedRegions`, or else the home region.",
  }),
  recordedRegions: z.array(regionName).min(1, "expected at least one region").optional().meta({
    description:
      "Regions in which AWS Config records resources: `regions` or some of them, always with the home region, where users and roles are recorded. Default: `regions`.",
  }),
  organizationId: z
    .string()
    .regex(/^o-[a-z0-9]{10,32}$/, "expected an organization id such as o-a1b2c3d4e5")
    .meta({ description: "Id of the AWS organization." }),
  accounts: z
    .strictObject(
      {
        management: accountId.meta({ description: "Management account: the trail and the alarms." }),
        logArchive: accountId.meta({ description: "Log-archive account: the archives, the key and the queries." }),
        members: z
          .array(member)
          .max(10_000, "expected 10,000 accounts or fewer")
          .default([])
          .meta({ description: "Every other account of the organization." }),
        outside: outsideAccountsSchema,
      },
      'expected the accounts: management: "…", logArchive: "…" and members: [{ name: …, id: "…" }]',
    )
    .meta({ description: "The accounts. Each is one Terraform root with a state of its own." }),
  access: accessSchema,
  backend: backendSchema,
  providerVersion,
  tags,
  archive: archiveSchema,
  trail: trailSchema,
  logSources: logSourceSchema,
  notifications: notificationSchema,
  detections: detectionSchema,
  query: querySchema,
  search: searchSchema,
});

/** What a configuration file says, with the defaults that depend on nothing else. */
export type DeclaredConfig = z.output<typeof declaredSchema>;

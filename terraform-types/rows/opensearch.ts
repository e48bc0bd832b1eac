import { parse } from "yaml";
import { type Attributes, blocks } from "../columns/attributes";
import { logDelivery, resourcePolicy, unreviewed } from "../columns/values";
import type { LogDestination, TerraformType } from "../columns/terraform-type";

/** Destinations of the documents that OpenSearch rejects (dead-letter queues of the sinks). */
function refusedDocuments({ pipeline_configuration_body: body }: Attributes): LogDestination[] {
  const { version: _, ...pipelines } = parse(body);
  return Object.values<Attributes>(pipelines).flatMap(({ sink }) =>
    blocks(sink).flatMap(({ opensearch }): LogDestination[] => {
      const refused = opensearch?.dlq?.s3;
      return refused ? [[refused.bucket, refused.key_path_prefix]] : [];
    }),
  );
}

export const opensearchTypes = {
  aws_opensearch_domain: {
    identity: ["domain_name"],
    arn: "arn:{partition}:es:{region}:{account}:domain/{domain_name}",
    linkedRole: "opensearchservice.amazonaws.com",
    uniqueName: { onTaken: "fails", check: "none" },
    reads: ["es:DescribeDomain", "es:DescribeDomainChangeProgress", "es:DescribeDomainConfig", "es:ListTags"],
    contentReads: "none",
    writes: {
      on: "its ARN",
      actions: ["es:AddTags", "es:CreateDomain", "es:DeleteDomain", "es:RemoveTags", "es:UpdateDomainConfig"],
      anywhere: ["ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"],
    },
    callerAtKey: {
      arguments: ["encrypt_at_rest.kms_key_id"],
      calls: {
        create: ["kms:CreateGrant"],
        update: "undecided",
        read: "undecided",
        source: "the documentation of encryption at rest of OpenSearch Service",
        isPrinted: true,
      },
    },
    takeDown: "destroys",
    review: {
      joinsMoves: false,
      settingOf: "none",
      isGuarded: false,
      policies: [resourcePolicy("access_policies", "es")],
      showsSettings: false,
    },
    verify: { nothing: "it is a copy: the archive has every log" },
    logs: "none",
  },
  aws_osis_pipeline: {
    identity: ["pipeline_name"],
    arn: "arn:{partition}:osis:{region}:{account}:pipeline/{pipeline_name}",
    linkedRole: "osis.amazonaws.com",
    uniqueName: { onTaken: "fails", check: "none" },
    reads: ["osis:GetPipeline", "osis:ListTagsForResource"],
    contentReads: "none",
    writes: {
      on: "its ARN",
      actions: [
        "osis:CreatePipeline",
        "osis:DeletePipeline",
        "osis:StartPipeline",
        "osis:StopPipeline",
        "osis:TagResource",
        "osis:UntagResource",
        "osis:UpdatePipeline",
      ],
      anywhere: ["osis:ValidatePipeline", ...logDelivery],
    },
    callerAtKey: "no key",
    takeDown: "destroys",
    review: unreviewed,
    verify: { nothing: "it is a copy: the archive has every log" },
    logs: { writer: "OpenSearch Ingestion", folder: "", to: refusedDocuments },
  },
} as const satisfies Readonly<Record<string, TerraformType>>;

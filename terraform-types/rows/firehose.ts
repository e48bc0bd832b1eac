import { type Attributes, blocks } from "../columns/attributes";
import { limitedTo } from "../columns/values";
import type { LogDestination, TerraformType } from "../columns/terraform-type";

/** The location of the records, and the location of the records that cannot be delivered. */
const destinations = (stream: Attributes): LogDestination[] =>
  blocks(stream.extended_s3_configuration).flatMap(
    ({ bucket_arn: bucket, prefix, error_output_prefix: failed }): LogDestination[] =>
      failed === undefined
        ? [[bucket, prefix]]
        : [
            [bucket, prefix],
            [bucket, failed],
          ],
  );

export const firehoseTypes = {
  aws_kinesis_firehose_delivery_stream: {
    identity: ["name"],
    arn: "arn:{partition}:firehose:{region}:{account}:deliverystream/{name}",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "lookup", noun: "Firehose stream" },
    reads: ["firehose:DescribeDeliveryStream", "firehose:ListTagsForDeliveryStream"],
    contentReads: "none",
    writes: limitedTo(
      "its ARN",
      "firehose:CreateDeliveryStream",
      "firehose:DeleteDeliveryStream",
      "firehose:StartDeliveryStreamEncryption",
      "firehose:StopDeliveryStreamEncryption",
      "firehose:TagDeliveryStream",
      "firehose:UntagDeliveryStream",
      "firehose:UpdateDestination",
    ),
    callerAtKey: {
      arguments: ["server_side_encryption.key_arn"],
      calls: {
        create: ["kms:CreateGrant"],
        update: "undecided",
        read: "undecided",
        source: "the documentation of server-side encryption of Firehose",
        isPrinted: true,
      },
    },
    takeDown: "destroys",
    review: { joinsMoves: false, settingOf: "none", isGuarded: true, policies: [], showsSettings: false },
    verify: "guarantees",
    logs: { writer: "Firehose", folder: "", to: destinations },
  },
} as const satisfies Readonly<Record<string, TerraformType>>;

import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AccountRoot } from "trailkeeper/account";
import { AccountTrail } from "trailkeeper/trail";

const region = "eu-west-1";

/** An account outside the organization, whose trail delivers to the archive. */
export class ExternalStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new AccountRoot(this, "Root", {
      accountId: "555555555555",
      region,
      providerVersion: "~> 5.100.0",
      tags: { Project: "acme-logs" },
      state: { type: "local" },
    });
    new AccountTrail(this, "Trail", {
      trailName: "acme-outside-trail",
      bucketName: "acme-trail-archive-222222222222",
      prefix: "cloudtrail-logs",
      archiveKeyArn: `arn:aws:kms:${region}:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      excludedSources: [],
      dataEvents: [],
      archiveBucketArns: [],
      preventDestroy: true,
    });
  }
}

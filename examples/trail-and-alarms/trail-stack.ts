import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AccountRoot } from "trailkeeper/account";
import { TrailWithAlarms } from "trailkeeper/trail";

const accountId = "111111111111";
const region = "eu-west-1";

/** The management account: the organization trail, which delivers to an existing archive, and the alarms of the CIS benchmark. */
export class TrailStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new AccountRoot(this, "Root", {
      accountId,
      region,
      providerVersion: "~> 5.100.0",
      tags: { Project: "acme-trail" },
      state: { type: "local" },
    });

    new TrailWithAlarms(this, "Trail", {
      namePrefix: "acme",
      organizationId: "o-a1b2c3d4e5",
      accountId,
      region,
      archive: {
        bucketName: "acme-trail-archive-222222222222",
        keyArn: `arn:aws:kms:${region}:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      },
      subscribers: { page: ["https://events.pager.example.com/acme"], notify: ["security@example.com"] },
      runbookUrl: "https://wiki.example.com/runbooks",
    });
  }
}

import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { namesFor } from "../config/names/names";
import { type Account } from "../config/derived/accounts";
import { externalTrailName } from "../config/names/external-accounts";
import type { AuditConfig } from "../config/audit-config";
import { AccountTrail } from "../modules/trail/account-trail";
import { declareOutputs } from "../modules/terraform/stack-outputs";
import { findArchiveKeyArn, addAccountRoot } from "./account/baseline";
import { recordedEvents } from "./management/recorded-events";

/** An account outside the organization. It has only a trail, which delivers to the archive. */
export class ExternalAccountStack extends TerraformStack {
  constructor(scope: Construct, account: Account, config: AuditConfig) {
    super(scope, account.stackName);

    const { buckets, prefixes } = namesFor(config);
    addAccountRoot({ stack: this, account, config });

    const { trailArn } = new AccountTrail(this, "Trail", {
      trailName: externalTrailName(config),
      bucketName: buckets.trail,
      prefix: prefixes.trail,
      archiveKeyArn: findArchiveKeyArn(this, config),
      ...recordedEvents(config),
      dataEvents: dataEventsIn(account, config),
      preventDestroy: config.archive.preventDestroy,
    });

    declareOutputs(this, { trail_arn: { value: trailArn, description: "The trail of this account" } });
  }
}

/** The configured data events that can match resources of this account. An ARN prefix may end in the middle of an account id. */
function dataEventsIn({ id }: Account, { trail }: AuditConfig): AuditConfig["trail"]["dataEvents"] {
  const isHere = (arn: string) => id.startsWith(arn.split(":")[4] ?? "");
  return trail.dataEvents
    .map((row) => ({ ...row, arnPrefixes: row.arnPrefixes.filter(isHere) }))
    .filter(({ arnPrefixes }) => arnPrefixes.length > 0);
}

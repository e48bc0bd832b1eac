import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { lakeNames } from "../../config/names/lake";
import type { Account } from "../../config/derived/accounts";
import type { AuditConfig } from "../../config/audit-config";
import { EncryptionKey } from "../../modules/iam/encryption-key";
import { EventDataStore } from "../../modules/trail/event-data-store";
import { eventDataStoreEncryption } from "../../modules/iam/grants/event-data-store";
import { accountAdministration } from "../../modules/iam/grants/key-administration";
import { recordedEvents } from "./recorded-events";

export interface LakeProps {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly dependsOn: ITerraformDependable[];
}

/** CloudTrail Lake: the event data store of the organization, and its own key. */
export class Lake extends Construct {
  constructor(scope: Construct, id: string, { account, config, dependsOn }: LakeProps) {
    super(scope, id);

    const { billingMode, retentionDays } = config.trail.lake;
    const { preventDestroy } = config.archive;
    const { eventDataStoreName, keyAlias } = lakeNames(config);
    const { keyArn: kmsKeyArn } = new EncryptionKey(this, "Key", {
      aliasName: keyAlias,
      description: "Encrypts the event data store of the organization, for as long as it exists",
      grants: [accountAdministration(config.partition, account.id), ...eventDataStoreEncryption()],
      preventDestroy,
    });
    new EventDataStore(this, "Store", {
      eventDataStoreName,
      kmsKeyArn,
      billingMode,
      retentionDays,
      ...recordedEvents(config),
      preventDestroy,
      dependsOn,
    });
  }
}

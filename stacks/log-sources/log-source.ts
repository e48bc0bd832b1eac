import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Account } from "../../config/names/names";
import type { AuditConfig } from "../../config/audit-config";
import type { AccountRoot } from "../../modules/account/account-root";
import type { ArchiveName } from "../producers/producer";

/** One account, as its log sources see it. */
export interface SourceAccount {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly root: AccountRoot;

  /** Key of the archive, as this stack knows it. */
  readonly archiveKeyArn: string;

  /** Policies of the archives: what a log source waits for. Nothing where the archives are another account's. */
  readonly archivePolicies?: Readonly<Partial<Record<ArchiveName, ITerraformDependable>>>;

  /** What has to be in place before an event is forwarded; nothing where the bus is another account's. */
  readonly bus?: ITerraformDependable[];
}

/** Adds one log source to the stack of an account, where the configuration wants it there. */
export type LogSource = (scope: Construct, source: SourceAccount) => void;

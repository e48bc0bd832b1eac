import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import type { Account } from "../../config/derived/accounts";
import type { AccountRoot } from "../../modules/account/account-root";
import type { ArchiveName } from "../log-archive/written-archives";

/** The values of one account that its log sources use. */
export interface SourceAccount {
  readonly account: Account;

  /** The configuration of the account, with its overrides. */
  readonly config: AuditConfig;

  /** The configuration of the organization, for values that are the same in every account. */
  readonly organization: AuditConfig;
  readonly root: AccountRoot;

  /** ARN of the archive key, or a reference to it. */
  readonly archiveKeyArn: string;

  /** Bucket policies to depend on. Set only in the log-archive stack. */
  readonly archivePolicies?: Readonly<Partial<Record<ArchiveName, ITerraformDependable>>>;

  /** Resources that must exist before an event is forwarded. Undefined if the bus belongs to another account. */
  readonly bus?: ITerraformDependable[];
}

/** A source of logs with resources in the accounts. */
export interface LogSource {
  /** Adds the resources of the log source to the stack of an account, if the configuration enables the log source there. */
  readonly addTo: (scope: Construct, account: SourceAccount) => void;
}

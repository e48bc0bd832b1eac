import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import type { Account } from "../../config/names/names";
import type { AccountRoot } from "../../modules/account/account-root";
import type { ArchiveName, LogWriter } from "./log-writer";

/** One account, as its log sources see it. */
export interface SourceAccount {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly root: AccountRoot;

  /** Key of the archive, as this stack knows it. */
  readonly archiveKeyArn: string;

  /** Bucket policies to depend on. Set only in the log-archive stack. */
  readonly archivePolicies?: Readonly<Partial<Record<ArchiveName, ITerraformDependable>>>;

  /** What has to be in place before an event is forwarded; nothing where the bus is another account's. */
  readonly bus?: ITerraformDependable[];
}

/** A source of logs: its resources in every account, and its statements in the policies of the archives. */
export interface LogSource {
  /**
   * Adds its resources to the stack of an account, where the configuration wants them there.
   *
   * @default none: AWS or another stack creates them
   */
  readonly addTo?: (scope: Construct, account: SourceAccount) => void;

  /**
   * How it writes to an archive.
   *
   * @default not at all, or with the writer of another row
   */
  readonly writer?: LogWriter;
}

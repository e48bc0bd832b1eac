import type { TerraformStack } from "cdktf";
import type { AuditConfig } from "../config/audit-config";
import type { Account } from "../config/derived/accounts";
import type { StackOutput } from "../modules/terraform/stack-outputs";
import type { Archives } from "./log-archive/archives";
import type { NewFiles } from "./log-archive/new-files";

/** Resources of the log-archive account that a feature uses. */
export interface LogArchiveParts {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly archives: Archives;

  /** Key of the archives. */
  readonly archiveKeyArn: string;

  /** Announcements of new files in the archives. */
  readonly newFiles: NewFiles;
}

/** Resources that a feature adds to the stacks. */
export interface FeatureResources {
  /**
   * Adds the resources of the log-archive account.
   *
   * @returns outputs of the stack
   */
  readonly addToLogArchive?: (stack: TerraformStack, parts: LogArchiveParts) => Readonly<Record<string, StackOutput>>;
}

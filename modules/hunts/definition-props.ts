import type { HuntMessageProps, HuntText } from "./hunt-message";

/** A statement and its parameters: the first and the last day of a run, and the id of the run. */
export interface HuntStatement {
  readonly sql: string;
  readonly parameters: readonly ("from" | "to" | "run")[];
}

/** The statement that reads a source. */
export interface HuntPass extends HuntStatement {
  readonly source: string;

  /**
   * The same statement over tables of the lakehouse, which runs if all of them are loaded.
   *
   * @default the source is always read from the archive
   */
  readonly inLakehouse?: (HuntStatement & { readonly tables: readonly string[] }) | undefined;
}

/** A statement whose parameters are days. Its rows are the names of the tables that are complete in the lakehouse. */
export interface LoadedStatement {
  readonly sql: string;
  readonly parameters: readonly ("today" | "from" | "to")[];
}

export interface HuntDefinitionProps extends HuntMessageProps {
  readonly partition: string;

  /** The statements, one for each source. Each writes rows. */
  readonly passes: readonly HuntPass[];

  /**
   * The statement that returns the tables of the lakehouse that are loaded.
   *
   * @default there is no lakehouse
   */
  readonly loaded?: LoadedStatement | undefined;

  /** The statement that selects the rows that people are notified of. */
  readonly selection: HuntStatement;

  /** Number of whole days before the day of a run that the run reads. */
  readonly days: number;
  readonly workgroupName: string;
  readonly databaseName: string;

  /** Table of DynamoDB with the notices. */
  readonly registerName: string;

  /** Topic of each severity. */
  readonly topicArns: Readonly<Record<"page" | "notify", string>>;

  /**
   * Topic of each severity for chat channels, which need another message format.
   *
   * @default no message is sent to chat channels
   */
  readonly chatTopicArns?: Readonly<Record<"page" | "notify", string>> | undefined;
  readonly hunts: readonly HuntText[];

  /** Whether the run of each Monday sends the numbers of the week before, as the weekly summary of the detections does. */
  readonly sendsWeek: boolean;

  /** Accounts with their names. */
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
}

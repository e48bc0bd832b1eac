/** Conditions of a statement, with IAM's own field names. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Something that the policies of the organization deny, with the reason. */
export interface Guardrail {
  /** Name of the statement. */
  readonly sid: string;

  /** What an attacker would gain by it. */
  readonly why: string;

  readonly actions: readonly string[];

  /** ARNs of resources of this project. Empty if the configuration has none of them: then there is no statement. */
  readonly resources: readonly string[];

  /** Besides the condition about the exempt roles. */
  readonly condition?: Condition;

  /**
   * Roles that may do it, as ARN patterns.
   *
   * @default the roles that deploy, and the break-glass role
   */
  readonly exceptRoleArns?: readonly string[];

  /**
   * Names of the events in CloudTrail, as `LIKE` patterns.
   *
   * @default the names of the actions
   */
  readonly events?: readonly string[];
}

/** A statement of a service control policy. */
export interface ServiceControlStatement {
  readonly Sid: string;
  readonly Effect: "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Condition;
}

/** A statement of a resource control policy, which always applies to everybody. */
export interface ResourceControlStatement extends ServiceControlStatement {
  readonly Principal: "*";
}

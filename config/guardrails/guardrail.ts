/** Conditions of a statement, with IAM's own field names. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Actions that the policies of the organization deny, with the reason. */
export interface Guardrail {
  /** Name of the statement. */
  readonly sid: string;

  /** The advantage that an attacker would have from these actions. */
  readonly why: string;

  readonly actions: readonly string[];

  /** ARNs of resources of this project. If the list is empty, the policies have no such statement. */
  readonly resources: readonly string[];

  /** Condition in addition to the condition that exempts roles. */
  readonly condition?: Condition;

  /**
   * Roles that may do the actions, as ARN patterns.
   *
   * @default the roles that deploy, and the break-glass role
   */
  readonly exceptRoleArns?: readonly string[];

  /**
   * Roles that may do the actions too, in addition to the default of `exceptRoleArns`.
   *
   * @default none
   */
  readonly alsoExceptRoleArns?: readonly string[];

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

/** A resource that a plan would change. */
export interface PlannedChange {
  readonly address: string;
  readonly type: string;

  /** `create`, `update` or `delete`. A replacement has both `create` and `delete`. */
  readonly actions: readonly string[];

  /** Top-level attributes that would change, sorted. */
  readonly attributes: readonly string[];
}

/** The fields of `terraform show -json` that are read. */
interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before: Record<string, unknown> | null;
      readonly after: Record<string, unknown> | null;
      readonly after_unknown: Record<string, unknown>;
    };
  }[];
}

/**
 * The changes of a plan, by resource.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
export function plannedChanges(plan: PlanJson): PlannedChange[] {
  return (plan.resource_changes ?? [])
    .filter(({ change }) => !["no-op", "read"].includes(change.actions.join()))
    .map(({ address, type, change: { actions, before, after, after_unknown: unknown } }) => {
      const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {}), ...Object.keys(unknown)]);
      const isChanged = (name: string) =>
        unknown[name] === true || JSON.stringify(before?.[name] ?? null) !== JSON.stringify(after?.[name] ?? null);
      return { address, type, actions, attributes: [...names].filter(isChanged).toSorted() };
    });
}

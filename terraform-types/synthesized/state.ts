/** A resource of a Terraform state. */
export interface StateResource {
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly ({ readonly attributes?: Readonly<Record<string, unknown>> } | null)[];
}

/**
 * Resources in AWS that a Terraform state contains, by address. A resource without an instance was interrupted while it was created.
 *
 * @param text JSON of the state. Empty if there is no state
 * @throws SyntaxError when the text is not JSON
 */
export function existingResources(text: string): Map<string, StateResource> {
  const { resources = [] }: { readonly resources?: readonly StateResource[] } = JSON.parse(text.trim() || "{}");
  const existing = resources.filter(({ mode, instances }) => mode === "managed" && instances.length > 0);
  return new Map(existing.map((resource) => [`${resource.type}.${resource.name}`, resource]));
}

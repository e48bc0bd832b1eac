/** Attributes of a resource in Terraform JSON. */
// oxlint-disable-next-line typescript/no-explicit-any -- Terraform JSON has no type
export type Attributes = any;

/** Terraform JSON contains a single block as an object or as a list. */
export const blocks = (block: Attributes): readonly Attributes[] => [block ?? []].flat();

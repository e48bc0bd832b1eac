/**
 * Replaces placeholders such as `{queueUrl}` with values. `${/field}` and `%{yyyy}` are syntax of Data Prepper and stay
 * unchanged.
 *
 * @throws when a placeholder has no value, or a value has no placeholder
 */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  const used = new Set<string>();
  const filled = text.replaceAll(/(?<![$%])\{([a-z][A-Za-z]*)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no value for {${name}}; add a value, or correct the name`);
    used.add(name);
    return value;
  });
  const unused = Object.keys(values).filter((name) => !used.has(name));
  if (unused.length > 0)
    throw new Error(`the text has no placeholder {${unused.join("}, {")}}; remove the value, or add the placeholder`);
  return filled;
}

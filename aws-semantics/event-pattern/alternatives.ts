/** Fields that must all match: path in the event to the values or matchers of its list. */
export type Alternative = ReadonlyMap<string, readonly unknown[]>;

/**
 * An event pattern without `$or`. An event matches when it matches any of the alternatives.
 *
 * Every `$or` multiplies the alternatives. A field that occurs a second time replaces the first one, as in Event Ruler.
 */
export function alternativesOf(eventPattern: object): Alternative[] {
  return withObject([new Map()], [], eventPattern);
}

function withObject(alternatives: Alternative[], path: readonly string[], fields: object): Alternative[] {
  return Object.entries(fields).reduce<Alternative[]>((known, [key, value]) => {
    if (key === "$or") return (value as object[]).flatMap((member) => withObject(known, path, member));
    const inner = [...path, key];
    return Array.isArray(value)
      ? known.map((alternative) => new Map(alternative).set(inner.join("."), value))
      : withObject(known, inner, value);
  }, alternatives);
}

/** The result of comparing a pattern before and after a change. */
export type LostMatch =
  /** The new pattern matches everything that the old pattern matched. */
  | { readonly kind: "nothing" }

  /** An event that only the old pattern matches, as text. */
  | { readonly kind: "event"; readonly example: string }

  /** Samples cannot decide whether matches are lost. */
  | { readonly kind: "undecided"; readonly why: string };

export type LostBy = (before: string, after: string) => LostMatch;

/** Maximum number of cached comparisons. */
const mostRemembered = 1_000;

/** Caches a comparison by its pair of patterns, because hundreds of accounts can change the same rule. */
export function cacheLosses(lostBy: LostBy): LostBy {
  const known = new Map<string, LostMatch>();
  return (before, after) => {
    if (before === after) return { kind: "nothing" };
    const pair = JSON.stringify([before, after]);
    const lost = known.get(pair) ?? lostBy(before, after);
    if (known.size >= mostRemembered) known.clear();
    known.set(pair, lost);
    return lost;
  };
}

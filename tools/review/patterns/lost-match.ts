/** What a changed pattern no longer does. */
export type LostMatch =
  /** It matches everything that it matched before. */
  | { readonly kind: "nothing" }

  /** An event that it matched before and no longer matches, as text. */
  | { readonly kind: "event"; readonly example: string }

  /** Samples cannot decide it. */
  | { readonly kind: "undecided"; readonly why: string };

export type LostBy = (before: string, after: string) => LostMatch;

/** Maximum number of comparisons that are remembered. */
const mostRemembered = 1_000;

/** The same comparison, made once for each pair of texts: hundreds of accounts change the same rule. */
export function remembered(lostBy: LostBy): LostBy {
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

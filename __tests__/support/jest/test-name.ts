/** Words that begin a sentence only if its subject comes before them. */
const wordsAfterSubject = new Set(
  [
    "is are was were may might can cannot could must should have do did contain also never",
    "of with without for in by at from to as on than through until during while under over between within about against into",
    "after before when if unless because that which where whose and or but",
  ].flatMap((words) => words.split(" ")),
);

/**
 * Returns the error of the name of a test that begins inside a sentence, such as "is encrypted". In the log of a failed run, a name
 * must be understood alone.
 */
export function nameProblems(name: string): Error[] {
  const [first = ""] = /^[A-Za-z]+/.exec(name) ?? [];
  if (!wordsAfterSubject.has(first)) return [];
  return [new Error(`the name of a test must begin with its subject or a verb, got "${name}"`)];
}

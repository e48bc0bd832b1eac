import { FilterPatternError } from "../../aws-semantics/filter-pattern/filter-pattern-error";

/** Returns the message of a FilterPatternError, with all of its parts. */
export function refusalOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (!(error instanceof FilterPatternError)) throw error;
    const { position, expected, message } = error;
    expect(message).toMatch(/^found /);
    expect(message.endsWith(` at position ${position}, expected ${expected}`)).toBe(true);
    return message;
  }
  return "not refused";
}

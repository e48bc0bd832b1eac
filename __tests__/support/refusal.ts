import { FilterPatternError } from "../../detections/filter-pattern/filter-pattern-error";

/** What a FilterPatternError says, as a text that shows all of it. */
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

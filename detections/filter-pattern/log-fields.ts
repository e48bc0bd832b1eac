/** A field of a space-delimited line. */
export interface LogField {
  /** Without the brackets or quotes around it. */
  readonly text: string;

  /** Where it begins in the line, with the bracket or quote. */
  readonly start: number;
}

const closing: Readonly<Record<string, RegExp>> = { "[": /\](?!\S)/g, '"': /(?<!\\)"(?!\S)/g };

/**
 * The fields of a line: what stands between white space, or in brackets, or in double quotes.
 *
 * AWS answers that several spaces and tabs separate like one space, and that a quote without an end is a part of its
 * word. It says nothing about a bracket or quote that ends within a word, which does not end the field here, nor about
 * a quote after a backslash, which does not either.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-space-delimited-log-events.html
 */
export function splitLogLine(line: string): readonly LogField[] {
  const fields: LogField[] = [];
  const isWord = /\S+/g;
  const ends = new Map<string, number>();
  for (let word = isWord.exec(line); word !== null; word = isWord.exec(line)) {
    const start = word.index;
    const end = endOf(line, start, ends);
    if (end !== undefined) isWord.lastIndex = end + 1;
    fields.push({ text: end === undefined ? word[0] : line.slice(start + 1, end), start });
  }
  return fields;
}

/**
 * Where the bracket or quote ends that begins a field.
 *
 * @param ends the next end of each kind, so that a line of many beginnings is not searched anew for each
 */
function endOf(line: string, start: number, ends: Map<string, number>): number | undefined {
  const opening = line.charAt(start);
  const end = closing[opening];
  if (end === undefined) return undefined;
  if ((ends.get(opening) ?? -1) <= start) {
    end.lastIndex = start + 1;
    ends.set(opening, end.exec(line)?.index ?? Infinity);
  }
  const found = ends.get(opening);
  return found === Infinity ? undefined : found;
}

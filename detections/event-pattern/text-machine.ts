import { asterisk } from "./wildcard-symbols";

/** A text that was added, and what follows it. */
interface Text<Next> {
  readonly bytes: readonly number[];
  readonly next: Next;
}

/** A state behind a beginning that is the same for every value that leads there. */
class BeginningState<Next> {
  public readonly states = new Map<number, BeginningState<Next>>();

  /** Texts that no other pattern follows any further: one transition stands for their whole rest. */
  public readonly shortcuts = new Map<number, Text<Next>>();

  /** Bytes with which a pattern ends. */
  public readonly ends = new Set<number>();

  /** Whether a wildcard has an asterisk here. */
  public isBeforeAsterisk = false;

  public stateOn(byte: number): BeginningState<Next> {
    const state = this.states.get(byte) ?? new BeginningState();
    this.states.set(byte, state);
    return state;
  }
}

/**
 * The exact texts of one field, as Event Ruler 1.8.1 stores them, to know which it finds again.
 *
 * Event Ruler stores the rest of an exact text as a shortcut. It does not find a shortcut beside an asterisk that was
 * added later. It then adds the text a second time, with other fields behind it.
 *
 * @see https://github.com/aws/event-ruler
 */
export class TextMachine<Next> {
  private readonly start = new BeginningState<Next>();

  /** Texts that are stored byte by byte, so that they are found again. */
  private readonly whole = new Map<string, Next>();

  /** Adds an exact text in its quotation marks. Returns what follows: the candidate, unless the text is found. */
  public addText(text: string, candidate: Next): Next {
    const found = this.whole.get(text);
    if (found !== undefined) return found;
    const bytes = [...Buffer.from(text, "utf8")];
    const { state, index } = this.follow(bytes, text);
    const byte = bytes[index] ?? 0;
    const shortcut = state.shortcuts.get(byte);
    if (shortcut && !state.isBeforeAsterisk) return shortcut.next;
    if (index < bytes.length - 1 && !state.isBeforeAsterisk) {
      state.shortcuts.set(byte, { bytes, next: candidate });
    } else {
      this.whole.set(text, candidate);
      storeFrom(state, bytes.slice(index));
    }
    return candidate;
  }

  /** Adds the bytes of another pattern, which may contain asterisks. */
  public addOther(symbols: readonly number[]): void {
    const end = symbols.indexOf(asterisk);
    const beginning = end < 0 ? symbols : symbols.slice(0, end);
    const { state, index } = this.follow(beginning);
    const last = storeFrom(state, beginning.slice(index), end >= 0);
    if (end >= 0) last.isBeforeAsterisk = true;
  }

  /** Goes as far as there are states. Divides the shortcut of another text where both have the same beginning. */
  private follow(bytes: readonly number[], text?: string): { state: BeginningState<Next>; index: number } {
    let state = this.start;
    let index = 0;
    for (; index < bytes.length; index++) {
      const byte = bytes[index] ?? 0;
      const shortcut = state.shortcuts.get(byte);
      if (shortcut && !state.isBeforeAsterisk && !isSame(shortcut.bytes, text))
        this.divide(state, shortcut, bytes, index);
      const isNew = !state.states.has(byte) && !state.ends.has(byte);
      if (index === bytes.length - 1 || isNew) break;
      state = state.stateOn(byte);
    }
    return { state, index };
  }

  /** Makes states of the beginning that a shortcut has in common with other bytes. */
  private divide(from: BeginningState<Next>, shortcut: Text<Next>, bytes: readonly number[], index: number): void {
    from.shortcuts.delete(shortcut.bytes[index] ?? 0);
    let state = from;
    let i = index;
    for (; i < shortcut.bytes.length - 1 && shortcut.bytes[i] === bytes[i]; i++) {
      state = state.stateOn(shortcut.bytes[i] ?? 0);
    }
    const byte = shortcut.bytes[i] ?? 0;
    if (i < shortcut.bytes.length - 1) {
      state.shortcuts.set(byte, shortcut);
    } else {
      state.ends.add(byte);
      this.whole.set(Buffer.from(shortcut.bytes).toString("utf8"), shortcut.next);
    }
  }
}

const isSame = (bytes: readonly number[], text: string | undefined): boolean =>
  text !== undefined && Buffer.from(bytes).toString("utf8") === text;

/** Makes a state behind each byte, except the last one unless more follows. Returns the last state. */
function storeFrom<Next>(
  from: BeginningState<Next>,
  bytes: readonly number[],
  isContinued = false,
): BeginningState<Next> {
  const end = bytes.length - (isContinued ? 0 : 1);
  const last = bytes.slice(0, end).reduce((state, byte) => state.stateOn(byte), from);
  if (!isContinued) last.ends.add(bytes.at(-1) ?? 0);
  return last;
}

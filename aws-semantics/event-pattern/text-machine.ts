import { asterisk } from "./wildcard-symbols";

/** A string that was added, and its continuation. */
interface Text<Next> {
  readonly bytes: readonly number[];
  readonly next: Next;
}

/** A state after a prefix. Every value that leads to this state has the same prefix. */
class BeginningState<Next> {
  public readonly states = new Map<number, BeginningState<Next>>();

  /** Strings whose remaining bytes are one transition, because no other pattern has the same bytes. */
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
 * The exact strings of one field, as Event Ruler 1.8.1 stores them. The machine shows which strings Event Ruler finds again.
 *
 * Event Ruler stores the remaining bytes of an exact string as a shortcut. It does not find a shortcut if an asterisk was added later
 * at the same state. It then adds the string a second time, with another continuation.
 *
 * @see https://github.com/aws/event-ruler
 */
export class TextMachine<Next> {
  private readonly start = new BeginningState<Next>();

  /** Strings that are stored byte by byte, so that Event Ruler finds them again. */
  private readonly whole = new Map<string, Next>();

  /** Adds an exact string in quotation marks. Returns its continuation: the earlier one if the string is found, or else the candidate. */
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

  /** Follows the existing states. If a shortcut of another string has the same first bytes, divides the shortcut. */
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

  /** Creates states for the first bytes of a shortcut that are equal to other bytes. */
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

/** Creates a state after each byte. The last byte has a state only if other bytes follow. Returns the last state. */
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

import type { DetectionSet } from "../../../detections/engine/detection-set";
import { parseList } from "../reading/list-blocks";
import { tryParse } from "../reading/record-text";
import { EventShape } from "./event-shape";

/** Limits: number of calls, shapes of a call, and shapes of all calls; and the length of an event. */
const mostCalls = 4_096;
const shapesOfCall = 8;
const mostShapes = 512;
const longestEvent = 8_192;

/** Length of the longest list to match with regular expressions. A longer list contains an event that is not from CloudTrail. */
const longestList = 1 << 20;

/** Events of a call before a shape is computed, and maximum number of failed attempts. For a rare call, a shape saves no time. */
const firstEvents = 64;
const mostFailures = 4;

/** Matches the call of an event. The last `callCharacters` characters of the match distinguish calls. */
const callText = /"eventSource":"[^"\\]*","eventName":"[^"\\]*"/g;
const callCharacters = 40;

/** Shapes of a call. The shape that matched last is first. */
interface Call {
  readonly shapes: EventShape[];

  /** Number of events that matched no shape, and number of failed attempts to compute a shape. */
  others: number;
  failures: number;
}

/**
 * Parses events. It parses only those events completely that a detection can match.
 *
 * Most events are ordinary work: they repeat the same calls with different ids and names. A regular expression for such events
 * matches the whole event and captures the few strings that detections read. This takes less time than `JSON.parse` and all
 * detections. The regular expressions are derived from earlier events.
 */
export class QuietEvents {
  private readonly calls = new Map<string, Call>();
  private shapes = 0;

  constructor(private readonly detections: DetectionSet) {}

  /**
   * The events of a list. An event is the value that `JSON.parse` returns, or a `QuietEvent` if no detection matches it. Undefined
   * if the list is not valid JSON.
   *
   * @param beginning string that each event begins with
   */
  public parse(text: string, beginning: string): unknown[] | undefined {
    if (text.length > longestList) return parseList(text);
    const events: unknown[] = [];
    let [position, callEnd] = [1, 0];
    do {
      if (callEnd <= position) callEnd = endOfCall(text, position);
      if (callEnd === 0 || text[position] !== "{") return parseList(text);
      const call = this.callOf(text, callEnd);
      const quiet = readQuiet(call, text, position);
      const end = quiet?.end ?? endOf(text, position, beginning);
      const event = quiet?.event ?? this.parseOne(text.slice(position, end), call);
      // A nested object begins with the same string as an event, or the list contains values other than events
      if (event === undefined || !isBorder(text, end)) return parseList(text);
      events.push(event);
      position = end + 1;
    } while (position < text.length);
    return events;
  }

  /** The call that ends at this position. It only selects the shapes to try. */
  private callOf(text: string, end: number): Call {
    const name = text.slice(Math.max(0, end - callCharacters), end);
    const known = this.calls.get(name);
    if (known !== undefined) return known;
    const call: Call = { shapes: [], others: 0, failures: 0 };
    // A substring would keep the whole file in memory
    if (this.calls.size < mostCalls) this.calls.set(Buffer.from(name).toString(), call);
    return call;
  }

  private parseOne(text: string, call: Call): unknown {
    const event = tryParse(text);
    call.others++;
    if (call.others > firstEvents && call.failures < mostFailures && call.shapes.length < shapesOfCall) {
      this.learn(event, text, call);
    }
    return event;
  }

  private learn(event: unknown, text: string, call: Call): void {
    if (this.shapes === mostShapes || text.length > longestEvent) return;
    const shape = EventShape.of(event, text, this.detections);
    if (shape === undefined) {
      call.failures++;
      return;
    }
    call.shapes.push(shape);
    this.shapes++;
  }
}

/** Reads the event with the first matching shape of its call. This shape moves to the front. */
function readQuiet({ shapes }: Call, text: string, position: number) {
  for (let index = 0; index < shapes.length; index++) {
    const shape = shapes[index];
    const quiet = shape?.read(text, position);
    if (shape === undefined || quiet === undefined) continue;
    if (index > 0) {
      shapes[index] = shapes[0] ?? shape;
      shapes[0] = shape;
    }
    return quiet;
  }
  return undefined;
}

/** End position of the next call. 0 if there is none. */
function endOfCall(text: string, position: number): number {
  callText.lastIndex = position;
  callText.test(text);
  return callText.lastIndex;
}

/** End position of the current event, which is followed by the next event or the end of the list. */
function endOf(text: string, position: number, beginning: string): number {
  const border = text.indexOf(`},${beginning}`, position);
  return border < 0 ? text.length - 1 : border + 1;
}

const isBorder = (text: string, end: number): boolean => text[end] === (end === text.length - 1 ? "]" : ",");

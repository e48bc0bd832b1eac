import type { DetectionSet } from "../../../detections/engine/detection-set";
import { parseList } from "../reading/list-blocks";
import { tryParse } from "../reading/record-text";
import { EventShape } from "./event-shape";

/** Limits: calls, shapes of a call and of all, and the length of an event. */
const mostCalls = 4_096;
const shapesOfCall = 8;
const mostShapes = 512;
const longestEvent = 8_192;

/** Longest list to match with expressions. A longer one has an event that is no event of CloudTrail. */
const longestList = 1 << 20;

/** Events of a call before a shape is worked out, and how often none may be found. For a rare call it takes too long. */
const firstEvents = 64;
const mostFailures = 4;

/** The call of an event, and how many of its last characters distinguish it from other calls. */
const callText = /"eventSource":"[^"\\]*","eventName":"[^"\\]*"/g;
const callCharacters = 40;

/** Shapes of a call, the last one found first. */
interface Call {
  readonly shapes: EventShape[];

  /** Events that had none of the shapes, and how many of them could have no shape. */
  others: number;
  failures: number;
}

/**
 * Parses events, and only those completely that a detection may match.
 *
 * Nearly all events are ordinary work: they repeat the same calls, with other ids and names. An expression for such events
 * checks the whole text of an event and finds the few texts that detections read. That takes less time than `JSON.parse`
 * and all detections. The expressions are learned from the events themselves.
 */
export class QuietEvents {
  private readonly calls = new Map<string, Call>();
  private shapes = 0;

  constructor(private readonly detections: DetectionSet) {}

  /**
   * The events of a list: as `JSON.parse` returns them, or a `QuietEvent` for an event that no detection matches. Undefined
   * for a list that `JSON.parse` refuses.
   *
   * @param beginning with which each event begins
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
      // A nested object that begins as an event does, or something that is no list of events
      if (event === undefined || !isBorder(text, end)) return parseList(text);
      events.push(event);
      position = end + 1;
    } while (position < text.length);
    return events;
  }

  /** The call whose text ends here. It decides only which shapes are tried. */
  private callOf(text: string, end: number): Call {
    const name = text.slice(Math.max(0, end - callCharacters), end);
    const known = this.calls.get(name);
    if (known !== undefined) return known;
    const call: Call = { shapes: [], others: 0, failures: 0 };
    // A part of a text keeps all of the text in memory
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

/** Reads the event with a shape of its call. The shape moves to the front. */
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

/** Where the next call ends. 0 if there is none. */
function endOfCall(text: string, position: number): number {
  callText.lastIndex = position;
  callText.test(text);
  return callText.lastIndex;
}

/** Where the next event begins, or the list ends. */
function endOf(text: string, position: number, beginning: string): number {
  const border = text.indexOf(`},${beginning}`, position);
  return border < 0 ? text.length - 1 : border + 1;
}

const isBorder = (text: string, end: number): boolean => text[end] === (end === text.length - 1 ? "]" : ",");

import type { Detection } from "../detection";
import { type Expression, leavesOf } from "../filter-pattern/expression";
import { parseFilterPattern } from "../filter-pattern/filter-pattern";
import { compileFilterPattern } from "../filter-pattern/filter-predicate";
import type { JsonCondition } from "../filter-pattern/json-pattern";
import { compileCondition } from "../filter-pattern/json-predicate";
import { isObject } from "../filter-pattern/selection";
import { printSelector } from "../filter-pattern/selector";
import { specialize } from "../filter-pattern/specialization";
import { compileSearches } from "../filter-pattern/text-search";
import { type Path, PathMemory } from "./path-memory";

type EventTest = (event: unknown) => boolean;

/** A detection that may match, and what is still to be tested for it. */
interface Candidate {
  readonly detection: Detection;
  readonly test: EventTest;
}

/** A detection with the condition of its pattern; undefined where that is about lines, which no event is. */
interface Member extends Candidate {
  readonly condition: Expression<JsonCondition> | undefined;
}

/** What is known of an event before its detections are tested. */
const factSelectors = ["$.eventSource", "$.eventName", "$.userIdentity.type", "$.errorCode"];

/** Calls that are remembered, and the longest fact of one. An organization has a few thousand. */
const mostCalls = 8_192;
const longestFact = 128;

const none: readonly Detection[] = [];

/**
 * Detections that are tested together, in less time than it takes to parse an event.
 *
 * Nearly every pattern names services and calls. What is left of all of them for one call is worked out once and then
 * remembered: of a hundred patterns, three or four are left for most calls. The answers are those of `matches` for each
 * pattern.
 */
export class DetectionSet {
  /** Each with the test of all of its pattern. */
  private readonly whole: readonly Member[];

  /** Tests of conditions, compiled once for all calls: of those that the facts decide, and of the other ones. */
  private readonly factTests = new Map<JsonCondition, EventTest>();
  private readonly otherTests = new Map<JsonCondition, EventTest>();
  private readonly memory = new PathMemory<readonly Candidate[]>(mostCalls, longestFact);

  /** @throws FilterPatternError when AWS would not understand a pattern */
  constructor(detections: readonly Detection[]) {
    this.whole = detections.map((detection) => {
      const pattern = parseFilterPattern(detection.pattern);
      const condition = pattern.kind === "json" ? pattern.condition : undefined;
      if (condition) leavesOf<JsonCondition>(condition).forEach(this.compile);
      return { detection, test: compileFilterPattern(pattern), condition };
    });
  }

  /** The detections that an event matches, in their order. Throws for no JSON value. */
  public matching(event: unknown): readonly Detection[] {
    let found: Detection[] | undefined;
    for (const { detection, test } of this.candidatesOf(event)) {
      if (test(event)) (found ??= []).push(detection);
    }
    return found ?? none;
  }

  private readonly compile = (condition: JsonCondition): void => {
    const isFact = factSelectors.includes(printSelector(condition.selector));
    (isFact ? this.factTests : this.otherTests).set(condition, compileCondition(condition));
  };

  /** A call is worked out when it comes a second time: for one that never does, that would take longer than its test. */
  private candidatesOf(event: unknown): readonly Candidate[] {
    const facts = factsOf(event);
    if (facts === undefined) return this.whole;
    const known = this.memory.get(facts);
    if (known !== undefined && known !== this.whole) return known;
    const candidates = known === undefined ? this.whole : this.workOut(probeOf(facts));
    this.memory.set(facts, candidates);
    return candidates;
  }

  /** The detections that can match a call, with what is left of their tests. */
  private workOut(probe: object): readonly Candidate[] {
    return this.whole.flatMap(({ detection, condition }) => {
      if (condition === undefined) return [];
      const residue = specialize(condition, (leaf) => this.factTests.get(leaf)?.(probe));
      if (residue === false) return [];
      return [{ detection, test: residue === true ? always : compileSearches(residue, this.testOf) }];
    });
  }

  private readonly testOf = (condition: JsonCondition): EventTest =>
    this.otherTests.get(condition) ?? compileCondition(condition);
}

const always = (): boolean => true;

/** The values of {@link factSelectors}; undefined for what is no event of CloudTrail, which is tested as a whole. */
function factsOf(event: unknown): Path | undefined {
  if (!isObject(event)) return undefined;
  const { eventSource, eventName, userIdentity, errorCode } = event;
  if (typeof eventSource !== "string" || typeof eventName !== "string" || !isObject(userIdentity)) return undefined;
  const { type } = userIdentity;
  return isOptionalText(type) && isOptionalText(errorCode) ? [eventSource, eventName, type, errorCode] : undefined;
}

const isOptionalText = (value: unknown): value is string | undefined =>
  value === undefined || typeof value === "string";

/** An event of which nothing but the facts is true. */
function probeOf([eventSource, eventName, type, errorCode]: Path): object {
  return {
    eventSource,
    eventName,
    userIdentity: type === undefined ? {} : { type },
    ...(errorCode !== undefined && { errorCode }),
  };
}

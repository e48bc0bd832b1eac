import type { Detection } from "../detection";
import { joinTests, leavesOf } from "../filter-pattern/expression";
import { parseFilterPattern } from "../filter-pattern/filter-pattern";
import { compileFilterPattern } from "../filter-pattern/filter-predicate";
import type { JsonCondition } from "../filter-pattern/json-pattern";
import { compileCondition } from "../filter-pattern/json-predicate";
import { isObject } from "../filter-pattern/selection";
import { printSelector } from "../filter-pattern/selector";
import { type Residue, specialize } from "../filter-pattern/specialization";
import { compileSearches } from "../filter-pattern/text-search";
import { type Path, PathMemory } from "./path-memory";

type EventTest = (event: unknown) => boolean;

/** A detection that may match, and the part of its condition that is not decided yet. */
interface Candidate {
  readonly detection: Detection;
  readonly test: EventTest;
}

/** A detection with the conditions that are not decided yet. It is false for a pattern over lines: an event is no line. */
interface Member {
  readonly detection: Detection;
  readonly residue: Residue;
}

/** Conditions that are not decided yet, and a test whether a detection matches an event with those that are. */
export interface OpenConditions {
  readonly conditions: readonly JsonCondition[];
  readonly test: EventTest;
}

/** Fields of an event, besides the names of its parameters, that are read before its detections are tested. */
const factSelectors = ["$.eventSource", "$.eventName", "$.userIdentity.type", "$.errorCode", "$.readOnly"];

/** Limits of the cache: calls, the longest text of a call, and its parameters. An organization has a few thousand calls. */
const mostCalls = 16_384;
const longestFact = 128;
const mostParameters = 32;

const none: readonly Detection[] = [];

/**
 * Detections that are tested together, in less time than it takes to parse an event.
 *
 * Nearly every pattern names services and calls. For each call, the conditions are simplified once and the result is cached: of
 * a hundred patterns, three or four remain for most calls. The results are the same as those of `matches` for each pattern.
 */
export class DetectionSet {
  /** Every detection with the test of its whole pattern. */
  private readonly whole: readonly Candidate[];
  private readonly members: readonly Member[];

  /** Compiled tests of conditions, shared by all calls. */
  private readonly tests = new Map<JsonCondition, EventTest>();

  /** Conditions on a field of {@link factSelectors}. */
  private readonly onFacts = new Set<JsonCondition>();

  /** Conditions on the service or the name of a call. */
  private readonly onNames = new Set<JsonCondition>();

  /** Conditions on a parameter, with its name. An absent parameter decides them. */
  private readonly onParameters = new Map<JsonCondition, string>();
  private readonly memory = new PathMemory<readonly Candidate[]>(mostCalls, longestFact);

  /** Detections that a service and a call leave. Every other field is evaluated on these only. */
  private readonly byName = new PathMemory<readonly Member[]>(mostCalls, longestFact);

  /** @throws FilterPatternError when AWS would reject a pattern */
  constructor(detections: readonly Detection[]) {
    const patterns = detections.map((detection) => ({ detection, pattern: parseFilterPattern(detection.pattern) }));
    this.whole = patterns.map(({ detection, pattern }) => ({ detection, test: compileFilterPattern(pattern) }));
    this.members = patterns.map(({ detection, pattern }) => {
      const residue = pattern.kind === "json" && pattern.condition;
      if (residue) leavesOf<JsonCondition>(residue).forEach(this.compile);
      return { detection, residue };
    });
  }

  /** The detections that match an event, in their order. It throws for no JSON value. */
  public matching(event: unknown): readonly Detection[] {
    let found: Detection[] | undefined;
    for (const { detection, test } of this.candidatesOf(event)) {
      if (test(event)) (found ??= []).push(detection);
    }
    return found ?? none;
  }

  /**
   * Conditions that detections still evaluate for the events of one call, if some conditions have the same result as for
   * this event. Undefined if a detection matches all of these events, and for a value that is no CloudTrail event.
   *
   * @param isSettled whether all of these events have the same result for a condition
   */
  public openFor(event: unknown, isSettled: (condition: JsonCondition) => boolean): OpenConditions | undefined {
    const facts = factsOf(event);
    if (facts === undefined) return undefined;
    const left = leftOf(this.membersOf(facts, probeOf(facts)), (leaf) =>
      isSettled(leaf) ? this.testOf(leaf)(event) : undefined,
    );
    const open = left.flatMap(({ residue }) => (typeof residue === "boolean" ? [] : [residue]));
    if (open.length < left.length) return undefined;
    const test = joinTests(
      "or",
      open.map((residue) => compileSearches(residue, this.testOf)),
    );
    return { conditions: open.flatMap((residue) => leavesOf<JsonCondition>(residue)), test };
  }

  private readonly compile = (condition: JsonCondition): void => {
    const { selector } = condition;
    const [first, second] = selector;
    this.tests.set(condition, compileCondition(condition));
    const fact = factSelectors.indexOf(printSelector(selector));
    if (fact >= 0) this.onFacts.add(condition);
    if (fact === 0 || fact === 1) this.onNames.add(condition);
    if (first?.kind === "key" && first.key === "requestParameters" && second?.kind === "key")
      this.onParameters.set(condition, second.key);
  };

  /** A call is simplified when it comes a second time. For a call that comes only once, simplifying takes longer than testing. */
  private candidatesOf(event: unknown): readonly Candidate[] {
    const facts = factsOf(event);
    if (facts === undefined) return this.whole;
    const known = this.memory.get(facts);
    if (known !== undefined && known !== this.whole) return known;
    const candidates = known === undefined ? this.whole : this.workOut(facts);
    this.memory.set(facts, candidates);
    return candidates;
  }

  /** The detections that can match a call, each with the rest of its condition. */
  private workOut(facts: Path): readonly Candidate[] {
    const probe = probeOf(facts);
    const parameters = facts.slice(factSelectors.length);
    const answerOf = (leaf: JsonCondition) => {
      const parameter = this.onParameters.get(leaf);
      const isAbsent = parameter !== undefined && !parameters.includes(parameter);
      return isAbsent || this.onFacts.has(leaf) ? this.testOf(leaf)(probe) : undefined;
    };
    return leftOf(this.membersOf(facts, probe), answerOf).map(({ detection, residue }) => {
      return { detection, test: typeof residue === "boolean" ? always : compileSearches(residue, this.testOf) };
    });
  }

  private membersOf([eventSource, eventName]: Path, probe: object): readonly Member[] {
    const name = [eventSource, eventName];
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    const members = leftOf(this.members, (leaf) => (this.onNames.has(leaf) ? this.testOf(leaf)(probe) : undefined));
    this.byName.set(name, members);
    return members;
  }

  private readonly testOf = (condition: JsonCondition): EventTest =>
    this.tests.get(condition) ?? compileCondition(condition);
}

/** The detections that can still match, with the conditions that are not decided yet: true when all of them are. */
const leftOf = (members: readonly Member[], answerOf: (leaf: JsonCondition) => boolean | undefined): Member[] =>
  members
    .map(({ detection, residue }) => {
      return { detection, residue: typeof residue === "boolean" ? residue : specialize(residue, answerOf) };
    })
    .filter(({ residue }) => residue !== false);

const always = (): boolean => true;

/**
 * The values of {@link factSelectors}, and the names of the parameters. Undefined for a value that is no CloudTrail event, or
 * that has too many parameters: then whole patterns are tested.
 */
function factsOf(event: unknown): Path | undefined {
  if (!isObject(event)) return undefined;
  const { eventSource, eventName, userIdentity, errorCode, readOnly, requestParameters } = event;
  if (typeof eventSource !== "string" || typeof eventName !== "string" || !isObject(userIdentity)) return undefined;
  const { type } = userIdentity;
  if (!isOptionalText(type) || !isOptionalText(errorCode) || !isOptionalTruth(readOnly)) return undefined;
  const facts = [eventSource, eventName, type, errorCode, readOnly];
  if (!isObject(requestParameters)) return facts;
  for (const name in requestParameters) facts.push(name);
  return facts.length <= factSelectors.length + mostParameters ? facts : undefined;
}

const isOptionalText = (value: unknown): value is string | undefined =>
  value === undefined || typeof value === "string";

const isOptionalTruth = (value: unknown): value is boolean | undefined =>
  value === undefined || typeof value === "boolean";

/** An event that has only these facts, and no parameters. */
function probeOf([eventSource, eventName, type, errorCode, readOnly]: Path): object {
  return {
    eventSource,
    eventName,
    userIdentity: type === undefined ? {} : { type },
    ...(errorCode !== undefined && { errorCode }),
    ...(readOnly !== undefined && { readOnly }),
    requestParameters: {},
  };
}

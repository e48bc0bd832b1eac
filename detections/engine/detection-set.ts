import type { Detection } from "../detection";
import { joinTests, leavesOf } from "../../aws-semantics/filter-pattern/expression";
import { parseFilterPattern } from "../../aws-semantics/filter-pattern/filter-pattern";
import { compileFilterPattern } from "../../aws-semantics/filter-pattern/filter-predicate";
import type { JsonCondition } from "../../aws-semantics/filter-pattern/json-pattern";
import { compileCondition } from "../../aws-semantics/filter-pattern/json-predicate";
import { isObject } from "../../aws-semantics/filter-pattern/selection";
import { printSelector } from "../../aws-semantics/filter-pattern/selector";
import { type Residue, specialize } from "../../aws-semantics/filter-pattern/specialization";
import { compileSearches } from "../../aws-semantics/filter-pattern/text-search";
import { type Path, PathMemory } from "./path-memory";

type EventTest = (event: unknown) => boolean;

/** A detection that may match, and the part of its condition whose result is not known yet. */
interface Candidate {
  readonly detection: Detection;
  readonly test: EventTest;
}

/** A detection, and the part of its condition that depends on more than the cached facts. */
interface Member {
  readonly detection: Detection;

  /** Conditions whose results are not known yet. `false` for a term pattern, because an event is not a line. */
  readonly residue: Residue;
}

/** Conditions whose results are not known yet, and a test whether a detection matches an event with the known results. */
export interface OpenConditions {
  readonly conditions: readonly JsonCondition[];
  readonly test: EventTest;
}

/** Fields of an event that are read before its detections are tested, in addition to the names of its parameters. */
const factSelectors = ["$.eventSource", "$.eventName", "$.userIdentity.type", "$.errorCode", "$.readOnly"];

/** Limits of the cache: number of calls, length of a string, and number of parameters. An organization has a few thousand calls. */
const mostCalls = 16_384;
const longestFact = 128;
const mostParameters = 32;

const none: readonly Detection[] = [];

/**
 * Detections that are tested together. Testing an event takes less time than parsing it.
 *
 * Nearly every pattern compares the service and the call. For each call, the conditions are simplified once and the result is cached:
 * of a hundred patterns, three or four remain for most calls. The results are equal to the results of `matches` for each pattern.
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

  /** Conditions on a parameter, with the name of the parameter. If the parameter is absent, their results are known. */
  private readonly onParameters = new Map<JsonCondition, string>();
  private readonly memory = new PathMemory<readonly Candidate[]>(mostCalls, longestFact);

  /** Detections that can match a service and a call. Other fields are evaluated only for these detections. */
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

  /** The detections that match an event, in their order. It does not throw for any JSON value. */
  public matching(event: unknown): readonly Detection[] {
    let found: Detection[] | undefined;
    for (const { detection, test } of this.candidatesOf(event)) {
      if (test(event)) (found ??= []).push(detection);
    }
    return found ?? none;
  }

  /**
   * Conditions that detections still evaluate for the events of one call, if some conditions have the same result as for this event.
   * Undefined if a detection matches all of these events, or if the value is not a CloudTrail event.
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

  /** Conditions are simplified when a second event has the same facts. For a single event, simplifying takes longer than testing. */
  private candidatesOf(event: unknown): readonly Candidate[] {
    const facts = factsOf(event);
    if (facts === undefined) return this.whole;
    const known = this.memory.get(facts);
    if (known !== undefined && known !== this.whole) return known;
    const candidates = known === undefined ? this.whole : this.workOut(facts);
    this.memory.set(facts, candidates);
    return candidates;
  }

  /** The detections that can match a call, with the remaining conditions. */
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

/** The detections that can still match, with the conditions whose results are not known yet. `true` if all results are known. */
const leftOf = (members: readonly Member[], answerOf: (leaf: JsonCondition) => boolean | undefined): Member[] =>
  members
    .map(({ detection, residue }) => {
      return { detection, residue: typeof residue === "boolean" ? residue : specialize(residue, answerOf) };
    })
    .filter(({ residue }) => residue !== false);

const always = (): boolean => true;

/**
 * The values of {@link factSelectors}, and the names of the parameters. Undefined if the value is not a CloudTrail event or has too
 * many parameters. In that case, whole patterns are tested.
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

/** An event that has only these values, and no parameters. */
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

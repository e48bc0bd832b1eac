import { alternativesOf } from "./alternatives";
import { type FieldMachine, type NextFields, ruleMachine } from "./rule-machine";
import type { WildcardMachine } from "./wildcard-machine";
import type { Transition, WildcardState } from "./wildcard-state";

type State = WildcardState<NextFields>;
type Step = Transition<NextFields>;

/** Counting stops at this number, because counting a more complex pattern takes exponential time. */
export const complexityCap = 16;

/**
 * Complexity of an event pattern: the largest number of wildcard prefixes that a value of one field can match at once. 16
 * means 16 or more.
 *
 * Equal to `Machine.evaluateComplexity` of Event Ruler 1.8.1, which does not count fields after a field that must be absent.
 */
export function complexityOf(eventPattern: object): number {
  return new Count(false).ofFields(ruleMachine(eventPattern));
}

/** The same complexity, but including fields after absent fields, because EventBridge may count them in future. */
export function fullComplexityOf(eventPattern: object): number {
  return new Count(true).ofFields(ruleMachine(eventPattern));
}

/** Complexity of the list of each field alone. If a path has several lists, the highest complexity. */
export function fieldComplexities(eventPattern: object): Map<string, number> {
  const highest = new Map<string, number>();
  for (const alternative of alternativesOf(eventPattern)) {
    for (const [path, list] of alternative) {
      highest.set(path, Math.max(highest.get(path) ?? 0, complexityOf({ [path]: list })));
    }
  }
  return highest;
}

/** Cache: complexity of the wildcards of one field, by the wildcards. */
const counted = new Map<string, number>();

class Count {
  private readonly known = new Map<NextFields, number>();
  private readonly reachable = new Map<Step, ReadonlySet<string>>();

  constructor(private readonly isBehindAbsence: boolean) {}

  public ofFields(fields: NextFields): number {
    const known = this.known.get(fields);
    if (known !== undefined) return known;
    const following = new Set([...fields.machines.values()].flatMap((machine) => nextOf(machine)));
    const absent = this.isBehindAbsence ? fields.absent.values() : [];
    const highest = Math.max(
      0,
      ...[...fields.machines.values()].map(({ wildcards }) => this.ofWildcards(wildcards)),
      ...[...following, ...absent].map((next) => this.ofFields(next)),
    );
    this.known.set(fields, highest);
    return highest;
  }

  /** Cached, because packing tries many event patterns with mostly the same fields. */
  private ofWildcards({ added, start }: WildcardMachine<NextFields>): number {
    const key = added.join();
    const known = counted.get(key);
    if (known !== undefined) return known;
    const complexity = this.ofStates(start);
    counted.set(key, complexity);
    return complexity;
  }

  /** The largest number of patterns that one value can match partly at the same time. A value leads to a set of states. */
  private ofStates(start: State): number {
    const seen = new Set<string>();
    const ids = new Map<Step, number>();
    let highest = 0;
    const queue = stepsFrom([start]);
    for (let steps = queue.pop(); steps && highest < complexityCap; steps = queue.pop()) {
      const key = [...steps].map((step) => idOf(step, ids)).toSorted((a, b) => a - b);
      if (seen.has(key.join())) continue;
      seen.add(key.join());
      highest = Math.max(highest, this.underWay(steps));
      queue.push(...stepsFrom([...steps].flatMap(({ state }) => state ?? [])));
    }
    return Math.min(highest, complexityCap);
  }

  /** An asterisk also matches the empty string, so a state counts together with the state of the asterisk after it. */
  private underWay(steps: ReadonlySet<Step>): number {
    let sum = 0;
    for (const step of steps) {
      const asterisk = step.state?.asterisk;
      sum += this.patternsFrom(step).size;
      if (asterisk && !steps.has(asterisk)) sum += this.patternsFrom(asterisk).size;
    }
    return sum;
  }

  private patternsFrom(step: Step): ReadonlySet<string> {
    const known = this.reachable.get(step);
    if (known) return known;
    const patterns = new Set(step.match ? [step.match.pattern] : []);
    for (const next of step.state?.transitions ?? []) {
      for (const pattern of this.patternsFrom(next)) patterns.add(pattern);
    }
    this.reachable.set(step, patterns);
    return patterns;
  }
}

function idOf(step: Step, ids: Map<Step, number>): number {
  const id = ids.get(step) ?? ids.size;
  ids.set(step, id);
  return id;
}

/** States after each byte, from the given states: one set for each byte with a transition, and one set for all other bytes. */
function stepsFrom(states: readonly State[]): ReadonlySet<Step>[] {
  const always = states.flatMap((state) => [
    ...(state.asterisk ? [state.asterisk] : []),
    ...(state.isAsterisk ? [state] : []),
  ]);
  const bytes = new Set(states.flatMap((state) => [...state.bytes]));
  const named = [...bytes].map((byte) => new Set<Step>([...states.flatMap((state) => state.on(byte)), ...always]));
  return always.length > 0 ? [new Set<Step>(always), ...named] : named;
}

/** The fields that can follow a field, over all of its patterns. */
function nextOf(machine: FieldMachine): NextFields[] {
  const next = new Set(machine.afterOthers);
  const queue: Step[] = [...machine.wildcards.start.transitions];
  const seen = new Set<Step>();
  for (let step = queue.pop(); step; step = queue.pop()) {
    if (seen.has(step)) continue;
    seen.add(step);
    if (step.match) next.add(step.match.next);
    queue.push(...(step.state?.transitions ?? []));
  }
  return [...next];
}

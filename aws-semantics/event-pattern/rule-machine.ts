import { alternativesOf } from "./alternatives";
import { type SinglePattern, absence, singlePatterns } from "./single-pattern";
import { TextMachine } from "./text-machine";
import { WildcardMachine } from "./wildcard-machine";
import { wildcardSymbols } from "./wildcard-symbols";

/** The fields that follow a match, by their paths, and the fields that follow if a field is absent. */
export class NextFields {
  public readonly machines = new Map<string, FieldMachine>();
  public readonly absent = new Map<string, NextFields>();
}

/** All patterns of one field, and the fields that follow each. */
export class FieldMachine {
  public readonly wildcards = new WildcardMachine<NextFields>();
  /** The fields that follow patterns without wildcards. Patterns without wildcards do not count. */
  public readonly afterOthers = new Set<NextFields>();
  private readonly texts = new TextMachine<NextFields>();
  private readonly others = new Map<string, NextFields>();

  public add(pattern: SinglePattern, candidate: NextFields): NextFields {
    const { key, text, wildcards } = pattern;
    if (wildcards.length > 0) {
      for (const wildcard of wildcards) this.texts.addOther(wildcardSymbols(wildcard));
      return wildcards.reduce((next, wildcard) => this.wildcards.add(key, wildcard, next), candidate);
    }
    const next = text === undefined ? this.addOther(pattern, candidate) : this.texts.addText(text, candidate);
    this.afterOthers.add(next);
    return next;
  }

  private addOther({ key, beginnings }: SinglePattern, candidate: NextFields): NextFields {
    for (const beginning of beginnings) this.texts.addOther([...Buffer.from(beginning, "utf8")]);
    const next = this.others.get(key) ?? candidate;
    this.others.set(key, next);
    return next;
  }
}

/** The machine of an event pattern, as Event Ruler builds it: field by field, in the order of their paths. */
export function ruleMachine(eventPattern: object): NextFields {
  const start = new NextFields();
  for (const alternative of alternativesOf(eventPattern)) {
    // Java sorts strings by their UTF-16 code units
    const fields = [...alternative].toSorted(([one], [other]) => (one < other ? -1 : 1));
    addFields(start, fields);
  }
  return start;
}

function addFields(at: NextFields, [field, ...others]: readonly (readonly [string, readonly unknown[]])[]): void {
  if (field === undefined) return;
  const [path, patterns] = field;
  const following = new Set<NextFields>();
  let next: NextFields | undefined;
  for (const pattern of patterns.flatMap(singlePatterns)) {
    next = addPattern(at, path, pattern, next ?? new NextFields());
    following.add(next);
  }
  for (const each of following) addFields(each, others);
}

function addPattern(at: NextFields, path: string, pattern: SinglePattern, candidate: NextFields): NextFields {
  if (pattern.key === absence) {
    const next = at.absent.get(path) ?? candidate;
    at.absent.set(path, next);
    return next;
  }
  const machine = at.machines.get(path) ?? new FieldMachine();
  at.machines.set(path, machine);
  return machine.add(pattern, candidate);
}

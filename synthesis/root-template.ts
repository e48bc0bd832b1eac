import type { Account } from "../config/derived/accounts";

/** A root, and the text that was synthesized for it. */
export interface Sample {
  readonly root: Account;
  readonly text: string;
}

/** The text of a root as a template: the text of another root has its own id and stack name in the same places. */
export class RootTemplate {
  /** The parts of the text. Parts at odd positions are the id or the stack name, and other parts are constant. */
  private readonly parts: readonly string[];

  constructor(private readonly sample: Sample) {
    const { stackName, id } = sample.root;
    this.parts = sample.text.split(new RegExp(`(${stackName}|${id})`));
  }

  /** The text of another root. Ids and names contain no character that JSON or Terraform would escape. */
  stamp({ id, stackName }: Account): string {
    const value = (part: string) => (part === this.sample.root.id ? id : stackName);
    return this.parts.map((part, i) => (i % 2 === 0 ? part : value(part))).join("");
  }
}

/**
 * Roots of a group that cdktf synthesizes to test a template before other roots use it: the first and the last root by length of the
 * name, by name, and by id. The text can depend on an order, on a maximum length or on a comparison. If it is right for the first
 * and the last root, it is right for all roots between them.
 */
export function samplesOf(roots: readonly Account[]): Account[] {
  const orders: readonly ((root: Account) => string | number)[] = [
    // A long name is rarely a part of another word, so its template is tried first
    ({ stackName }) => -stackName.length,
    ({ stackName }) => stackName,
    ({ id }) => id,
  ];
  const ends = orders.flatMap((order) => {
    const first = roots.reduce((one, other) => (order(other) < order(one) ? other : one));
    const last = roots.reduce((one, other) => (order(other) > order(one) ? other : one));
    return [first, last];
  });
  return [...new Set(ends)];
}

/**
 * The template of one sample from which the text of every other sample can be created. Undefined if there is none, because the text
 * contains a hash or a part of the id or of the name. A sample whose name contains its id cannot be a template: a resource name that
 * ends with the id could look like the stack name.
 */
export function templateOf(samples: readonly Sample[]): RootTemplate | undefined {
  const makesAll = (template: RootTemplate) => samples.every(({ root, text }) => template.stamp(root) === text);
  const clear = samples.filter(({ root }) => !root.stackName.includes(root.id));
  return clear.map((sample) => new RootTemplate(sample)).find(makesAll);
}

import type { Account } from "../config/names/names";

/** A root, and a text that was synthesized for it. */
export interface Sample {
  readonly root: Account;
  readonly text: string;
}

/** The text of a root, from which that of other roots is made: their ids and stack names are put in the places of its own. */
export class RootTemplate {
  /** Constant text, and in the odd places the id or the stack name. */
  private readonly parts: readonly string[];

  constructor(private readonly sample: Sample) {
    const { stackName, id } = sample.root;
    this.parts = sample.text.split(new RegExp(`(${stackName}|${id})`));
  }

  /** The text of another root. Ids and names have no character that JSON or Terraform writes in another way. */
  stamp({ id, stackName }: Account): string {
    const value = (part: string) => (part === this.sample.root.id ? id : stackName);
    return this.parts.map((part, i) => (i % 2 === 0 ? part : value(part))).join("");
  }
}

/**
 * Roots of a group for which a template must be tried before it is used for the others: the first and the last by everything
 * on which an order, a limit of length or a comparison can depend. Between two roots on the same side of a limit, every other
 * root is on that side, too.
 */
export function samplesOf(roots: readonly Account[]): Account[] {
  const orders: readonly ((root: Account) => string | number)[] = [
    // A long name is hardly a part of another word, so its template is tried first
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
 * A template of one sample that makes the text of every other sample. Undefined if there is none, because the text depends
 * on the id or on the name in another way: by a hash of it, or by a part of it. A sample whose name contains its id is no
 * template: a name of a resource that ends with the id looks like the stack name.
 */
export function templateOf(samples: readonly Sample[]): RootTemplate | undefined {
  const makesAll = (template: RootTemplate) => samples.every(({ root, text }) => template.stamp(root) === text);
  const clear = samples.filter(({ root }) => !root.stackName.includes(root.id));
  return clear.map((sample) => new RootTemplate(sample)).find(makesAll);
}

/** Random choices from a seed, the same in every run. Uses the high bits of a linear congruential generator. */
export class Dice {
  constructor(private state: number) {}

  /** Returns a whole number from 0 that is smaller than the limit. */
  below(limit: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * limit);
  }

  pick<Choice>(choices: readonly Choice[]): Choice {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new Error("nothing to choose from");
    return choice;
  }

  /** Returns a list of `least` to `most` elements, both included. */
  list<Item>(least: number, most: number, make: () => Item): Item[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }

  text(characters: string, most: number): string {
    return this.list(0, most, () => this.pick([...characters])).join("");
  }
}

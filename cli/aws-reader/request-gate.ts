/** Limits the number of concurrent requests, and counts them. */
export class RequestGate {
  readonly #waiting: (() => void)[] = [];
  #open: number;
  #count = 0;

  constructor(atOnce: number) {
    this.#open = atOnce;
  }

  /** Requests so far. */
  get count(): number {
    return this.#count;
  }

  /** Sends a request as soon as the number of concurrent requests is below the limit. */
  async pass<T>(request: () => Promise<T>): Promise<T> {
    if (this.#open > 0) this.#open--;
    else await new Promise<void>((proceed) => this.#waiting.push(proceed));
    this.#count++;
    try {
      return await request();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#open++;
    }
  }
}

/**
 * Starts the next items while one is processed, and returns them in their order.
 *
 * @param most largest number of started items that were not returned yet
 * @param begin must not reject; a failure must be part of its result
 */
export async function* readAhead<Item, Begun>(
  items: AsyncIterable<Item>,
  most: number,
  begin: (item: Item) => Promise<Begun>,
): AsyncGenerator<Begun> {
  const begun: Promise<Begun>[] = [];
  for await (const item of items) {
    begun.push(begin(item));
    const first = begun.length >= most ? begun.shift() : undefined;
    if (first) yield await first;
  }
  for (const rest of begun) yield await rest;
}

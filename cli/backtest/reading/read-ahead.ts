/**
 * Starts the next items while the current item is processed. Returns all items in order.
 *
 * @param most maximum number of started items that are not returned yet
 * @param begin starts an item. The promise must not reject: a failure must be part of the result
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

/**
 * Begins with the next items while one is worked on, and gives them in their order.
 *
 * @param most how many are begun and not yet given
 * @param begin must not reject: what fails has to be part of its answer
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

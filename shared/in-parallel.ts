/**
 * Does the same work for every item, with a limited number of items at the same time. It takes the next item only when the work on
 * another item has ended, so a source of items can be longer than memory.
 *
 * After the first error, it takes no other item. The work that is already running continues.
 *
 * @param atOnce maximum number of items at the same time
 * @returns the results in the order of the items
 * @throws the first error of the work or of the source
 */
export async function mapInParallel<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  atOnce: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  // The library is an ES module, which a module in CommonJS cannot load otherwise in Node.js 20.12
  const { default: pMap } = await import("p-map");
  return pMap(items, work, { concurrency: atOnce });
}

/** Maximum number of concurrent requests. AWS Organizations allows few requests per second. The SDK slows down when throttled. */
const mostAtOnce = 4;

/** Calls `work` for each value, with a few concurrent calls. The results are in the order of the values. */
export async function eachOf<T, R>(values: readonly T[], work: (value: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = values.entries();
  const worker = async () => {
    for (const [i, value] of waiting) results[i] = await work(value);
  };
  await Promise.all(Array.from({ length: Math.min(mostAtOnce, values.length) }, worker));
  return results;
}

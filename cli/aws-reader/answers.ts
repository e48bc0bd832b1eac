import { toError } from "../../shared/thrown";
/**
 * The response of AWS. Undefined if the resource does not exist.
 *
 * @param absences names of the errors that AWS returns for a missing resource
 */
export async function unlessAbsent<T>(answer: Promise<T>, ...absences: readonly string[]): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (absences.includes(toError(error).name)) return undefined;
    throw error;
  }
}

/** Every item of a list that AWS returns in pages. */
export async function everyItem<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  return items;
}

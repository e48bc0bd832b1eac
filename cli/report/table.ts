import { numberText } from "./charts";
import { type Html, markup } from "./html";

/** Maximum number of rows of a table on the page. `trailkeeper query` returns all rows. */
export const mostRows = 50;

export interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A table whose first column names the row. It shows only the first rows, because no one reads thousands of rows on a page. */
export function tableOf({ caption, columns, rows }: Table): Html {
  const shown = rows.slice(0, mostRows);
  const isNumber = columns.map((_, i) => shown.length > 0 && shown.every((row) => typeof row[i] === "number"));
  const more = rows.length > shown.length ? ` The first ${shown.length} of ${numberText(rows.length)} rows.` : "";
  const cell = (value: string | number, i: number) => {
    const text = typeof value === "number" ? numberText(value) : value;
    if (i === 0) return markup`<th scope="row">${text}</th>`;
    return isNumber[i] === true ? markup`<td class="number">${text}</td>` : markup`<td>${text}</td>`;
  };
  const head = columns.map((column, i) =>
    isNumber[i] === true
      ? markup`<th scope="col" class="number">${column}</th>`
      : markup`<th scope="col">${column}</th>`,
  );
  return markup`<div class="table" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>${caption}.${more}</caption>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${shown.map(
          (row) =>
            markup`<tr>
              ${row.map(cell)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Maximum number of rows of a hunt in one run. If a hunt has more rows, an additional row contains their number. */
export const rowLimit = 25;

/**
 * Fields of a row in an array of the result, in this order. The values of the subject follow these fields.
 *
 * - `notice`: a hash that is the same for the same row of another run
 * - `more`: empty, or the number of omitted rows if this row stands for omitted rows
 */
export const rowFields = [
  "notice",
  "more",
  "first",
  "last",
  "events",
  "measure",
  "regions",
  "addresses",
  "ids",
] as const;

/** The ranked rows as arrays of `rowFields`. */
export const selectMessageRows = `selected AS (
  SELECT hunt, place, IF(
    place <= ${rowLimit},
    ARRAY[
      ${hashArray("ARRAY[hunt] || transform(identity, value -> coalesce('=' || value, ''))")},
      '',
      ${formatTime("first_time")}, ${formatTime("last_time")}, CAST(events AS varchar),
      ${["measure", "regions", "addresses", "ids"].map(cleanText).join(",\n      ")}
    ] || transform(subject, value -> ${cleanText("value")}),
    -- Where identities are left out, its hash changes every day, as what is left out may
    ARRAY[${hashArray(`ARRAY[hunt, 'more', IF(identities > ${rowLimit}, CAST(newest AS varchar), '')]`)}, CAST(total - ${rowLimit} AS varchar)]
  ) AS fields
  FROM ranked
  WHERE place <= ${rowLimit + 1}
)`;

function hashArray(array: string): string {
  return `lower(to_hex(sha256(to_utf8(json_format(CAST(${array} AS json))))))`;
}

function formatTime(column: string): string {
  return `coalesce(date_format(${column}, '%Y-%m-%d %H:%i:%s'), '')`;
}

/**
 * A value that a caller may have chosen, shortened to 200 characters, without characters that have a meaning in JSON, HTML or chat,
 * and without characters of more than one byte.
 */
function cleanText(value: string): string {
  return `regexp_replace(substr(coalesce(${value}, ''), 1, 200), '[^ !#-;=?-\\[\\]-~]', '?')`;
}

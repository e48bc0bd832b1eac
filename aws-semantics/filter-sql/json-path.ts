import type { Selector, SelectorStep } from "../filter-pattern/selector";
import { printSelector } from "../filter-pattern/selector";
import { NotExactError } from "./not-exact-error";
import { textLiteral } from "./sql-literal";

/** A value in a JSON document of the query engine: an SQL expression of type `json`, and a path in it. */
export interface JsonPlace {
  readonly document: string;

  /** Path of keys: `$` for the document itself. */
  readonly path: string;
}

/** The value as JSON. It is null if the value is missing. A JSON null is not an SQL null. */
export const jsonOf = ({ document, path }: JsonPlace): string =>
  path === "$" ? document : `json_extract(${document}, ${textLiteral(path)})`;

/** A string, a number or a Boolean value as text. Null for all other values. */
export const scalarOf = ({ document, path }: JsonPlace): string =>
  `json_extract_scalar(${document}, ${textLiteral(path)})`;

/**
 * A condition on the values that a selector finds in a JSON document. It is true if it is true for one of the values.
 *
 * JSON paths of the query engine can interpret an index as a key of an object, and a key of digits as an index. So a path contains
 * only keys, and elements are read only from arrays.
 *
 * @throws NotExactError when a key cannot be in a path of the engine
 */
export function anyInJson(document: string, selector: Selector, test: (place: JsonPlace) => string): string {
  let place: JsonPlace = { document, path: "$" };
  for (const [index, step] of selector.entries()) {
    if (step.kind === "every-element" || step.kind === "every-field") {
      const element = `e${selector.length - index}`;
      const inner = anyInJson(element, selector.slice(index + 1), test);
      return `any_match(${elementsOf(jsonOf(place))}, ${element} -> ${inner})`;
    }
    place = valueAt(place, step, selector);
  }
  return test(place);
}

function valueAt(place: JsonPlace, step: SelectorStep, selector: Selector): JsonPlace {
  if (step.kind === "key") return { ...place, path: place.path + keyPath(step.key, selector) };
  const index = step.kind === "index" ? step.index + 1 : 0;
  return { document: `element_at(TRY_CAST(${jsonOf(place)} AS array(json)), ${index})`, path: "$" };
}

/** All elements of an array, and the values of all fields of an object. */
const elementsOf = (json: string): string =>
  `concat(coalesce(TRY_CAST(${json} AS array(json)), ARRAY[]), ` +
  `coalesce(map_values(TRY_CAST(${json} AS map(varchar, json))), ARRAY[]))`;

function keyPath(key: string, selector: Selector): string {
  if (/^[A-Za-z_]\w*$/.test(key)) return `.${key}`;
  // The query engine interprets a whole number as an index
  if (!/^([+-]?\d*)$|["\\]|\p{Cc}/u.test(key)) return `["${key}"]`;
  throw new NotExactError(
    `the query engine cannot read \`${key}\` in \`${printSelector(selector)}\` as the key of an object; use another field`,
  );
}

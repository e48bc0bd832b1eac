import type { Selector, SelectorStep } from "../filter-pattern/selector";
import { printSelector } from "../filter-pattern/selector";
import { NotExactError } from "./not-exact-error";
import { textLiteral } from "./sql-literal";

/** A value in a JSON document of the engine: a path into an SQL expression of type `json`. */
export interface JsonPlace {
  readonly document: string;

  /** Path of keys: `$` for the document itself. */
  readonly path: string;
}

/** The value as JSON. Null if it is missing; a JSON null is not null. */
export const jsonOf = ({ document, path }: JsonPlace): string =>
  path === "$" ? document : `json_extract(${document}, ${textLiteral(path)})`;

/** The text of a text, a number or a Boolean value. Null for everything else. */
export const scalarOf = ({ document, path }: JsonPlace): string =>
  `json_extract_scalar(${document}, ${textLiteral(path)})`;

/**
 * A condition on the values that a selector finds in a JSON document. It holds if it holds for one of the values.
 *
 * The engine's own paths can read an index as a key of an object, and a key of digits as an index. So a path contains only
 * keys, and elements are read only from arrays.
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
  // The engine takes a whole number for an index
  if (!/^([+-]?\d*)$|["\\]|\p{Cc}/u.test(key)) return `["${key}"]`;
  throw new NotExactError(
    `the engine cannot read the key \`${key}\` of \`${printSelector(selector)}\` only from an object; use another field`,
  );
}

import type { References } from "../terraform-output/references";
import { ofType } from "../terraform-output/stack";
import { type S3Location, placeAt } from "./s3-location";

/** A Glue table over logs. A view has no location. */
export interface Table {
  readonly name: string;
  readonly place: S3Location;
}

/** The tables of an output, and those that its crawlers create. */
export function tablesOf(references: References): Table[] {
  return references.stacks.flatMap((stack) => [
    ...ofType(stack, "aws_glue_catalog_table").flatMap(({ attributes }) =>
      [attributes.storage_descriptor ?? []].flat().flatMap(({ location }) => {
        const place = location && placeAt(references.text(stack, location));
        return place ? [{ name: attributes.name, place }] : [];
      }),
    ),
    ...ofType(stack, "aws_glue_crawler").flatMap(({ attributes }) =>
      [attributes.s3_target ?? []].flat().flatMap(({ path }) => {
        const place = placeAt(references.text(stack, path));
        return place ? [{ name: `${attributes.table_prefix ?? ""}* (crawler ${attributes.name})`, place }] : [];
      }),
    ),
  ]);
}

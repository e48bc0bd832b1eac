import type { References } from "../../terraform-types/synthesized/references";
import { ofType } from "../../terraform-types/synthesized/stack";
import { type S3Location, parseLocation } from "./s3-location";

/** A Glue table over logs. A view has no location. */
export interface Table {
  readonly name: string;
  readonly location: S3Location;
}

/** The tables of an output, the tables that its crawlers create, and the tables of a database with a location. */
export function tablesOf(references: References): Table[] {
  return references.stacks.flatMap((stack) => [
    ...ofType(stack, "aws_glue_catalog_table").flatMap(({ attributes }) =>
      [attributes.storage_descriptor ?? []].flat().flatMap(({ location: uri }) => {
        const location = uri && parseLocation(references.text(stack, uri));
        return location ? [{ name: attributes.name, location }] : [];
      }),
    ),
    ...ofType(stack, "aws_glue_crawler").flatMap(({ attributes }) =>
      [attributes.s3_target ?? []].flat().flatMap(({ path }) => {
        const location = parseLocation(references.text(stack, path));
        return location ? [{ name: `${attributes.table_prefix ?? ""}* (crawler ${attributes.name})`, location }] : [];
      }),
    ),
    ...ofType(stack, "aws_glue_catalog_database").flatMap(({ attributes }) => {
      const location = attributes.location_uri && parseLocation(references.text(stack, attributes.location_uri));
      return location ? [{ name: `${attributes.name}.*`, location }] : [];
    }),
  ]);
}

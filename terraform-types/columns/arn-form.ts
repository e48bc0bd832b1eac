/**
 * The ARN of the objects of a Terraform type, as AWS documents it. A name in braces stands for a part:
 *
 * - `{partition}`, `{region}`, `{account}`: of the resource;
 * - `{name}`: the value of the attribute `name`. The value of an ARN is its last part, and so is the value of a URL;
 * - `{path=/}`: the value of the attribute `path`, or `/` if it is not set;
 * - `[{event_bus_name}/]`: left out if the attribute is not set, or is `default`;
 * - `*`: a part that AWS chooses.
 */
export type ArnForm = `arn:{partition}:${string}`;

/** The parts of an ARN that are not attributes. */
export interface ArnPlace {
  readonly partition: string;
  readonly region: string;

  /** Account id, or `*` for any account. */
  readonly account: string;
}

/**
 * Writes an ARN.
 *
 * @param valueOf returns the string value of an attribute. Undefined if it is not set
 */
export function fillArn(form: ArnForm, place: ArnPlace, valueOf: (attribute: string) => string | undefined): string {
  const parts = new Map<string, string>(Object.entries(place));
  return form
    .replace(/\[\{(\w+)\}(.)\]/g, (_, attribute: string, end: string) => {
      const value = valueOf(attribute);
      return value === undefined || value === "default" ? "" : `${value}${end}`;
    })
    .replace(
      /\{(\w+)(?:=([^}]*))?\}/g,
      (_, name: string, otherwise = "") => parts.get(name) ?? lastPart(valueOf(name) ?? otherwise),
    );
}

/** The resource part of an ARN, the last part of a URL, or else the whole text. */
function lastPart(text: string): string {
  if (text.startsWith("arn:")) return text.split(":").slice(5).join(":");
  return text.startsWith("https://") ? text.slice(text.lastIndexOf("/") + 1) : text;
}

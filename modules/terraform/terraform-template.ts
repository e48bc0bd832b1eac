import { Token } from "cdktf";

/**
 * Escapes a string, so that Terraform does not interpret `${` and `%{` as the beginning of a template.
 *
 * @throws when the string contains a reference to a resource, because Terraform would not resolve an escaped reference
 */
export function literal(text: string): string {
  if (Token.isUnresolved(text)) {
    throw new Error(
      "a literal string refers to an attribute of another resource; use a name from config/names/ instead",
    );
  }
  return text.replace(/([$%])\{/g, "$1$1{");
}

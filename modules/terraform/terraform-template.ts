import { Token } from "cdktf";

/**
 * Escapes a string so that Terraform does not interpolate it: `${` and `%{` would begin a template.
 *
 * @throws when the string contains a reference to a resource, because Terraform would not resolve it any more
 */
export function literal(text: string): string {
  if (Token.isUnresolved(text)) {
    throw new Error("a literal text refers to an attribute of another resource; name it by what names it in config/");
  }
  return text.replace(/([$%])\{/g, "$1$1{");
}

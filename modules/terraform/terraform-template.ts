import { Token } from "cdktf";

/**
 * Makes Terraform take a text as it is: `${` and `%{` would begin a template.
 *
 * @throws when the text refers to another resource, because nobody would resolve that any more.
 */
export function literal(text: string): string {
  if (Token.isUnresolved(text)) {
    throw new Error("a literal text refers to an attribute of another resource; name it by what names it in config/");
  }
  return text.replace(/([$%])\{/g, "$1$1{");
}

/**
 * The text that Terraform makes of a string in JSON syntax: it reads it as a template, where `$${` and `%%{` stand for
 * `${` and `%{`.
 *
 * @throws when the string holds a template, whose value only Terraform knows
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function asTerraformReads(text: string): string {
  return text.replace(/\$\$\{|%%\{|[$%]\{/g, (found) => {
    if (found.length === 2) throw new Error(`expected a plain text, got a template: ${text}`);
    return found.slice(1);
  });
}

/** Makes Terraform take a text as it is: `${` and `%{` would begin a template. */
export function literal(text: string): string {
  return text.replace(/([$%])\{/g, "$1$1{");
}

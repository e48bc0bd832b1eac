import { Lexer } from "yaml";

/** A part of a text, as offsets. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** Control tokens of the lexer. They are not part of the text. A scalar follows `scalarToken`. */
const scalarToken = "\u001f";
const controlTokens = new Set([scalarToken, "\u0002", "\u0018"]);

/** The comments of a YAML text. A `#` in a string is no comment, so the tokens of the YAML library are needed. */
export function commentsIn(text: string): TextRange[] {
  const comments: TextRange[] = [];
  let from = 0;
  let before = "";
  for (const token of new Lexer().lex(text)) {
    const to = controlTokens.has(token) ? from : from + token.length;
    if (token.startsWith("#") && before !== scalarToken) comments.push({ from, to });
    from = to;
    before = token;
  }
  return comments;
}

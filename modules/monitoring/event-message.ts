/** A message that EventBridge creates from an event: the arguments of an input transformer. */
export interface EventMessage {
  /** JSON paths of fields of the event, by the names of the placeholders in the template. */
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** Maximum length of a template in EventBridge, in characters. */
const templateLimit = 8192;

/**
 * A message that is a JSON object, with one field on each line.
 *
 * If the template is a JSON object, EventBridge escapes the inserted values, such as a user agent, which a caller chose. If the
 * template were a plain string, EventBridge would not escape them: with a quotation mark in a value, the message would be invalid,
 * and no one would receive it. A field that the event does not have becomes an empty string.
 *
 * @param id name of the message in errors
 * @param fields names and values; a value is a placeholder or JSON
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function objectMessage(
  id: string,
  inputPaths: EventMessage["inputPaths"],
  fields: readonly (readonly [name: string, value: string])[],
): EventMessage {
  const lines = fields.map(([name, value]) => `  ${JSON.stringify(name)}: ${value}`);
  return withinLimit(id, { inputPaths, inputTemplate: `{\n${lines.join(",\n")}\n}` });
}

/**
 * A message in the format that Amazon Q Developer shows in chat channels. Amazon Q drops messages in other formats. Values that a
 * caller chose are in a string of a JSON object, where EventBridge escapes them.
 *
 * @param id name of the message in errors
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function chatMessage(
  id: string,
  inputPaths: EventMessage["inputPaths"],
  title: string,
  lines: readonly string[],
): EventMessage {
  const content = { textType: "client-markdown", title: plain(title), description: lines.join("\n") };
  return withinLimit(id, { inputPaths, inputTemplate: JSON.stringify({ version: "1.0", source: "custom", content }) });
}

/** Removes placeholders from a string. */
export function plain(text: string): string {
  return text.replaceAll(/[<>]/g, "");
}

function withinLimit(id: string, message: EventMessage): EventMessage {
  const { length } = message.inputTemplate;
  if (length > templateLimit) {
    throw new Error(`the message of ${id} has ${length} characters, but EventBridge accepts at most ${templateLimit}`);
  }
  return message;
}

/** A message that EventBridge builds from an event: arguments of an input transformer. */
export interface EventMessage {
  /** JSON paths into the event, by the names of the template's placeholders. */
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** Longest template that EventBridge accepts, in characters. */
const templateLimit = 8192;

/**
 * A message that is a JSON object, with one field on each line.
 *
 * In a JSON object, EventBridge writes values that a caller chose, such as the user agent, as JSON values. In a template that is
 * a plain string it would not escape them: a quotation mark would make the message invalid, and nobody would receive it. A
 * field that the event does not have becomes an empty string.
 *
 * @param id name of the message in errors
 * @param fields names and values; a value is a placeholder, or JSON
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
 * A message in the form that Amazon Q Developer shows in chat channels. It drops messages of any other form. Values that a
 * caller chose are in a string of an object, where EventBridge escapes them.
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

/** A string in which nothing is a placeholder. */
export function plain(text: string): string {
  return text.replaceAll(/[<>]/g, "");
}

function withinLimit(id: string, message: EventMessage): EventMessage {
  const { length } = message.inputTemplate;
  if (length > templateLimit) {
    throw new Error(`the message of ${id} has ${length} characters, EventBridge accepts ${templateLimit}`);
  }
  return message;
}

/** How EventBridge makes a message of an event. */
export interface EventMessage {
  /** Where in an event the parts of the message are, by the names the template has for them. */
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** Characters EventBridge accepts in a template. */
const templateLimit = 8192;

/**
 * A message that is a JSON object, a field in each line.
 *
 * EventBridge writes what a caller chose, such as the user agent, as a JSON value there. In a template that is a text it would
 * not escape it: a quotation mark in it, and nobody would get the message. A field that the event does not have is an empty
 * text.
 *
 * @param id what the message is called in errors
 * @param fields names and values; a value is a part of the event, or JSON
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
 * A message as Amazon Q Developer shows it in chat channels, which drop what is not of this form. What a caller chose stands
 * in a text of an object, where EventBridge escapes it.
 *
 * @param id what the message is called in errors
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

/** A text in which nothing is taken for a part of the event. */
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

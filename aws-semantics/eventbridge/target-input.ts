import { isJson, type Transformed, transform } from "./input-template";
import { isPath, valueAt } from "./json-path";

/** Settings of the input of a target, with the field names of the API. Without them, the input is the whole event. */
export interface TargetInput {
  /** Name of the target among the targets of the rule. */
  readonly Id?: string;
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: {
    readonly InputPathsMap?: Readonly<Record<string, string>>;
    readonly InputTemplate: string;
  };
}

/** The reason why `PutTargets` would reject an input: AWS's error message. Undefined if it would accept the input. */
export function inputRefusal({ Id = "target", Input, InputPath, InputTransformer }: TargetInput): string | undefined {
  if ([Input, InputPath, InputTransformer].filter((given) => given !== undefined).length > 1) {
    return "Only one of Input, InputPath, or InputTransformer must be provided";
  }
  if (Input !== undefined && Input !== "" && !isJson(Input)) return "JSON syntax error in input";
  const { InputPathsMap = {}, InputTemplate } = InputTransformer ?? {};
  const paths = [...(InputPath ? [InputPath] : []), ...Object.values(InputPathsMap)];
  if (Object.keys(InputPathsMap).some((name) => !/^[\w-]{1,256}$/.test(name)))
    return "Map keys must satisfy constraint";
  if (!paths.every(isPath)) return `InputPath for target ${Id} is invalid`;
  return InputTemplate === undefined ? undefined : templateRefusal(InputTemplate);
}

function templateRefusal(template: string): string | undefined {
  if (/"<[\w.-]+>"\s*:/.test(template)) return "InputTemplate placeholder present as a JSON object key";
  if (template.includes("<aws.events.event.json>") && !template.trimStart().startsWith("{")) {
    return "aws.events.event.json is valid only for JSON template";
  }
  return isJson(template.replaceAll(/<[\w.-]+>/g, "null")) ? undefined : "Invalid InputTemplate";
}

/**
 * The input that a target receives for an event.
 *
 * @param reserved values of the names that begin with `aws.events.`
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function inputOf(
  { Input, InputPath, InputTransformer }: TargetInput,
  event: unknown,
  reserved: Readonly<Record<string, unknown>>,
): Transformed {
  if (InputTransformer !== undefined) {
    const { InputPathsMap: inputPaths = {}, InputTemplate: inputTemplate } = InputTransformer;
    return transform({ inputPaths, inputTemplate }, event, reserved);
  }
  if (InputPath !== undefined) {
    const value = InputPath === "" ? undefined : valueAt(event, InputPath);
    return { body: JSON.stringify(value === undefined ? {} : value), isDelivered: true };
  }
  return { body: Input || JSON.stringify(event), isDelivered: true };
}

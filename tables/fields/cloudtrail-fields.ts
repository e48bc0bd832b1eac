/**
 * Columns of the table by the fields of an event. A column, or a field of a column, has the name of the field in lower case. The types
 * are the types that CloudTrail documents. CloudTrail writes null only for columns of JSON.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export type CloudTrailField =
  | { readonly kind: "text" | "boolean" | "json"; readonly sql: string }
  | { readonly kind: "object"; readonly sql: string; readonly fields: CloudTrailFields }
  | { readonly kind: "list"; readonly sql: string; readonly fieldsOf: (element: string) => CloudTrailFields };

export type CloudTrailFields = Readonly<Record<string, CloudTrailField>>;

/** Table of the events that the alarms evaluate: the events of the organization trail. */
export const alarmedEventsTable = "cloudtrail";

/** Columns of JSON, and the names of their parsed values in a query. */
export const jsonColumns = {
  requestparameters: "request",
  responseelements: "response",
  additionaleventdata: "additional",
  serviceeventdetails: "details",
  edgedevicedetails: "edge",
} as const;

const columnOf = (parent: string, key: string): string => (parent === "" ? "" : `${parent}.`) + key.toLowerCase();

/** Fields that are strings. */
const texts = (keys: string, parent = ""): CloudTrailFields =>
  Object.fromEntries(keys.split(" ").map((key) => [key, { kind: "text", sql: columnOf(parent, key) }]));

/** Fields of a parsed column. */
const jsons = (keys: string): CloudTrailFields =>
  Object.fromEntries(
    keys
      .split(" ")
      .map((key) => [key, { kind: "json", sql: jsonColumns[key.toLowerCase() as keyof typeof jsonColumns] }]),
  );

/** An object. A function returns its fields from its column. */
function object(key: string, parent: string, fieldsOf: (column: string) => CloudTrailFields): CloudTrailFields {
  const sql = columnOf(parent, key);
  return { [key]: { kind: "object", sql, fields: fieldsOf(sql) } };
}

const sessionContext = (column: string): CloudTrailFields => ({
  ...texts("ec2RoleDelivery", column),
  ...object("attributes", column, (own) => texts("mfaAuthenticated creationDate", own)),
  ...object("sessionIssuer", column, (own) => texts("type principalId arn accountId userName", own)),
  ...object("webIdFederationData", column, (own) => texts("federatedProvider", own)),
});

const userIdentity = (column: string): CloudTrailFields => ({
  ...texts("type principalId arn accountId invokedBy accessKeyId userName", column),
  ...object("onBehalfOf", column, (own) => texts("userId identityStoreArn", own)),
  ...object("sessionContext", column, sessionContext),
});

/** The fields of an event. */
export const cloudTrailFields: CloudTrailFields = {
  ...texts("eventVersion eventTime eventSource eventName awsRegion sourceIPAddress userAgent errorCode errorMessage"),
  ...texts(
    "requestID eventID eventType apiVersion recipientAccountId sharedEventID vpcEndpointId vpcEndpointAccountId",
  ),
  ...texts("eventCategory sessionCredentialFromConsole"),
  readOnly: { kind: "boolean", sql: "readonly" },
  ...jsons("requestParameters responseElements additionalEventData serviceEventDetails edgeDeviceDetails"),
  ...object("userIdentity", "", userIdentity),
  ...object("addendum", "", (own) => texts("reason updatedFields originalRequestID originalEventID", own)),
  ...object("tlsDetails", "", (own) => texts("tlsVersion cipherSuite clientProvidedHostHeader", own)),
  resources: { kind: "list", sql: "resources", fieldsOf: (element) => texts("ARN accountId type", element) },
};

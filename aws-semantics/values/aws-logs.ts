/** Folder that AWS services add below a key prefix. The prefix has no slash at its beginning or end, and is empty for none. */
export const awsLogsFolder = (prefix: string): string => (prefix === "" ? "AWSLogs" : `${prefix}/AWSLogs`);

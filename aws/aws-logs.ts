/** Folder that AWS services add below a key prefix. The prefix has no slashes at its ends, and is empty for none. */
export const awsLogsFolder = (prefix: string): string => (prefix === "" ? "AWSLogs" : `${prefix}/AWSLogs`);

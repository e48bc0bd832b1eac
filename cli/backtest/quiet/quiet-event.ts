/** An event that no detection matches. Only its counted values were read. */
export class QuietEvent {
  constructor(
    public readonly eventID: string,
    public readonly eventTime: string,
    public readonly recipientAccountId: string,
  ) {}
}

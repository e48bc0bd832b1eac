/** An event that no detection matches. Only what is counted of it was read. */
export class QuietEvent {
  constructor(
    public readonly eventID: string,
    public readonly eventTime: string,
    public readonly recipientAccountId: string,
  ) {}
}

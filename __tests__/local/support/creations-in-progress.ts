/**
 * Resources that an apply is creating now, read from the output of Terraform.
 *
 * Terraform knows of a resource once its creation is complete. Killed before, it creates it once more: that succeeds for
 * settings of a bucket, which replace what is there, and for whatever was not begun. A role or a queue would be there
 * already, and has to be imported by whoever killed the apply.
 */
export class CreationsInProgress {
  private readonly addresses = new Set<string>();
  private unread = "";

  /** Takes the next piece of output, which may end within a line. */
  public read(text: string): void {
    const lines = (this.unread + text).split("\n");
    this.unread = lines.pop() ?? "";
    for (const line of lines) {
      const [, address, event] = /^(\S+): (Creating\.\.\.|Creation complete)/.exec(line) ?? [];
      if (address === undefined) continue;
      if (event === "Creating...") this.addresses.add(address);
      else this.addresses.delete(address);
    }
  }

  /** Whether there are any, and each may be created twice. */
  public canBeRepeated(): boolean {
    return this.addresses.size > 0 && [...this.addresses].every((address) => address.startsWith("aws_s3_bucket_"));
  }
}

/**
 * Resources that an apply is creating now, read from the output of Terraform.
 *
 * Terraform records a resource after its creation. If it is killed earlier, the next apply creates the resource again. This
 * succeeds for settings of a bucket, which replace the existing setting, and for creations that had not begun. A role or a
 * queue may already exist, and must then be imported.
 */
export class CreationsInProgress {
  private readonly addresses = new Set<string>();
  private unread = "";

  /** Reads the next piece of output, which may end inside a line. */
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

  /** Returns whether resources are being created, and all of them may be created twice. */
  public canBeRepeated(): boolean {
    return this.addresses.size > 0 && [...this.addresses].every((address) => address.startsWith("aws_s3_bucket_"));
  }
}

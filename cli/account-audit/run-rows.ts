import type { AuditRow, Fact, Found } from "./audit-row";
import { obstacleOf } from "./obstacles";

/** A row, and the function that reads its facts. */
export interface RowReading<Row extends AuditRow> {
  readonly row: Row;
  readonly read: () => Promise<readonly Fact[]>;
}

/**
 * Reads the facts of all rows at the same time. An error is a fact of its own, so that the other rows are still read.
 *
 * @param notRead the obstacle that reports an error. Its message names the row and the actions that the row needs
 */
export async function runRows<Row extends AuditRow, Obstacle extends AuditRow>(
  readings: readonly RowReading<Row>[],
  notRead: Obstacle,
): Promise<Found<Row | Obstacle>[]> {
  const found = readings.map(async ({ row, read }): Promise<Found<Row | Obstacle>[]> => {
    try {
      return (await read()).map(({ text, region }) => ({ row, text, region, isObstacle: false }));
    } catch (error) {
      const obstacle = obstacleOf({ ...notRead, fix: `${notRead.fix}: ${row.reads.join(", ")}` }, error);
      return [{ ...obstacle, text: `${row.id}: ${obstacle.text}` }];
    }
  });
  return (await Promise.all(found)).flat();
}

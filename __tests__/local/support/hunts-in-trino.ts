import { type SourceTables, onePass } from "../../../hunts/one-pass";
import { countryColumns } from "../../../hunts/countries";
import { rowColumns } from "../../../hunts/rows-table";
import { selectRows } from "../../../hunts/selection";
import type { TunedHunt } from "../../../hunts/tuned-hunt";
import type { EventsInTrino } from "./events-in-trino";

/** A run, and the days that it reads. */
export interface HuntRun {
  readonly run: string;

  /** Such as `2026/01/14`. */
  readonly from: string;
  readonly to: string;
}

/** Runs hunts like the state machine: statements that write rows into a table, and a statement that selects the rows of the run. */
export class HuntsInTrino {
  private constructor(
    private readonly trino: EventsInTrino,
    readonly rows: string,
    readonly countries: string,
  ) {}

  /**
   * Hunts with an empty table of rows.
   *
   * @param ranges ranges of addresses and their countries
   */
  static async create(
    trino: EventsInTrino,
    name: string,
    ranges: readonly (readonly string[])[] = [],
  ): Promise<HuntsInTrino> {
    const countries = await trino.emptyTable(`${name}_countries`, countryColumns);
    if (ranges.length > 0) {
      const values = ranges.map((range) => `(${range.map((value) => `'${value}'`).join(", ")})`);
      await trino.query(`INSERT INTO ${countries} VALUES ${values.join(", ")}`);
    }
    return new HuntsInTrino(trino, await trino.emptyTable(name, rowColumns), countries);
  }

  /** Returns the same rows in another table, in which the last column of a subject is the run. */
  async splitByRun(name: string): Promise<HuntsInTrino> {
    const split = await HuntsInTrino.create(this.trino, name);
    const columns = rowColumns.map((column) => (column.name === "run" ? "element_at(subject, -1)" : column.name));
    await this.trino.query(`INSERT INTO ${split.rows} SELECT ${columns.join(", ")} FROM ${this.rows}`);
    return split;
  }

  /** Reads the events of a source, and writes rows. */
  async pass(hunts: readonly TunedHunt[], tables: SourceTables, run: HuntRun) {
    const { sql, parameters } = onePass(hunts, tables, this.rows);
    return this.trino.answer(
      sql,
      parameters.map((name) => run[name]),
    );
  }

  /** Returns the hunts of which each run wrote rows. */
  async huntsByRun(): Promise<ReadonlyMap<unknown, readonly string[]>> {
    const rows = await this.trino.query(`SELECT run, array_agg(DISTINCT hunt) FROM ${this.rows} GROUP BY run`);
    return new Map(rows.map(([run, hunts]) => [run, hunts as string[]]));
  }

  /** Returns the rows of which people would be notified after a run, as strings by hunt. */
  async select(hunts: readonly TunedHunt[], run: HuntRun): Promise<Record<string, string[][]>> {
    const { sql, parameters } = selectRows(hunts, this.rows, this.countries);
    const rows = await this.trino.query(
      sql,
      parameters.map((name) => run[name]),
    );
    return Object.fromEntries(rows.map(([hunt, list]) => [hunt, JSON.parse(String(list)) as string[][]]));
  }

  async run(hunts: readonly TunedHunt[], tables: SourceTables, run: HuntRun): Promise<Record<string, string[][]>> {
    await this.pass(hunts, tables, run);
    return this.select(hunts, run);
  }
}

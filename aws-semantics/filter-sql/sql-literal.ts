/** A string as an SQL literal. */
export const textLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A finite number as an SQL literal of type `double`. */
export const doubleLiteral = (value: number): string => `DOUBLE '${value}'`;

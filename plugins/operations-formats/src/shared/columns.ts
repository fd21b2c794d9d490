/** A column's name as names are compared: `Due Date`, `due_date`, `due-date` and `dueDate` are one. */
export function comparable(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, '');
}

/** The first column that has one of the names, by the order of the names. */
export function columnNamed(
  names: readonly string[],
  columns: readonly string[],
): string | undefined {
  for (const name of names) {
    const found = columns.find(
      column => comparable(column) === comparable(name),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

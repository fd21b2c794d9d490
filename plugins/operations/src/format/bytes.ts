const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** A size in decimal units with three digits, `1.23 GB`. @internal */
export function formatBytes(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toPrecision(3)} ${units[unit]}`;
}

const units: Record<string, (count: number) => string> = {
  m: count => `PT${count}M`,
  h: count => `PT${count}H`,
  d: count => `P${count}D`,
  w: count => `P${count * 7}D`,
  M: count => `P${count}M`,
  Q: count => `P${count * 3}M`,
  Y: count => `P${count}Y`,
};

const words: Record<string, string> = {
  minute: 'm',
  hour: 'h',
  day: 'd',
  week: 'w',
  month: 'M',
  quarter: 'Q',
  year: 'Y',
};

/** An OpenSLO duration as ISO 8601; `m` is minutes, `M` is months. Undefined when it is none. */
export function openSloDuration(text: string): string | undefined {
  const match = /^(\d+)([mhdwMQY])$/.exec(text.trim());
  return match ? units[match[2]](Number(match[1])) : undefined;
}

/** The window of version v1alpha, `{ count: 30, unit: Day }`. */
export function countedWindow(
  count: unknown,
  unit: unknown,
): string | undefined {
  const name = String(unit).toLowerCase().replace(/s$/, '');
  return Number.isInteger(count) && Object.hasOwn(words, name)
    ? openSloDuration(`${String(count)}${words[name]}`)
    : undefined;
}

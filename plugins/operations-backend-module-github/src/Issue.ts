import { z } from 'zod';

const issue = z.looseObject({
  number: z.number(),
  state: z.string(),
  updated_at: z.string(),
  labels: z.array(
    z.union([z.string(), z.looseObject({ name: z.string().nullish() })]),
  ),
});

/** What the collector itself reads of an issue; the rest is the format's. */
export type Issue = z.infer<typeof issue>;

/** @throws when it is no issue */
export function readIssue(value: unknown): Issue {
  return issue.parse(value);
}

/** The names of its labels, in lower case. */
export function labelsOf({ labels }: Issue): string[] {
  return labels.map(label =>
    (typeof label === 'string' ? label : label.name ?? '').trim().toLowerCase(),
  );
}

/** Whether it names entities, and not this one: a repository may hold several. */
export function isOfAnother(read: Issue, name: string): boolean {
  const named = labelsOf(read).flatMap(
    label => /^(?:service|component|entity)[:/]\s*(.+)$/.exec(label)?.[1] ?? [],
  );
  return named.length > 0 && !named.includes(name.toLowerCase());
}

import { z } from 'zod';
import { advisoryDate, Row, rowOf } from './scanRecord';
import { severityOfWord } from './severity';

/** An advisory as npm wrote it before version 7, and as Yarn and pnpm still do. */
export const advisoryV1 = z.looseObject({
  id: z.union([z.number(), z.string()]).nullish(),
  module_name: z.string(),
  severity: z.string().nullish(),
  title: z.string().nullish(),
  url: z.string().nullish(),
  cves: z.array(z.string()).nullish(),
  github_advisory_id: z.string().nullish(),
  patched_versions: z.string().nullish(),
  created: z.string().nullish(),
  findings: z.array(z.looseObject({ version: z.string().nullish() })).nullish(),
});

/** The finding that an advisory is. */
export function advisoryRow(
  read: z.infer<typeof advisoryV1>,
  location: string,
): Row {
  const cves = read.cves ?? [];
  const ghsa = read.github_advisory_id ?? ghsaIn(read.url);
  const patched = read.patched_versions;
  return rowOf({
    vulnerability: ghsa ?? cves[0] ?? `NPM-${String(read.id)}`,
    aliases: cves,
    package: read.module_name,
    ecosystem: 'npm',
    version: read.findings?.[0]?.version,
    location,
    severity: severityOfWord(read.severity),
    title: read.title,
    // "<0.0.0" is npm's way to say that no version is patched.
    fixedVersion: patched === '<0.0.0' ? undefined : patched,
    publishedAt: advisoryDate(read.created),
    url: read.url,
  });
}

/** The GHSA id that an advisory's address ends with. */
export function ghsaIn(url: string | null | undefined): string | undefined {
  return /GHSA(-[0-9a-z]{4}){3}/i.exec(url ?? '')?.[0];
}

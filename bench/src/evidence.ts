/** Backups of each entity. */
const DAYS = 3;

/** Evidence of one entity: builds, backups, a restore test and a scan, as CI jobs would push them. */
export function evidenceOf(entityRef: string, now: number): object[] {
  const day = 86_400_000;
  const iso = (at: number) => new Date(at).toISOString();
  const base = { entityRef, source: 'bench' };
  const items: object[] = [];
  for (let back = DAYS; back > 0; back--) {
    const at = iso(now - back * day + 3_600_000);
    items.push({
      ...base,
      kind: 'backup-run',
      externalId: `run-${back}`,
      observedAt: at,
      payload: {
        dataset: 'orders',
        tool: 'restic',
        startedAt: at,
        completedAt: at,
        recoveryPoint: at,
        outcome: 'success',
        sizeBytes: 1_000_000 + back,
      },
    });
  }
  const latest = iso(now - 7_200_000);
  items.push(
    {
      ...base,
      kind: 'quality',
      externalId: 'build',
      observedAt: latest,
      payload: { coverage: 0.86, p95Ms: 210, criticalVulnerabilities: 0 },
    },
    {
      ...base,
      kind: 'restore-test',
      externalId: 'restore',
      observedAt: latest,
      payload: {
        dataset: 'orders',
        level: 'L3',
        isolated: true,
        completedAt: latest,
        checks: [
          { name: 'sums', kind: 'checksum', result: 'pass' },
          { name: 'files', kind: 'manifest', result: 'pass' },
        ],
        missing: [],
        extra: [],
        mismatched: [],
      },
    },
    {
      ...base,
      kind: 'vulnerability-scan',
      externalId: 'scan',
      observedAt: latest,
      payload: {
        scanner: 'trivy',
        scope: 'image',
        completedAt: latest,
        status: 'success',
        findings: [],
      },
    },
  );
  return items;
}

/** The one record that a usual day brings to every entity. */
export function dailyEvidence(entityRef: string, now: number): object {
  const at = new Date(now - 60_000).toISOString();
  return {
    entityRef,
    source: 'bench',
    kind: 'backup-run',
    externalId: `run-${at}`,
    observedAt: at,
    payload: {
      dataset: 'orders',
      tool: 'restic',
      startedAt: at,
      completedAt: at,
      recoveryPoint: at,
      outcome: 'success',
      sizeBytes: 1_000_100,
    },
  };
}

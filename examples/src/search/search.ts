import { allDocuments, documents } from '../shared/documents';
import { goodBackups, restoreTest } from '../shared/backups';
import { Example, teller, together } from '../shared/Example';
import { iso, plus, Timeline } from '../shared/Timeline';

const search = 'component:default/product-search';

/** Team Platform: proofs that have grown old, an index with a tool's own files, and an experiment. */
export function searchExample(t: Timeline): Example {
  return together(staleSearch(t), searchIndex(t), recommendations(t));
}

/** `product-search`: everything was proven once, months ago. */
function staleSearch(t: Timeline): Example {
  const audits = teller(search, 'audit-tool');
  const set = {
    entityRef: search,
    dataset: 'search-config',
    tool: 'git-mirror',
    bytes: 91_000,
    place: { class: 'git', uri: 'https://git.example.com/search' } as const,
  };
  const then = t.back('P130D');
  return {
    files: [],
    batches: [
      {
        items: [
          ...goodBackups(set, [then, t.back('P123D')]),
          restoreTest(set, t.back('P120D'), { level: 'L3' }),
          audits('audit', 'security', then, {
            type: 'security',
            auditor: 'Security team',
            completedAt: iso(then),
            outcome: 'passed',
            findings: [],
            nextDueAt: iso(t.back('P100D')),
          }),
          audits('dr-drill', 'index-loss', t.back('P140D'), {
            scenario: 'The index is lost',
            approach: 'cold',
            declaredAt: iso(t.back('P140D')),
            usableAt: iso(plus(t.back('P140D'), 300)),
            outcome: 'success',
          }),
          teller(search, 'image-scanner')('vulnerability-scan', 'image', then, {
            scanner: 'image-scanner',
            scope: 'ghcr.io/example/product-search',
            completedAt: iso(then),
            status: 'success',
            findings: [],
          }),
        ],
      },
      documents(t, search, allDocuments.slice(0, 20), 'P400D'),
    ],
  };
}

/** `search-index`: restic's own list of snapshots, one a week. */
function searchIndex(t: Timeline): Example {
  const snapshots = t.weekly(12, 28).map((at, i) => {
    const id = (at / 1000).toString(16).padStart(64, '0');
    return {
      time: iso(at).replace('Z', '000000Z'),
      tree: id.replaceAll('0', 'a'),
      paths: ['/srv/search-index'],
      hostname: 'search-1',
      username: 'backup',
      program_version: 'restic 0.17.3',
      summary: {
        backup_start: iso(at),
        backup_end: iso(plus(at, 12)),
        files_new: 14 + i,
        total_files_processed: 2_104 + 14 * i,
        total_bytes_processed: 6_400_000_000 + i * 21_000_000,
      },
      id,
      short_id: id.slice(0, 8),
    };
  });
  return {
    batches: [],
    files: [
      {
        format: 'restic',
        entityRef: 'resource:default/search-index',
        dataset: 'index',
        content: JSON.stringify(snapshots),
      },
    ],
  };
}

/** `recommendations`: builds are measured, nothing else is asked of an experiment. */
function recommendations(t: Timeline): Example {
  const tell = teller('component:default/recommendations', 'ci');
  return {
    files: [],
    batches: [
      {
        items: t.daily(10, 1).map(at =>
          tell('quality', 'main', at, {
            coverage: 0.41,
            p95Ms: 460,
            criticalVulnerabilities: 0,
            commit: (at / 1000).toString(16).padStart(40, '0'),
          }),
        ),
      },
    ],
  };
}

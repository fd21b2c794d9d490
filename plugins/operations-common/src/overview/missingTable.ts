import { annotations, noDatasets } from '../entity';
import { Overview } from '../api/Overview';
import { FactSubject } from '../facts/Fact';
import { ExampleKind } from './examplePayloads';

/** Everything of an overview that a panel may find missing. @internal */
export type Sections = Omit<
  Overview,
  'entityRef' | 'asOf' | 'validUntil' | 'missing' | 'rollUp' | 'collectors'
>;

/** What one section lacks when it is empty. @internal */
export interface MissingRow {
  section: keyof Sections;
  title: string;
  isMissing(sections: Sections): boolean;
  reason: string | ((subject: FactSubject) => string);
  /** Annotations, as name and value. */
  annotations: [text: string, name: string, value: string][];
  /** Commands; `REF` stands for the entity. */
  commands: [text: string, example: string][];
  /** Kind of evidence whose smallest example is shown. */
  kind: ExampleKind;
}

const files = (text: string, value: string): MissingRow['annotations'][0] => [
  text,
  annotations.evidence,
  value,
];

const importing = (text: string, file: string): MissingRow['commands'][0] => [
  text,
  `operations import auto ${file} --entity REF`,
];

function noBackups({ entity }: FactSubject): string {
  const said = entity.annotations[annotations.datasets]?.trim().toLowerCase();
  return said === noDatasets
    ? 'An annotation says that this entity keeps no data of its own.'
    : 'No data set is known, so nobody knows whether data is backed up.';
}

/** Every section with what would fill it, in the order of the tab. @internal */
export const missingTable: readonly MissingRow[] = [
  {
    section: 'slos',
    title: 'Service level objectives',
    isMissing: ({ slos }) => slos.length === 0,
    reason: 'No service level objective is reported.',
    annotations: [
      [
        'Reads the recording rules of Sloth and Pyrra for this service',
        'prometheus.io/service-name',
        'checkout',
      ],
    ],
    commands: [
      importing('Reads what Prometheus answers to a query', 'slo-query.json'),
    ],
    kind: 'slo',
  },
  {
    section: 'goldenSignals',
    title: 'Golden signals',
    isMissing: ({ goldenSignals }) => goldenSignals === null,
    reason: 'Latency, traffic, errors and saturation were not reported lately.',
    annotations: [
      [
        'Asks Prometheus for the share of failed requests',
        'prometheus.io/error-ratio',
        'sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))',
      ],
    ],
    commands: [],
    kind: 'golden-signals',
  },
  {
    section: 'datasets',
    title: 'Backups and restore proof',
    isMissing: ({ datasets }) => datasets.length === 0,
    reason: noBackups,
    annotations: [
      [
        'Names the data sets and their class, which decides how they are backed up',
        annotations.datasets,
        'orders=database,assets=application',
      ],
      files(
        'Reads the proof files that the service commits or publishes',
        'backups/last_success.json,backups/last_restore.json',
      ),
    ],
    commands: [
      [
        'Backs up a folder and writes the proof files',
        'operations restore-proof backup data --entity REF --dataset orders',
      ],
      importing("Reads a backup tool's own output", 'snapshots.json'),
    ],
    kind: 'backup-run',
  },
  {
    section: 'drills',
    title: 'Disaster recovery drills',
    isMissing: ({ drills }) => drills.length === 0,
    reason: 'No disaster recovery drill was reported.',
    annotations: [],
    commands: [],
    kind: 'dr-drill',
  },
  {
    section: 'patch',
    title: 'Patch compliance',
    isMissing: ({ patch }) => patch === null,
    reason:
      'No vulnerability scan was reported: that nothing was found is not known.',
    annotations: [
      files('Reads the report of a scanner from the repository', 'trivy.json'),
    ],
    commands: [importing("Reads a scanner's own report", 'trivy.json')],
    kind: 'vulnerability-scan',
  },
  {
    section: 'incidents',
    title: 'Incidents',
    isMissing: ({ incidents }) => !incidents || 'notRecorded' in incidents,
    reason:
      'Nothing records the incidents of this entity: that there was none is not known.',
    annotations: [
      [
        'Reads the incidents of these PagerDuty services',
        'pagerduty.com/service-id',
        'PABC123',
      ],
      [
        'Reads the issues of the repository that carry the incident label',
        'github.com/project-slug',
        'acme/checkout',
      ],
    ],
    commands: [
      importing('Reads an export of the incident tool', 'incidents.json'),
    ],
    kind: 'incident',
  },
  {
    section: 'maintenance',
    title: 'Maintenance',
    isMissing: ({ maintenance }) => maintenance === null,
    reason: 'No maintenance, window or upgrade plan was reported.',
    annotations: [],
    commands: [],
    kind: 'maintenance',
  },
  {
    section: 'audits',
    title: 'Audits and controls',
    isMissing: ({ audits }) => audits === null,
    reason: 'No audit and no control was reported.',
    annotations: [
      files('Reads audit reports from the repository', 'audits/security.md'),
    ],
    commands: [importing('Reads an audit report', 'audits/security.md')],
    kind: 'audit',
  },
  {
    section: 'support',
    title: 'Support',
    isMissing: ({ support }) => support === null,
    reason: 'No period of support work was reported.',
    annotations: [],
    commands: [],
    kind: 'support',
  },
  {
    section: 'improvement',
    title: 'Improvement backlog',
    isMissing: ({ improvement }) => improvement === null,
    reason: 'No entry of an improvement backlog was reported.',
    annotations: [],
    commands: [],
    kind: 'improvement',
  },
  {
    section: 'documents',
    title: 'Documents',
    isMissing: ({ documents }) =>
      documents.documents.every(({ verdict }) => verdict === 'unknown'),
    reason: 'No runbook, plan or other document was reported or linked.',
    annotations: [],
    commands: [],
    kind: 'document',
  },
];

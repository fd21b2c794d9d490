import { Overview } from '@backstage-operations/plugin-operations-common';
import { ComponentType } from 'react';
import { AuditsSection } from './audits/AuditsSection';
import { BackupSection } from './backup/BackupSection';
import { DocumentsSection } from './documents/DocumentsSection';
import { IncidentsSection } from './incidents/IncidentsSection';
import { MaintenanceSection } from './maintenance/MaintenanceSection';
import { MetricsSection } from './metrics/MetricsSection';
import { PatchSection } from './patch/PatchSection';
import { ScorecardsSection } from './scorecards/ScorecardsSection';
import { SlosSection } from './slos/SlosSection';
import { SupportSection } from './support/SupportSection';

type Mark = 'fail' | 'unknown' | undefined;

/** One section of the tab. */
interface TabSection {
  id:
    | 'metrics'
    | 'slos'
    | 'backup'
    | 'patch'
    | 'incidents'
    | 'maintenance'
    | 'audits'
    | 'support'
    | 'documents'
    | 'scorecards';
  Component: ComponentType<{ overview: Overview }>;
  /** Whether anything in it is about the entity itself. */
  has: (overview: Overview) => boolean;
  /** Whether something in it fails, or nothing in it is known. */
  mark: (overview: Overview) => Mark;
}

function marked(fails: boolean, known: boolean): Mark {
  if (fails) return 'fail';
  return known ? undefined : 'unknown';
}

const failing = ({ verdict }: { verdict: string }) => verdict === 'fail';

const all: readonly TabSection[] = [
  {
    id: 'metrics',
    Component: MetricsSection,
    has: ({ metrics }) => metrics.some(({ value }) => value !== null),
    mark: ({ metrics }) =>
      marked(
        metrics.some(({ meets }) => meets === false),
        metrics.some(({ value }) => value !== null),
      ),
  },
  {
    id: 'slos',
    Component: SlosSection,
    has: ({ slos, goldenSignals }) => slos.length > 0 || goldenSignals !== null,
    mark: ({ slos, goldenSignals }) =>
      marked(
        slos.some(({ state }) => state === 'breached'),
        slos.length > 0 || goldenSignals !== null,
      ),
  },
  {
    id: 'backup',
    Component: BackupSection,
    has: ({ datasets, drills }) => datasets.length > 0 || drills.length > 0,
    mark: ({ datasets }) =>
      marked(
        datasets.some(failing),
        datasets.some(({ verdict }) => verdict !== 'unknown'),
      ),
  },
  {
    id: 'patch',
    Component: PatchSection,
    has: ({ patch }) => patch !== null,
    mark: ({ patch }) =>
      marked(
        patch !== null && (patch.overdue > 0 || patch.endOfLife.length > 0),
        patch !== null && patch.scans.length > 0,
      ),
  },
  {
    id: 'incidents',
    Component: IncidentsSection,
    has: ({ incidents }) => incidents !== null,
    mark: ({ incidents }) =>
      marked(
        incidents !== null &&
          (incidents.reviews.overdue > 0 ||
            incidents.reviews.actionsOverdue > 0 ||
            incidents.responseTargets.some(({ missed }) => missed > 0)),
        incidents !== null,
      ),
  },
  {
    id: 'maintenance',
    Component: MaintenanceSection,
    has: ({ maintenance }) => maintenance !== null,
    mark: ({ maintenance }) =>
      marked(
        maintenance !== null && maintenance.activities.some(failing),
        maintenance !== null,
      ),
  },
  {
    id: 'audits',
    Component: AuditsSection,
    has: ({ audits }) => audits !== null,
    mark: ({ audits }) =>
      marked(
        audits !== null &&
          (audits.types.some(failing) || audits.findings.overdue > 0),
        audits !== null,
      ),
  },
  {
    id: 'support',
    Component: SupportSection,
    has: ({ support, improvement }) => support !== null || improvement !== null,
    mark: ({ support, improvement }) =>
      marked(
        improvement !== null && improvement.overdue > 0,
        support !== null && improvement !== null,
      ),
  },
  {
    id: 'documents',
    Component: DocumentsSection,
    has: ({ documents }) => documents.documents.length > 0,
    mark: ({ documents }) =>
      marked(
        documents.documents.some(failing),
        documents.documents.some(({ verdict }) => verdict !== 'unknown'),
      ),
  },
  {
    id: 'scorecards',
    Component: ScorecardsSection,
    has: ({ scorecards }) => scorecards.some(({ applicable }) => applicable),
    mark: ({ scorecards }) =>
      marked(
        scorecards.some(({ counts }) => counts.fail > 0),
        scorecards.length > 0,
      ),
  },
];

/** The sections in their order; a roll-up leaves out those that hold nothing of the entity itself. @internal */
export function shownSections(overview: Overview): readonly TabSection[] {
  return overview.rollUp ? all.filter(({ has }) => has(overview)) : all;
}

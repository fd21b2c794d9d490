import { FactDefinition, FactSubject } from '../Fact';
import { toIso } from '../../time';
import { shareInWindow } from '../share';
import { MaintenanceRun, maintenanceRuns } from './MaintenanceRun';
import {
  maintenanceWindows,
  MaintenanceWindow,
  ranInWindow,
} from './MaintenanceWindow';

const defaultWindow = 'P90D';
const noRuns = (window: string) =>
  `No maintenance was recorded within ${window}.`;

function runShare(
  definition: Pick<FactDefinition, 'id' | 'title' | 'description'>,
  has: (subject: FactSubject) => (run: MaintenanceRun) => boolean | null,
): FactDefinition {
  const fact: FactDefinition = {
    ...definition,
    unit: 'ratio',
    kinds: ['maintenance', 'maintenance-window'],
    defaultWindow,
    better: 'higher',
    compute(subject, query) {
      const length = query.window ?? defaultWindow;
      const test = has(subject);
      return shareInWindow(
        fact,
        query,
        length,
        maintenanceRuns(subject.evidence),
        run => test(run) === true,
        noRuns(length),
        runs => ({ notSaid: runs.filter(run => test(run) === null).length }),
      );
    },
  };
  return fact;
}

const inWindow = runShare(
  {
    id: 'maintenance.inWindow',
    title: 'Maintenance in its window',
    description:
      'Activities that stayed inside a planned window ÷ activities recorded in the window; where nothing says so, it did not.',
  },
  subject => {
    const windows = maintenanceWindows(subject.evidence);
    return run => ranInWindow(run, windows);
  },
);

const rollbackPlan = runShare(
  {
    id: 'maintenance.rollbackPlan',
    title: 'Maintenance with rollback plan',
    description:
      'Activities with a link to their rollback plan ÷ activities recorded in the window.',
  },
  () => run => Boolean(run.evidence.payload.rollbackPlanUrl),
);

const stagingTested = runShare(
  {
    id: 'maintenance.stagingTested',
    title: 'Maintenance tested in staging',
    description:
      'Activities that were tested in staging first ÷ activities recorded in the window; where nothing says so, they were not.',
  },
  () => run => run.evidence.payload.stagingTested ?? null,
);

function windowShare(
  definition: Pick<FactDefinition, 'id' | 'title' | 'description'>,
  has: (window: MaintenanceWindow) => boolean,
): FactDefinition {
  const fact: FactDefinition = {
    ...definition,
    unit: 'ratio',
    kinds: ['maintenance-window'],
    defaultWindow,
    better: 'higher',
    compute(subject, query) {
      const length = query.window ?? defaultWindow;
      const windows = maintenanceWindows(subject.evidence).map(window => ({
        ...window,
        at: window.starts,
      }));
      return shareInWindow(
        fact,
        query,
        length,
        windows,
        has,
        `No maintenance window began within ${length}.`,
        begun => ({
          lacking: begun
            .filter(window => !has(window))
            .map(({ starts, reason }) => ({ starts: toIso(starts), reason })),
        }),
      );
    },
  };
  return fact;
}

const approved = windowShare(
  {
    id: 'window.approved',
    title: 'Windows approved',
    description:
      'Maintenance windows that the product owner had approved before they began ÷ windows that began in the window.',
  },
  window => window.approved,
);

const announced = windowShare(
  {
    id: 'window.announced',
    title: 'Windows announced',
    description:
      'Maintenance windows that were announced before they began ÷ windows that began in the window.',
  },
  window => window.announced,
);

/** Facts about how maintenance is done. @internal */
export const practiceFacts: readonly FactDefinition[] = [
  inWindow,
  rollbackPlan,
  stagingTested,
  approved,
  announced,
];

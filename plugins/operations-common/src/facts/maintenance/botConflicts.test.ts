import { annotations } from '../../entity';
import { isoDay, onDay } from '../testing/ask';
import { evidenceOf, subjectOf } from '../testing/builders';
import { defaultSettings, PatchPreset } from '../settings';
import { botConflicts } from './botConflicts';
import { maintenanceSection } from './maintenanceSection';

const config = (minimumReleaseAge: unknown, securityWaits?: boolean) =>
  evidenceOf('document', isoDay(0), {
    type: 'dependency-bot',
    title: 'Renovate',
    minimumReleaseAge,
    ...(securityWaits === undefined ? {} : { securityWaits }),
  });

const under = (preset: PatchPreset) => ({
  settings: {
    ...defaultSettings,
    patch: { ...defaultSettings.patch, preset },
  },
});

it.each<[string, ReturnType<typeof subjectOf>, RegExp | undefined]>([
  [
    'longer than two of the times',
    subjectOf([config('P14D', false)]),
    /^Renovate waits 14 days .*\(Phase 8 times: critical 48 hours, high 3 days\); only its security updates do not wait/,
  ],
  [
    'of security updates too',
    subjectOf([config('P3D', true)]),
    /critical 48 hours\), and lets security updates wait as long$/,
  ],
  ['as long as there is', subjectOf([config('P2D')]), undefined],
  ['shorter than every time', subjectOf([config('P1D')]), undefined],
  ['no wait', subjectOf([config('PT0S')]), undefined],
  ['nonsense', subjectOf([config('soon')]), undefined],
  ['a number', subjectOf([config(14)]), undefined],
  ['no configuration', subjectOf([]), undefined],
  [
    'under times of a month',
    subjectOf([config('P14D')], under('pci-dss')),
    undefined,
  ],
  [
    'under the directive',
    subjectOf([config('P5D')], under('cisa-bod-26-04')),
    /critical 3 days/,
  ],
  [
    'from the annotation',
    subjectOf([], {
      entity: { annotations: { [annotations.minimumReleaseAge]: 'P10D' } },
    }),
    /^The dependency bot waits 10 days .* whether security updates wait is not known$/,
  ],
])('a wait %s', (...row) => {
  const [, subject, expected = /^$/] = row;
  expect(botConflicts(subject).join()).toMatch(expected);
});

it('is shown even where no maintenance was recorded', () => {
  const section = maintenanceSection(subjectOf([config('P14D')]), onDay(1));
  expect(section?.conflicts).toHaveLength(1);
});

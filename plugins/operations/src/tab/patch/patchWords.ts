import { Translate } from '../../translation';

const presets = [
  'seed-07',
  'seed-08',
  'pci-dss',
  'fedramp',
  'cisa-bod-26-04',
] as const;

const clocks = ['detected', 'published', 'fix-available', 'kev-added'] as const;

/** Whose remediation times a preset stands for. @internal */
export function presetWords(preset: string, t: Translate): string {
  const known = presets.find(one => one === preset);
  return known ? t(`patch.preset.${known}`) : preset;
}

/** When the clock of a finding starts. @internal */
export function clockWords(clock: string, t: Translate): string {
  const known = clocks.find(one => one === clock);
  return known ? t(`patch.clock.${known}`) : clock;
}

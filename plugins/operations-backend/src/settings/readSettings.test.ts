import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { defaultSettings } from '@backstage-operations/plugin-operations-common';
import { readSettings } from './readSettings';

const read = (settings?: JsonObject) =>
  readSettings(
    mockServices.rootConfig({
      data: { operations: settings ? { settings } : {} },
    }),
  );

describe('readSettings', () => {
  it('gives the defaults where nothing is said', () => {
    expect(read()).toEqual(defaultSettings);
  });

  it('changes only what is said', () => {
    const settings = read({
      calendar: { timeZone: 'Europe/Paris' },
      incidents: { responseTargets: { 'sev-1': { within: { minutes: 5 } } } },
      patch: { preset: 'pci-dss' },
      maintenance: {
        schedule: { 'os-patches': { every: 'as-needed', grace: 'PT0S' } },
      },
      audits: { every: { internal: 'P6M' } },
    });
    expect(settings.calendar).toEqual({
      ...defaultSettings.calendar,
      timeZone: 'Europe/Paris',
    });
    expect(settings.incidents.responseTargets).toEqual({
      ...defaultSettings.incidents.responseTargets,
      'sev-1': { within: 'PT5M' },
    });
    expect(settings.patch).toEqual({
      ...defaultSettings.patch,
      preset: 'pci-dss',
    });
    expect(settings.maintenance.schedule['os-patches'].every).toBeNull();
    expect(settings.audits.every.internal).toBe('P6M');
    expect(settings.support).toEqual(defaultSettings.support);
  });

  it.each([
    [{ patch: { preset: 'none' } }, 'operations.settings.patch.preset'],
    [{ patch: { prest: 'seed-08' } }, 'Unrecognized key'],
    [{ calendar: { timeZone: 'Mars' } }, 'must be an IANA time zone'],
    [{ calendar: { hours: { from: 17, to: 9 } } }, 'must begin before it ends'],
    [{ backup: { proofTtl: 'a while' } }, 'must be a duration'],
    [{ backup: { proofTtl: { fortnights: 1 } } }, 'must be a duration'],
    [{ backup: { proofTtl: '-P1D' } }, 'must be a duration'],
  ])('refuses %j', (settings, message) => {
    expect(() => read(settings)).toThrow(message);
  });
});

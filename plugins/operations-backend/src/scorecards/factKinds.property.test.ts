import {
  calendarEntries,
  calendarKinds,
  defaultSettings,
  Evidence,
  factCatalogue,
  FactResult,
} from '@backstage-operations/plugin-operations-common';
import fc from 'fast-check';
import { aProfile } from '../__testUtils__/aProfile';
import { randomEvidence } from './__testUtils__/randomEvidence';
import { now } from './__testUtils__/randomRecord';

const entity = aProfile('component:default/checkout');

function ask(
  fact: (typeof factCatalogue)[number],
  evidence: readonly Evidence[],
): FactResult[] {
  // A subject of its own each time: what is remembered per subject must not hide a difference.
  const subject = { entity, evidence, settings: defaultSettings };
  const asked = [
    ...(fact.of?.required ? [] : [undefined]),
    ...(fact.of?.values ?? []),
  ];
  return asked.map(of => fact.compute({ ...subject }, { now, of }));
}

it.each(factCatalogue.map(fact => [fact.id, fact] as const))(
  '%s reads no kinds of evidence but those that it names',
  (_, fact) => {
    fc.assert(
      fc.property(randomEvidence, evidence => {
        const own = evidence.filter(({ kind }) => fact.kinds.includes(kind));
        expect(ask(fact, own)).toEqual(ask(fact, evidence));
      }),
      { numRuns: 40 },
    );
  },
);

it('the calendar reads no kinds of evidence but those that it names', () => {
  fc.assert(
    fc.property(randomEvidence, evidence => {
      const dates = (records: readonly Evidence[]) =>
        calendarEntries(
          { entity, evidence: records, settings: defaultSettings },
          [],
          now,
        );
      const own = evidence.filter(({ kind }) => calendarKinds.includes(kind));
      expect(dates(own)).toEqual(dates(evidence));
    }),
    { numRuns: 100 },
  );
});

import { FactDefinition } from '../Fact';
import { known, unknown } from '../result';
import { windowEnding } from '../select';
import { inSlaRate } from './inSlaRate';
import { openFindings } from './openFindings';
import { ScannedDefinition, scannedFact } from './scannedFact';
import { patchPresets } from './slaPresets';

/** Look-back of the patch figures when a rule names none. @internal */
export const complianceWindow = 'P90D';

const definition: ScannedDefinition = {
  id: 'patch.compliance',
  title: 'Patch compliance',
  description:
    'Findings closed on or before their due date ÷ findings that fell due or were closed in the window. Open and overdue is a miss; open and not yet due does not count.',
  unit: 'ratio',
  of: { name: 'preset', required: false, values: patchPresets },
  defaultWindow: complianceWindow,
  better: 'higher',
};

/** The patch compliance figure with everything that must stand beside it. @internal */
export const complianceFact: FactDefinition = scannedFact(
  definition,
  true,
  ({ view, query, now, parts }) => {
    const window = query.window ?? complianceWindow;
    const rate = inSlaRate(view.tracked, windowEnding(now, window));
    const state = openFindings(view.tracked, now);
    const { clock, preset } = view.policy;
    const shared = {
      ...parts([rate.validUntil, state.changesAt]),
      n: rate.due,
      window,
      details: {
        clock,
        preset,
        inTime: rate.inTime,
        due: rate.due,
        pending: rate.pending,
        withoutClock: rate.unclocked,
        open: state.openTotal,
        overdue: state.overdue.length,
        suppressed: state.suppressed,
        accepted: state.accepted,
        acceptedWithoutExpiry: state.acceptedWithoutExpiry,
      },
    };
    if (rate.due === 0) {
      return unknown(
        definition,
        query,
        `No finding was due or closed within ${window}; ${state.openTotal} are open and none is overdue.`,
        { ...shared, vacuous: true },
      );
    }
    return known(definition, query, rate.inTime / rate.due, shared);
  },
);

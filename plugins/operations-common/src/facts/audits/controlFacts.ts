import { FactDefinition, FactResult } from '../Fact';
import { FactParts, known, unknown } from '../result';
import { ControlState, controlStates } from './ControlState';

function controlFact(
  definition: Omit<FactDefinition, 'kinds' | 'compute' | 'of'>,
  compute: (
    fact: FactDefinition,
    states: readonly ControlState[],
    query: Parameters<FactDefinition['compute']>[1],
    parts: FactParts,
  ) => FactResult,
): FactDefinition {
  const fact: FactDefinition = {
    ...definition,
    kinds: ['control'],
    of: { name: 'framework', required: false },
    compute(subject, query) {
      const { evidence, superseded = [] } = subject;
      const states = controlStates(evidence, superseded, query.now, query.of);
      if (states.length === 0) {
        const which = query.of === undefined ? '' : ` of ${query.of}`;
        return unknown(
          fact,
          query,
          `No control${which} has been checked. Import an OSCAL assessment, or report checks as evidence of kind control.`,
        );
      }
      return compute(fact, states, query, {
        n: states.length,
        provenAt: Math.min(...states.map(({ checkedAt }) => checkedAt)),
        evidence: states.map(state => state.evidence),
      });
    },
  };
  return fact;
}

const names = (states: readonly ControlState[]) =>
  states
    .slice(0, 20)
    .map(({ framework, control }) => `${framework} ${control}`);

const met = controlFact(
  {
    id: 'control.met',
    title: 'Controls met',
    description:
      'Controls that are met ÷ controls that apply, by the newest check of each.',
    unit: 'ratio',
    better: 'higher',
  },
  (fact, states, query, parts) => {
    const applicable = states.filter(
      ({ status }) => status !== 'not-applicable',
    );
    const failing = applicable.filter(({ status }) => status === 'not-met');
    const all = {
      ...parts,
      n: applicable.length,
      details: {
        met: applicable.length - failing.length,
        notMet: names(failing),
        notApplicable: states.length - applicable.length,
      },
    };
    if (applicable.length === 0) {
      return unknown(fact, query, 'None of the controls applies.', {
        ...all,
        vacuous: true,
      });
    }
    const share = (applicable.length - failing.length) / applicable.length;
    return known(fact, query, share, all);
  },
);

const drift = controlFact(
  {
    id: 'control.drift',
    title: 'Control drift',
    description: 'Controls that are not met now and were met before.',
    unit: 'count',
    better: 'lower',
  },
  (fact, states, query, parts) => {
    const drifted = states.filter(state => state.drifted);
    return known(fact, query, drifted.length, {
      ...parts,
      details: { controls: names(drifted) },
    });
  },
);

/** Facts about controls. @internal */
export const controlFacts: readonly FactDefinition[] = [met, drift];

import { Millis } from '../../time';

/** What CISA's directive asks about a vulnerability on an asset. @internal */
export interface ExposureInputs {
  /** In the catalogue of known exploited vulnerabilities. */
  kev: boolean;
  /** The asset can be reached from the internet. */
  exposed: boolean;
  automatable: boolean;
  totalImpact: boolean;
}

/** What has to happen; without `within` it is fixed with the next regular upgrade. @internal */
export interface DirectiveDecision {
  within?: Millis;
  /** Look for traces of an intrusion as well. */
  forensics?: boolean;
}

const day: Millis = 24 * 60 * 60 * 1000;

/** Key: KEV, exposed, automatable, total impact; `y` or `n` each. */
const decisions: Record<string, DirectiveDecision> = {
  nnnn: {},
  nnny: {},
  nynn: { within: 60 * day },
  nnyn: { within: 60 * day },
  nnyy: { within: 60 * day },
  ynnn: { within: 14 * day },
  yynn: { within: 14 * day },
  ynyn: { within: 14 * day },
  nyyn: { within: 14 * day },
  ynny: { within: 14 * day },
  nyny: { within: 14 * day },
  yyyn: { within: 3 * day },
  nyyy: { within: 3 * day },
  yyny: { within: 3 * day, forensics: true },
  ynyy: { within: 3 * day, forensics: true },
  yyyy: { within: 3 * day, forensics: true },
};

/**
 * Time that CISA's binding operational directive 26-04 gives.
 *
 * @remarks The 16 rows of the decision table that CERT/CC publishes with SSVC (`cisa_bod_26_04_1_0_0.csv`).
 * @internal
 */
export function directiveDecision(inputs: ExposureInputs): DirectiveDecision {
  const { kev, exposed, automatable, totalImpact } = inputs;
  const key = [kev, exposed, automatable, totalImpact]
    .map(input => (input ? 'y' : 'n'))
    .join('');
  return decisions[key];
}

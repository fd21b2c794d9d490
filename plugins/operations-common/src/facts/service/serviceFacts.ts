import { FactDefinition } from '../Fact';
import { serviceAvailability } from './availability';
import {
  signalsErrorRatio,
  signalsReported,
  signalsSaturation,
} from './signalFacts';
import {
  sloAlertingFact,
  sloBreached,
  sloCount,
  sloWithoutData,
  sloWorstBudget,
} from './sloFacts';

/** Facts about availability, SLOs and the golden signals. @internal */
export const serviceFacts: readonly FactDefinition[] = [
  serviceAvailability,
  sloCount,
  sloBreached,
  sloWithoutData,
  sloAlertingFact,
  sloWorstBudget,
  signalsReported,
  signalsErrorRatio,
  signalsSaturation,
];

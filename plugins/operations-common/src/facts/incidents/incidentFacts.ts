import { FactDefinition } from '../Fact';
import { onCallCovered, onCallRotation } from './onCallFacts';
import { alertNoise } from './alertNoiseFact';
import {
  incidentOpen,
  incidentRepeats,
  incidentResponseKept,
  incidentUnacknowledged,
} from './responseFacts';
import {
  reviewActionsDone,
  reviewActionsOverdue,
  reviewCompleted,
  reviewOverdue,
} from './reviewFacts';
import { incidentMtbf, incidentMtta, incidentMttr } from './timeFacts';

/** Facts about incidents, their reviews, on-call duty and alert noise. @internal */
export const incidentFacts: readonly FactDefinition[] = [
  incidentMtta,
  incidentMttr,
  incidentMtbf,
  incidentOpen,
  incidentUnacknowledged,
  incidentResponseKept,
  incidentRepeats,
  reviewOverdue,
  reviewCompleted,
  reviewActionsOverdue,
  reviewActionsDone,
  onCallCovered,
  onCallRotation,
  alertNoise,
];

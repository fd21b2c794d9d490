import { Knex } from 'knex';
import {
  EvaluationListener,
  ResultChange,
} from '../evaluation/EvaluationListener';

/** Notices that a gate was approved, so that a checkpoint follows at once. @internal */
export class ApprovalWatch implements EvaluationListener {
  static create(): ApprovalWatch {
    return new ApprovalWatch();
  }

  private approved = false;

  private constructor() {}

  async onResults(
    _trx: Knex.Transaction,
    changes: readonly ResultChange[],
  ): Promise<void> {
    this.approved ||= changes.some(
      ({ previous, result }) =>
        result.gate.state === 'approved' && previous?.gate !== 'approved',
    );
  }

  /** Whether one was since this was asked last. */
  take(): boolean {
    const { approved } = this;
    this.approved = false;
    return approved;
  }
}

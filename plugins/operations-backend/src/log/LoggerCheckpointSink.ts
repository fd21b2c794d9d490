import { LoggerService } from '@backstage/backend-plugin-api';
import { CheckpointSink } from '@backstage-operations/plugin-operations-node';

/** Says every checkpoint in one line of the portal's own log, which usually leaves the machine. @internal */
export class LoggerCheckpointSink implements CheckpointSink {
  static create(logger: LoggerService): LoggerCheckpointSink {
    return new LoggerCheckpointSink(logger);
  }

  readonly id = 'log';

  private constructor(private readonly logger: LoggerService) {}

  async publish(note: string): Promise<void> {
    this.logger.info(`Checkpoint of the audit log ${JSON.stringify(note)}`);
  }
}

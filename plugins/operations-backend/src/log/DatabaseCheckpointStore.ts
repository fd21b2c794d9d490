import { Knex } from 'knex';
import { CheckpointStore, StoredCheckpoint } from './CheckpointStore';

interface CheckpointRow {
  epoch: number;
  size: number | string;
  root: string;
  note: string;
  at: number | string;
}

function toCheckpoint(row: CheckpointRow): StoredCheckpoint {
  const { epoch, root, note } = row;
  return { epoch, size: Number(row.size), root, note, at: Number(row.at) };
}

/** Checkpoints in the plugin's database. @internal */
export class DatabaseCheckpointStore implements CheckpointStore {
  static create(): DatabaseCheckpointStore {
    return new DatabaseCheckpointStore();
  }

  private constructor() {}

  async newest(db: Knex, epoch: number): Promise<StoredCheckpoint | undefined> {
    const row = await db<CheckpointRow>('ops_log_checkpoint')
      .where({ epoch })
      .orderBy('size', 'desc')
      .first();
    return row && toCheckpoint(row);
  }

  async ofSize(
    db: Knex,
    epoch: number,
    size: number,
  ): Promise<StoredCheckpoint | undefined> {
    const row = await db<CheckpointRow>('ops_log_checkpoint')
      .where({ epoch, size })
      .first();
    return row && toCheckpoint(row);
  }

  async add(db: Knex, checkpoint: StoredCheckpoint): Promise<StoredCheckpoint> {
    await db('ops_log_checkpoint')
      .insert({ ...checkpoint })
      .onConflict(['epoch', 'size'])
      .ignore();
    const { epoch, size } = checkpoint;
    return (await this.ofSize(db, epoch, size)) ?? checkpoint;
  }
}

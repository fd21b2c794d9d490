/**
 * Somewhere outside the portal's database where signed checkpoints of the log are kept.
 *
 * @remarks
 * Only what is kept out of reach of whoever can change the database shows later that the log was cut or rewritten: a bucket
 * with object lock, a transparency service, another team's mailbox.
 * @public
 */
export interface CheckpointSink {
  /** For the log, like `s3`. */
  readonly id: string;

  /**
   * Keeps a checkpoint.
   *
   * @param note - a signed note (c2sp.org/tlog-checkpoint), to be kept byte by byte
   * @remarks Where it throws, the newest checkpoint is offered again a minute later.
   */
  publish(note: string): Promise<void>;

  /**
   * The newest checkpoint that is kept here, if this can be read at all.
   *
   * @remarks The portal signs nothing that contradicts it.
   */
  newest?(): Promise<string | undefined>;
}

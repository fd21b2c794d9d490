import { InputError, NotFoundError } from '@backstage/errors';
import {
  formatVerifierKey,
  Millis,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { readFile } from 'node:fs/promises';
import { inTransaction } from '../database/inTransaction';
import { Checkpoints } from '../log/Checkpoints';
import { StoredCheckpoint } from '../log/CheckpointStore';
import { EventLog } from '../log/EventLog';
import { Sequencer } from '../log/Sequencer';
import { TreeStore } from '../log/TreeStore';
import { envelope, MANIFEST_TYPE, Signer } from './envelopes';
import { ExportLimits } from './ExportLimits';
import { ExportScope } from './ExportScope';
import { LogPart } from './LogPart';
import { manifestOf } from './manifest';
import { assessmentResults, planOfAction } from './oscalDocuments';
import { OscalElements } from './oscalElements';
import { packPage } from './packPage';
import { PopulationFiles } from './PopulationFiles';
import { PopulationPart, PopulationSources } from './PopulationPart';
import { requireKnown } from './requireKnown';
import { PackFile } from './Spool';
import { Spools } from './Spools';
import { tarStream } from './tarStream';

const JSON_TYPE = 'application/json';
const LINES_TYPE = 'application/x-ndjson';

/** Batches of entries that are numbered before a pack; whatever comes later is in the next one. */
const BATCHES = 1_000;

/** What a pack is asked for. @internal */
export type ExportRequest = Pick<
  ExportScope,
  'period' | 'entities' | 'scorecards' | 'view' | 'sight'
> & {
  person: string;
  /** Size of an earlier checkpoint, to make a pack once more; the newest where absent. */
  checkpoint?: number;
};

/** Options of {@link ExportService.create}. @internal */
export interface ExportServiceOptions extends PopulationSources {
  tree: TreeStore;
  sequencer: Sequencer;
  checkpoints: Checkpoints;
  key: Signer;
  /** Name of the log in its first epoch. */
  origin: string;
  log: EventLog;
  limits: ExportLimits;
  /** Where temporary files may be. */
  workingDirectory: string;
  /** Path of the program that verifies packs. */
  verifier: string;
  clock: () => Millis;
}

/**
 * Makes auditor packs.
 *
 * @remarks Taking one is an entry of the log itself, which is in the pack unless an earlier checkpoint was asked for.
 * @internal
 */
export class ExportService {
  static create(options: ExportServiceOptions): ExportService {
    return new ExportService(options);
  }

  private constructor(private readonly options: ExportServiceOptions) {}

  /**
   * Checks and logs a request; the pack itself is made while it is read.
   *
   * @param signal - aborted when the answer is sent or nobody waits for it any more
   */
  async begin(
    request: ExportRequest,
    signal: AbortSignal,
  ): Promise<AsyncGenerator<Uint8Array>> {
    const { period, person, checkpoint: wanted } = request;
    const { checkpoints, clock, limits } = this.options;
    if (period.from >= period.to) {
      throw new InputError('query.from: must be before query.to');
    }
    if (period.from > clock()) {
      throw new InputError('query.from: must not be in the future');
    }
    await requireKnown(this.options, request, clock());
    await limits.enter(person, signal);
    await this.logged(request);
    const checkpoint =
      wanted === undefined
        ? await checkpoints.current()
        : await checkpoints.ofSize(wanted);
    if (!checkpoint) {
      throw new NotFoundError(`There is no checkpoint of ${wanted} entries`);
    }
    const cut = checkpoint.at;
    const scope: ExportScope = {
      ...request,
      cut,
      end: Math.min(period.to - 1, cut),
      size: checkpoint.size,
    };
    return tarStream(this.files(scope, checkpoint, signal), cut);
  }

  /** Writes to the log who takes what, and numbers it. */
  private async logged(request: ExportRequest): Promise<void> {
    const { db, log, sequencer, clock } = this.options;
    const { period, entities, scorecards, view, person } = request;
    await inTransaction(db, async trx => {
      await log.append(trx, [
        {
          type: 'export.taken',
          at: clock(),
          actor: person,
          data: {
            from: toIso(period.from),
            to: toIso(period.to),
            entities: entities ? [...entities] : null,
            scorecards: scorecards ? [...scorecards] : null,
            view,
            checkpoint: request.checkpoint ?? null,
          },
        },
      ]);
    });
    for (let batch = 0; batch < BATCHES; batch++) {
      if ((await sequencer.runOnce()) === 0) return;
    }
  }

  private async *files(
    scope: ExportScope,
    checkpoint: StoredCheckpoint,
    signal: AbortSignal,
  ): AsyncGenerator<PackFile> {
    const { key, origin, verifier, workingDirectory } = this.options;
    const spools = Spools.create(workingDirectory);
    const files: PackFile[] = [];
    const keep = (file: PackFile) => {
      files.push(file);
      return file;
    };
    try {
      const program = await readFile(verifier, 'utf8');
      yield keep(await spools.whole('verify.mjs', 'text/javascript', program));
      const log = LogPart.create(this.options);
      const { note } = checkpoint;
      for await (const file of log.write(spools, scope, note, signal)) {
        yield keep(file);
      }
      for await (const file of this.population(spools, scope, signal)) {
        yield keep(file);
      }
      const about = {
        scope,
        checkpoint,
        origin,
        key: formatVerifierKey(key.verifier),
        files,
      };
      yield keep(
        await spools.whole('index.html', 'text/html', packPage(about)),
      );
      const manifest = manifestOf(about);
      yield spools.whole('manifest.json', JSON_TYPE, manifest);
      const signed = envelope(MANIFEST_TYPE, manifest, key);
      yield spools.whole('manifest.dsse.json', JSON_TYPE, `${signed}\n`);
    } finally {
      await spools.remove();
    }
  }

  private async *population(
    spools: Spools,
    scope: ExportScope,
    signal: AbortSignal,
  ): AsyncGenerator<PackFile> {
    const { origin } = this.options;
    const elements = OscalElements.create(origin);
    const growing = await PopulationFiles.open(spools, scope.view);
    const part = PopulationPart.create(this.options, scope, elements, growing);
    await part.write(signal);
    const { files, lists } = await growing.finish();
    yield* files;
    yield spools.whole('scorecards.jsonl', LINES_TYPE, part.rules());
    yield spools.joined(
      'oscal/assessment-results.json',
      JSON_TYPE,
      assessmentResults(elements, scope, lists),
    );
    // A plan without items is none.
    if (lists.items.bytes === 0) return;
    yield spools.joined(
      'oscal/poam.json',
      JSON_TYPE,
      planOfAction(elements, scope, origin, lists),
    );
  }
}

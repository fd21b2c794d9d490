import {
  EvidenceInput,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import {
  findFormat,
  Format,
  FormatError,
  FormatFile,
} from '@backstage-operations/plugin-operations-formats';
import { EvidenceIntake } from '@backstage-operations/plugin-operations-node';
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { selects } from './selects';
import { WebhookRoute, WebhookTool } from './tools';
import { valuesAt } from './valuesAt';

/** Label or tag that names the entity itself. */
const ENTITY = /^[a-z]+:[a-z0-9-_.]+\/[a-z0-9-_.]+$/i;

/** Milliseconds before each further try to store a delivery that was already acknowledged to its sender. */
const PAUSES = [1_000, 5_000, 30_000];

/**
 * Turns accepted deliveries into evidence of the entities that they are about.
 *
 * @remarks The sender has been answered by the time this runs, so storing is tried again when it fails. Repeated and
 * disordered deliveries are harmless: equal records write nothing, and the newest by its own time is the current one.
 */
export class Deliveries {
  static create(options: {
    intake: EvidenceIntake;
    logger: LoggerService;
    now: () => Millis;
    pause: (millis: Millis) => Promise<void>;
  }): Deliveries {
    return new Deliveries(
      options.intake,
      options.logger,
      options.now,
      options.pause,
    );
  }

  private constructor(
    private readonly intake: EvidenceIntake,
    private readonly logger: LoggerService,
    private readonly now: () => Millis,
    private readonly pause: (millis: Millis) => Promise<void>,
  ) {}

  /** Stores what one delivery says. */
  async receive(tool: WebhookTool, body: unknown): Promise<void> {
    for (const [attempt, pause] of [0, ...PAUSES].entries()) {
      if (pause > 0) await this.pause(pause);
      try {
        await this.store(tool, body);
        return;
      } catch (error) {
        this.logger.error(
          `${tool.id}: try ${attempt + 1} to store a delivery: ${stringifyError(
            error,
          )}`,
        );
      }
    }
    this.logger.error(
      `${tool.id}: a delivery is lost; import the tool's export to fill the gap`,
    );
  }

  private async store(tool: WebhookTool, body: unknown): Promise<void> {
    const format = findFormat(tool.format);
    if (!format) throw new Error(`no format ${tool.format}`);
    for (const part of partsOf(tool, body)) {
      const entityRefs = await this.entitiesOf(tool, part.entry);
      if (entityRefs.length === 0) {
        this.logger.warn(
          `${tool.id}: a delivery names no entity; annotate one with ${tool.routes[0].annotation}`,
        );
        continue;
      }
      const file = FormatFile.of(JSON.stringify(part.body));
      for (const entityRef of entityRefs) {
        const items = this.read(tool, format, file, entityRef);
        if (items.length === 0) continue;
        const { refused } = await this.intake.submit(tool.id, items);
        for (const reason of refused)
          this.logger.warn(`${tool.id}, ${entityRef}: ${reason}`);
      }
    }
  }

  /** What is not understood is said and passed over: what came beside it is stored all the same. */
  private read(
    tool: WebhookTool,
    format: Format,
    file: FormatFile,
    entityRef: string,
  ): EvidenceInput[] {
    try {
      const { items, warnings } = format.parse(file, {
        entityRef,
        now: this.now(),
        settings: this.intake.settings?.(),
      });
      // Tools send many events that are about something else: those are no news.
      const level = items.length > 0 ? 'warn' : 'debug';
      for (const warning of warnings)
        this.logger[level](`${tool.id}, ${entityRef}: ${warning}`);
      return items;
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      this.logger.warn(
        `${tool.id}: a delivery was not understood: ${error.message}`,
      );
      return [];
    }
  }

  private async entitiesOf(
    tool: WebhookTool,
    entry: unknown,
  ): Promise<string[]> {
    const named = [
      ...valuesAt(entry, 'labels.entity'),
      ...valuesAt(entry, 'alert.details.entity'),
    ];
    const direct = named
      .filter(ref => ENTITY.test(ref))
      .map(ref => ref.toLowerCase());
    if (direct.length > 0) return direct;
    for (const route of tool.routes) {
      const refs = await this.routed(route, entry);
      if (refs.length > 0) return refs;
    }
    const { source, paths } = tool.incident ?? { source: '', paths: [] };
    for (const id of paths.flatMap(path => valuesAt(entry, path))) {
      const refs = await this.intake.entitiesByIncident(source, id);
      if (refs.length > 0) return refs;
    }
    return [];
  }

  private async routed(
    { annotation, paths, selector, spellings }: WebhookRoute,
    entry: unknown,
  ): Promise<string[]> {
    const values = paths.flatMap(path => valuesAt(entry, path));
    if (values.length === 0) return [];
    if (selector) {
      const selectors = await this.intake.annotated(annotation);
      return [...selectors]
        .filter(([, text]) => selects(text, values))
        .map(([ref]) => ref);
    }
    const asked = values.flatMap(one => [one, ...(spellings?.(one) ?? [])]);
    const found = await this.intake.entitiesByAnnotation(annotation, asked);
    return [...new Set([...found.values()].flat())];
  }
}

/** Alerts of one notification may be about different entities, so each is read as a notification of its own. */
function partsOf(
  tool: WebhookTool,
  body: unknown,
): { entry: unknown; body: unknown }[] {
  if (!tool.entries || typeof body !== 'object' || body === null)
    return [{ entry: body, body }];
  const entries = (body as Record<string, unknown>)[tool.entries];
  if (!Array.isArray(entries)) return [{ entry: body, body }];
  return entries.map(entry => ({
    entry,
    body: { ...body, [tool.entries as string]: [entry] },
  }));
}

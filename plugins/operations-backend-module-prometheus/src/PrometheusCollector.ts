import {
  annotations,
  EntityProfile,
  EvidenceInput,
  Millis,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import {
  CollectRequest,
  CollectResult,
  Collector,
} from '@backstage-operations/plugin-operations-node';
import { InputError, stringifyError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import { clientOf, findDefinitions } from './findDefinitions';
import { instancesOf } from './instancesOf';
import { linksOf } from './linksOf';
import { goldenSignalsOf } from './goldenSignalsOf';
import { measureSlo } from './measureSlo';
import { readMemory, writeMemory } from './memory';
import { AlertingRule, PrometheusClient } from './PrometheusClient';
import { UnmeasuredSlo } from './readSloDefinitions';
import { recordedSlos } from './recordedSlos';

/** Alerting rules of one server are asked for once per this time, whatever the number of entities. */
const RULES_LAST: Millis = 15_000;

/**
 * Measures the SLOs of an entity: those its OpenSLO files define, and those that Sloth or Pyrra record for it.
 *
 * @remarks A server that can't be asked leaves the last records and their age; it never becomes "no data".
 */
export class PrometheusCollector implements Collector {
  static create(options: {
    clients: readonly PrometheusClient[];
    every: HumanDuration;
    /** Addresses of OpenSLO files that belong to no entity's repository. */
    shared: readonly string[];
  }): PrometheusCollector {
    return new PrometheusCollector(
      options.clients,
      options.every,
      options.shared,
    );
  }

  readonly id = 'prometheus';
  readonly title = 'Prometheus';
  private readonly rules = new Map<
    string,
    { at: Millis; rules: Promise<AlertingRule[]> }
  >();

  private constructor(
    private readonly clients: readonly PrometheusClient[],
    readonly every: HumanDuration,
    private readonly shared: readonly string[],
  ) {}

  appliesTo(entity: EntityProfile): boolean {
    return (
      annotations.slos in entity.annotations ||
      this.shared.length > 0 ||
      Object.keys(entity.annotations).some(key =>
        key.startsWith('prometheus.io/'),
      )
    );
  }

  async collect(request: CollectRequest): Promise<CollectResult> {
    const { entity, now, signal } = request;
    const { definitions, unmeasured, problems } = await findDefinitions(
      request,
      this.shared,
    );
    const warnings = [...problems];
    const clients = instancesOf(entity, this.clients);
    const work = [
      ...definitions.map(definition => async () => {
        const client = clientOf(clients, definition);
        if (!client) {
          throw new InputError(
            `no Prometheus is configured by the name ${definition.dataSource}`,
          );
        }
        const rules = await this.rulesOf(client, now, signal);
        const { entityRef } = entity;
        return [
          await measureSlo(definition, {
            client,
            rules,
            entityRef,
            now,
            signal,
          }),
        ];
      }),
      ...clients.flatMap(client => [
        () =>
          recordedSlos(entity, {
            client,
            rules: () => this.rulesOf(client, now, signal),
            now,
            signal,
          }),
        async () => {
          const found = await goldenSignalsOf(entity, { client, now, signal });
          warnings.push(...found.problems);
          return found.items;
        },
        () =>
          linksOf(entity, {
            client,
            rules: () => this.rulesOf(client, now, signal),
            now,
            signal,
          }),
      ]),
    ];
    const names = [...definitions.map(({ name }) => name)];
    const items = unmeasured.map(slo => promised(slo, entity, now));
    const failures: unknown[] = [];
    // One query that is refused keeps nothing else from being measured.
    for (const [index, part] of work.entries()) {
      try {
        items.push(...(await part()));
      } catch (error) {
        failures.push(error);
        const about = names[index] ? `${names[index]}: ` : '';
        warnings.push(`${about}${stringifyError(error).slice(0, 500)}`);
      }
    }
    if (failures.length > 0 && items.length === 0) throw failures[0];
    const memory = readMemory(request.cursor);
    const noted = items.map(item => memory.breaches.noted(item, now));
    return {
      items: memory.told.news(noted),
      cursor: writeMemory(memory),
      warnings: [...new Set(warnings)],
    };
  }

  private rulesOf(client: PrometheusClient, now: Millis, signal: AbortSignal) {
    const known = this.rules.get(client.name);
    if (known && now - known.at < RULES_LAST) return known.rules;
    const rules = client.alertingRules(signal);
    this.rules.set(client.name, { at: now, rules });
    rules.catch(() => this.rules.delete(client.name));
    return rules;
  }
}

/** A promise that nothing measures is shown as what it is: without data, and why. */
function promised(
  { name, reason, promise }: UnmeasuredSlo,
  { entityRef }: EntityProfile,
  now: Millis,
): EvidenceInput {
  return {
    entityRef,
    kind: 'slo',
    source: 'prometheus',
    externalId: name,
    observedAt: toIso(now),
    payload: { ...promise, state: 'no-data', definitionOnly: true, reason },
  };
}

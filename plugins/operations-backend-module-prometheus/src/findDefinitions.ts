import {
  annotations,
  EntityProfile,
} from '@backstage-operations/plugin-operations-common';
import { stringifyError } from '@backstage/errors';
import { PrometheusClient } from './PrometheusClient';
import { readOpenSlo, UnmeasuredSlo } from './readSloDefinitions';
import { SloDefinition } from './SloDefinition';

/**
 * The SLOs that OpenSLO files define for an entity: its own files, and those of the shared ones that name it.
 *
 * @returns also what could not be read, in words; the rest goes on without it
 */
export async function findDefinitions(
  request: {
    entity: EntityProfile;
    readFile(target: string): Promise<Uint8Array>;
  },
  shared: readonly string[],
): Promise<{
  definitions: SloDefinition[];
  unmeasured: UnmeasuredSlo[];
  problems: string[];
}> {
  const { entity, readFile } = request;
  const own = (entity.annotations[annotations.slos] ?? '')
    .split(',')
    .map(target => target.trim())
    .filter(Boolean);
  const definitions: SloDefinition[] = [];
  const unmeasured: UnmeasuredSlo[] = [];
  const problems: string[] = [];
  for (const target of [...own, ...shared]) {
    try {
      const text = new TextDecoder().decode(await readFile(target));
      const file = readOpenSlo(text);
      const isOwn = ({ service }: { service?: string }) =>
        own.includes(target) || service === entity.name;
      definitions.push(...file.definitions.filter(isOwn));
      unmeasured.push(...file.unmeasured.filter(isOwn));
      if (own.includes(target)) problems.push(...file.warnings);
    } catch (error) {
      problems.push(`${target}: ${stringifyError(error).slice(0, 300)}`);
    }
  }
  return { definitions, unmeasured, problems };
}

/** The server that a definition names, else the first; undefined when there is none of that name. */
export function clientOf(
  clients: readonly PrometheusClient[],
  { dataSource }: SloDefinition,
): PrometheusClient | undefined {
  return dataSource === undefined
    ? clients[0]
    : clients.find(({ name }) => name === dataSource);
}

import {
  EntityProfile,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import {
  findFormat,
  FormatFile,
} from '@backstage-operations/plugin-operations-formats';
import {
  CollectRequest,
  CollectResult,
  Collector,
  incidentWatch,
  JsonApi,
} from '@backstage-operations/plugin-operations-node';
import { InputError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import { affects } from './affects';
import { cutOff } from './cutOff';
import { missingComponents } from './missingComponents';

/** Annotation with a page and, where not all of it is meant, its components: `page:component,component`. */
const COMPONENTS = 'statuspage.io/components';

/** A page is read once per this time, however many entities have a component on it. */
const PAGE_LASTS: Millis = 30_000;

/** What a page publishes: the newest fifty of each. */
const LISTS = ['incidents', 'scheduled-maintenances'];

/** Reads the incidents and maintenances that a status page publishes about an entity's components. */
export class StatuspageCollector implements Collector {
  static create(options: {
    /** Addresses by name. */
    pages: ReadonlyMap<string, string>;
    json: JsonApi;
    every: HumanDuration;
  }): StatuspageCollector {
    return new StatuspageCollector(options.pages, options.json, options.every);
  }

  readonly id = 'statuspage';
  readonly title = 'Statuspage';
  private readonly read = new Map<
    string,
    { at: Millis; answer: Promise<unknown> }
  >();

  private constructor(
    private readonly pages: ReadonlyMap<string, string>,
    private readonly json: JsonApi,
    readonly every: HumanDuration,
  ) {}

  appliesTo(entity: EntityProfile): boolean {
    return COMPONENTS in entity.annotations;
  }

  async collect(request: CollectRequest): Promise<CollectResult> {
    const { entity, now } = request;
    const [name, list = ''] = entity.annotations[COMPONENTS].split(':', 2);
    const url = this.pages.get(name.trim());
    if (!url) {
      throw new InputError(
        `${COMPONENTS}: no page is configured by the name ${name.trim()}`,
      );
    }
    const components = list
      .split(',')
      .map(id => id.trim())
      .filter(Boolean);
    const format = findFormat('statuspage');
    if (!format) throw new Error('the format statuspage is not registered');
    const result: Required<Pick<CollectResult, 'items' | 'warnings'>> = {
      items: [],
      warnings: [],
    };
    const base = url.replace(/\/+$/, '');
    for (const part of LISTS) {
      const page = await this.page(`${base}/api/v2/${part}.json`, request);
      const cut = cutOff(page, now);
      if (cut) result.warnings.push(cut);
      const own = affects(page, components);
      const { items, warnings } = format.parse(
        FormatFile.of(JSON.stringify(own)),
        { entityRef: entity.entityRef, now },
      );
      result.items.push(...items);
      result.warnings.push(...warnings);
    }
    const listed = await this.page(`${base}/api/v2/components.json`, request);
    const strangers = missingComponents(listed, components);
    if (strangers.length === 0) {
      const { entityRef } = entity;
      result.items.push(incidentWatch({ entityRef, source: this.id, now }));
    } else {
      // Of a component that is not there no incident is ever published: that proves nothing.
      result.warnings.push(
        `the page ${name.trim()} has no component ${strangers.join(', ')}`,
      );
    }
    return result;
  }

  private page(url: string, { now, signal }: CollectRequest): Promise<unknown> {
    const known = this.read.get(url);
    if (known && now - known.at < PAGE_LASTS) return known.answer;
    const answer = this.json.get(url, signal);
    this.read.set(url, { at: now, answer });
    answer.catch(() => this.read.delete(url));
    return answer;
  }
}

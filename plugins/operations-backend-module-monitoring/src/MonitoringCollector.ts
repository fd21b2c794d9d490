import { EntityProfile } from '@backstage-operations/plugin-operations-common';
import {
  CollectRequest,
  CollectResult,
  Collector,
  JsonApi,
} from '@backstage-operations/plugin-operations-node';
import { HumanDuration } from '@backstage/types';
import { MonitoringTool, ToolSettings } from './MonitoringTool';

/** Asks one tool for the entities that its annotation is on. */
export class MonitoringCollector implements Collector {
  static create(options: {
    tool: MonitoringTool;
    settings: ToolSettings;
    api: JsonApi;
    every: HumanDuration;
  }): MonitoringCollector {
    const { tool, settings, api, every } = options;
    return new MonitoringCollector(tool, settings, api, every);
  }

  private constructor(
    private readonly tool: MonitoringTool,
    private readonly settings: ToolSettings,
    private readonly api: JsonApi,
    readonly every: HumanDuration,
  ) {}

  get id(): string {
    return this.tool.id;
  }

  get title(): string {
    return this.tool.title;
  }

  appliesTo(entity: EntityProfile): boolean {
    return this.valuesOf(entity).length > 0;
  }

  /** What one entry of the annotation fails on does not keep the others from being asked. */
  async collect(request: CollectRequest): Promise<CollectResult> {
    const { entity, now, signal } = request;
    const values = this.valuesOf(entity);
    const items: CollectResult['items'] = [];
    const failures: Error[] = [];
    for (const value of values) {
      try {
        const told = await this.tool.ask({
          entityRef: entity.entityRef,
          value,
          settings: this.settings,
          api: this.api,
          now,
          signal,
        });
        items.push(...[told].flat());
      } catch (error) {
        failures.push(
          error instanceof Error ? error : new Error(String(error)),
        );
      }
    }
    if (failures.length === values.length) throw failures[0];
    return { items, warnings: failures.map(({ message }) => message) };
  }

  private valuesOf(entity: EntityProfile): string[] {
    const text = (entity.annotations[this.tool.annotation] ?? '').trim();
    const values = this.tool.several ? text.split(',') : [text];
    return values.map(value => value.trim()).filter(Boolean);
  }
}

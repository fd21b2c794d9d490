import {
  EvidenceInput,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { JsonApi } from '@backstage-operations/plugin-operations-node';

/** What the portal's configuration says of a tool. */
export interface ToolSettings {
  /** Without a slash at the end. */
  url: string;
  token?: string;
  applicationKey?: string;
  account?: number;
  tenant?: string;
  /** Promised uptime, 0..1. */
  target: number;
  /** Where people look; `{value}` stands for what the annotation says. */
  link?: string;
}

/** What a tool is asked for one entity. */
export interface ToolQuestion {
  entityRef: string;
  /** One entry of the tool's annotation. */
  value: string;
  settings: ToolSettings;
  api: JsonApi;
  now: Millis;
  signal: AbortSignal;
}

/**
 * A monitoring tool.
 *
 * @remarks Where its documented API gives the state of an objective or of an uptime check, that is the evidence; else it is a link that was
 * checked: the thing that it shows is there.
 */
export interface MonitoringTool {
  /** Source of its evidence. */
  id: string;
  /** Key in the configuration, where it is not the id: several may share one. */
  key?: string;
  title: string;
  /** Annotation that names what to ask for. */
  annotation: string;
  /** Whether the annotation may name several, comma separated. */
  several: boolean;
  /** Address where the configuration names none. */
  url?: string;
  headers(settings: ToolSettings): Record<string, string>;
  /**
   * What the tool says; several records where one entry has several objectives.
   *
   * @throws when the tool can't be asked or answers in an unknown shape: that says nothing about the entity
   */
  ask(
    question: ToolQuestion,
  ): Promise<EvidenceInput | readonly EvidenceInput[]>;
}

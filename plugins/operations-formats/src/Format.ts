import {
  EvidenceInput,
  Millis,
  OperationsSettings,
} from '@backstage-operations/plugin-operations-common';
import { FormatFile } from './FormatFile';

/** What the sender knows and the file may not say. @public */
export interface FormatContext {
  /** Normalised reference of the entity that the file is about. */
  entityRef: string;
  /** Name of the data set, where the file names none. */
  dataset?: string;
  /** What was scanned, where the file does not say. */
  scope?: string;
  /** IANA zone of timestamps that carry none. */
  timeZone?: string;
  /** ISO 8601 instant of the observation, where the file has none. */
  observedAt?: string;
  /** Exit code of the tool, where the sender knows it and the file does not say. */
  exitCode?: number;
  /** Instant of the import. */
  now: Millis;
  /** The organisation's targets and working time; the defaults when absent. */
  settings?: Pick<OperationsSettings, 'calendar' | 'support'>;
}

/** What a file says. @public */
export interface FormatResult {
  /** Version of the tool or schema, as the file states it. */
  formatVersion?: string;
  /** May be empty only where the tool's own output says that there is nothing. */
  items: EvidenceInput[];
  /** What was read with doubt, in words for the sender. */
  warnings: string[];
}

/**
 * Reads the output of one tool: bytes in, evidence out, no I/O, no clock.
 *
 * @remarks One file per format; register it in `registry.ts`.
 * @public
 */
export interface Format {
  /** `velero`, `trivy`, … : what the import route and the CLI are called with. */
  id: string;
  title: string;
  /** The tool whose output it is. */
  tool: string;
  /** Versions of the tool or schema that are understood, in words. */
  versions: string;
  mediaTypes: readonly string[];
  /** True only when the file is recognisably this format; never throws. */
  detect(file: FormatFile): boolean;
  /**
   * Turns the file into evidence.
   *
   * @throws FormatError when it is not this format, is an error body, is empty or is of an unknown major version.
   */
  parse(file: FormatFile, context: FormatContext): FormatResult;
}

import { Format } from '../Format';
import { dependabotConfig } from './dependabotConfig';
import { renovateConfig } from './renovateConfig';

/** Formats of how maintenance is set up. */
export const maintenanceFormats: readonly Format[] = [
  renovateConfig,
  dependabotConfig,
];

import { auditFormats } from './audits';
import { backupFormats } from './backup';
import { Format } from './Format';
import { FormatFile } from './FormatFile';
import { incidentFormats } from './incidents';
import { maintenanceFormats } from './maintenance';
import { nativeFormats } from './native';
import { sloFormats } from './slos';
import { supportFormats } from './support';
import { vulnerabilityFormats } from './vulnerabilities';

/** Every format, the more specific before the more general: detection takes the first that recognises the file. @public */
export const formats: readonly Format[] = [
  ...vulnerabilityFormats,
  ...backupFormats,
  ...sloFormats,
  ...incidentFormats,
  ...auditFormats,
  ...supportFormats,
  ...maintenanceFormats,
  // Last: their bare forms are recognised by little.
  ...nativeFormats,
];

/** The format of that id. @public */
export function findFormat(id: string): Format | undefined {
  return formats.find(format => format.id === id);
}

/** The first format that recognises the file. @public */
export function detectFormat(file: FormatFile): Format | undefined {
  return formats.find(format => format.detect(file));
}

import { Format } from '../Format';
import { auditCsv } from './auditCsv';
import { auditMarkdown } from './auditMarkdown';
import { oscalPoam } from './oscalPoam';
import { oscalResults } from './oscalResults';
import { sarifAudit } from './sarifAudit';

/** Formats of audits, their findings and assessed controls. */
export const auditFormats: readonly Format[] = [
  auditMarkdown,
  oscalResults,
  oscalPoam,
  sarifAudit,
  auditCsv,
];

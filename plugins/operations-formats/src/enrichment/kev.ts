import { z } from 'zod';
import { FormatError } from '../FormatError';
import { FormatFile } from '../FormatFile';
import { shaped } from '../shared/shape';
import { refuseErrorBody } from '../vulnerabilities/errorBody';
import { advisoryDate, dueDay } from '../vulnerabilities/scanRecord';

/** When a vulnerability was found to be exploited, and by when it has to be fixed. @public */
export interface KnownExploited {
  addedAt: string;
  dueAt?: string;
}

/** An edition of the catalogue. @public */
export interface ExploitedCatalogue {
  version: string;
  /** ISO 8601; absent when the file does not say. */
  releasedAt?: string;
  /** By CVE in capitals. */
  entries: ReadonlyMap<string, KnownExploited>;
}

const catalogue = z.looseObject({
  catalogVersion: z.string(),
  dateReleased: z.string().nullish(),
  count: z.number(),
  vulnerabilities: z.array(
    z.looseObject({
      cveID: z.string(),
      dateAdded: z.string(),
      dueDate: z.string().nullish(),
    }),
  ),
});

/**
 * CISA's catalogue of known exploited vulnerabilities.
 *
 * @remarks
 * Some of its due dates lie before the day of the entry; they are kept as they are, and a clock never starts from them.
 * @throws FormatError when it is another file, or holds fewer entries than it says
 * @public
 */
export function readKev(file: FormatFile): ExploitedCatalogue {
  const document = file.requireObject('kev');
  if (!('catalogVersion' in document)) refuseErrorBody('kev', document);
  const {
    count,
    vulnerabilities,
    catalogVersion: version,
    dateReleased,
  } = shaped('kev', catalogue, document);
  if (count !== vulnerabilities.length) {
    throw new FormatError(
      `kev: the catalogue says ${count} entries and holds ${vulnerabilities.length}: it is cut off`,
    );
  }
  if (count === 0) {
    throw new FormatError('kev: the catalogue holds no entries');
  }
  const entries = new Map<string, KnownExploited>();
  for (const { cveID, dateAdded, dueDate } of vulnerabilities) {
    const addedAt = advisoryDate(dateAdded);
    if (!addedAt)
      throw new FormatError(`kev: ${cveID}: ${dateAdded} is no day`);
    const dueAt = dueDay(dueDate);
    entries.set(cveID.toUpperCase(), {
      addedAt,
      ...(dueAt ? { dueAt } : {}),
    });
  }
  const releasedAt = advisoryDate(dateReleased);
  return { version, ...(releasedAt ? { releasedAt } : {}), entries };
}

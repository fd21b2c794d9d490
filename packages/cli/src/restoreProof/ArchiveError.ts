/** Why an archive can't be restored, in words for the proof file. */
export class ArchiveError extends Error {
  name = 'ArchiveError';
}

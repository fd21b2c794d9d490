import { ConflictError } from '@backstage/errors';
import { SubjectDifference } from '@backstage-operations/plugin-operations-common';
import { Place } from './place';

/** What was shown no longer holds; carries what changed, as far as that is known. @internal */
export class SubjectChangedError extends ConflictError {
  /** What a decision would be made over now. */
  readonly subjectDigest: string;
  readonly difference?: SubjectDifference;
  // Private, so that the place does not end in the error's body.
  readonly #present: Place;

  constructor(present: Place, difference?: SubjectDifference) {
    const changes = difference?.changes.join('; ');
    super(
      `expectedSubjectDigest: what was shown no longer holds${
        changes ? `: ${changes}` : ''
      }`,
    );
    this.name = 'ConflictError';
    this.subjectDigest = present.subjectDigest;
    if (difference) this.difference = difference;
    this.#present = present;
  }

  /** The same with the difference, which takes a while to find. */
  async explained(
    find: (present: Place) => Promise<SubjectDifference | undefined>,
  ): Promise<SubjectChangedError> {
    return new SubjectChangedError(this.#present, await find(this.#present));
  }
}

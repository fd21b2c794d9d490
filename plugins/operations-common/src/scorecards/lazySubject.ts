import { canonicalDigest } from '../evidence/canonical';
import { SignoffSubject } from './Result';

/** What a decision would be made over, and its digest; both made when somebody asks. @internal */
export interface LazySubject {
  readonly subject: SignoffSubject;
  readonly subjectDigest: string;
}

/**
 * Puts off the making of a subject.
 *
 * @remarks
 * A hundred digests cost more than all verdicts, and where nobody has decided anything only a reader of the whole answer
 * looks at them.
 * @internal
 */
export function lazySubject(make: () => SignoffSubject): LazySubject {
  let subject: SignoffSubject | undefined;
  let digest: string | undefined;
  const made = () => {
    subject ??= make();
    return subject;
  };
  return {
    get subject() {
      return made();
    },
    get subjectDigest() {
      digest ??= canonicalDigest(made());
      return digest;
    },
  };
}

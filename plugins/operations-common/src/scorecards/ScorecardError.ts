import { InputError } from '@backstage/errors';

/** One thing that is wrong in a scorecard file. @public */
export interface ScorecardFileProblem {
  file: string;
  line: number;
  column: number;
  /** Path like `spec.criteria[3].rules[0].fact`; empty for the document itself. */
  field: string;
  message: string;
}

const words = ({ file, line, column, field, message }: ScorecardFileProblem) =>
  `${file}:${line}:${column} ${field === '' ? '' : `${field}: `}${message}`;

/** How many problems the message lists; all of them are in {@link ScorecardError.problems}. */
const listed = 10;

/** A scorecard file that can't be used, with everything that is wrong in it. @public */
export class ScorecardError extends InputError {
  readonly problems: readonly ScorecardFileProblem[];

  constructor(problems: readonly ScorecardFileProblem[]) {
    const rest = problems.length - listed;
    super(
      problems
        .slice(0, listed)
        .map(words)
        .concat(rest > 0 ? [`and ${rest} more`] : [])
        .join('\n'),
    );
    this.name = 'InputError';
    this.problems = problems;
  }
}

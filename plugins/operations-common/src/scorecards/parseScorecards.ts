import {
  Document,
  isMap,
  isScalar,
  LineCounter,
  parseAllDocuments,
} from 'yaml';
import { assertSafeValue } from '../evidence/safeValue';
import { maxDepth, UnsafeValueError } from '../evidence/unsafe';
import { findFact } from '../facts/catalogue';
import { PathProblem, pathProblems, pathText } from '../zodProblem';
import { checkScorecard, ScorecardVocabulary } from './checkScorecard';
import { policyDigest } from './policyDigest';
import { roleNames } from './roles';
import { scorecardSchema } from './schema';
import { Scorecard } from './Scorecard';
import { ScorecardError, ScorecardFileProblem } from './ScorecardError';
import { duplicateKeys } from './yamlDuplicates';
import { nestsDeeperThan } from './yamlNesting';
import { Position, positionAt, positionOf } from './yamlPosition';

/** Longest text that is read. */
const maxCharacters = 250_000;

/** Most problems of one document that are looked up in the text. */
const maxProblems = 100;

/** Most documents of one file. */
const maxDocuments = 100;

/** Aliases may repeat a list or two, not multiply. */
const maxAliases = 50;

/** A scorecard that can be used, with its content address. @public */
export interface ParsedScorecard {
  scorecard: Scorecard;
  digest: string;
}

/** Where a text is from and what its rules may name. @public */
export interface ParseScorecardsOptions extends Partial<ScorecardVocabulary> {
  /** Shown in errors. */
  file: string;
}

/** `---` at the end of a file opens a document without content. */
const isEmpty = (contents: unknown): boolean =>
  contents === null || (isScalar(contents) && contents.value === null);

type Reading =
  | { scorecard: Scorecard; problems?: never }
  | { scorecard?: never; problems: ScorecardFileProblem[] };

/** A predicate is checked against each operator in turn; where none fits, the one that was written is what is wrong. */
function namedOperator(
  document: Document.Parsed,
  problem: PathProblem,
): PathProblem {
  const { path } = problem;
  const last = path[path.length - 1];
  if (typeof last !== 'string' || !last.startsWith('$')) return problem;
  if (document.hasIn(path)) return problem;
  const parent = document.getIn(path.slice(0, -1));
  const written = isMap(parent)
    ? parent.items.map(({ key }) => String(key))
    : [];
  const strange = written.find(key => key.startsWith('$'));
  if (strange === undefined) return problem;
  return {
    path: [...path.slice(0, -1), strange],
    message: 'is no operator that can stand here',
  };
}

/** Reads one file; collects what is wrong with their places. */
class FileReading {
  readonly lines = new LineCounter();

  constructor(
    private readonly file: string,
    private readonly vocabulary: ScorecardVocabulary,
  ) {}

  documents(text: string): Document.Parsed[] {
    if (text.length > maxCharacters) {
      throw this.failure(`is longer than ${maxCharacters} characters`);
    }
    if (nestsDeeperThan(text, maxDepth)) {
      throw this.failure('is nested too deeply');
    }
    const documents = parseAllDocuments(text, {
      lineCounter: this.lines,
      prettyErrors: false,
      uniqueKeys: false,
    });
    if (documents.length > maxDocuments) {
      throw this.failure(`holds more than ${maxDocuments} documents`);
    }
    return [...documents].filter(
      (document): document is Document.Parsed =>
        document.errors.length > 0 || !isEmpty(document.contents),
    );
  }

  read(document: Document.Parsed): Reading {
    const broken = this.brokenIn(document);
    if (broken.length > 0) return { problems: broken };
    const value = this.valueOf(document);
    const parsed = scorecardSchema.safeParse(value);
    if (!parsed.success) {
      return this.refused(document, pathProblems(parsed.error));
    }
    const scorecard: Scorecard = parsed.data;
    const problems = checkScorecard(scorecard, this.vocabulary);
    return problems.length > 0
      ? this.refused(document, problems)
      : { scorecard };
  }

  private brokenIn(document: Document.Parsed): ScorecardFileProblem[] {
    const found = [
      ...[...document.errors, ...document.warnings].map(
        ({ pos: [offset], message }) => ({ offset, message }),
      ),
      ...duplicateKeys(document).map(({ key, offset }) => ({
        offset,
        message: `the key ${key} is there twice`,
      })),
    ];
    return found
      .slice(0, maxProblems)
      .map(({ offset, message }) =>
        this.problem('', message, positionAt(this.lines, offset)),
      );
  }

  failure(message: string): ScorecardError {
    const start = { line: 1, column: 1 };
    return new ScorecardError([this.problem('', message, start)]);
  }

  private valueOf(document: Document.Parsed): unknown {
    try {
      const value: unknown = document.toJS({ maxAliasCount: maxAliases });
      assertSafeValue(value);
      return value;
    } catch (error) {
      if (error instanceof UnsafeValueError) {
        const { field, problem } = error;
        const steps = field.match(/[^.[\]"]+/g) ?? [];
        const path = steps.map(step => (/^\d+$/.test(step) ? +step : step));
        const place = positionOf(document, path, this.lines);
        throw new ScorecardError([this.problem(field, problem, place)]);
      }
      if (error instanceof ReferenceError) {
        throw this.failure('uses aliases that multiply');
      }
      throw error;
    }
  }

  private refused(document: Document.Parsed, found: PathProblem[]): Reading {
    return {
      problems: found
        .slice(0, maxProblems)
        .map(problem => namedOperator(document, problem))
        .map(({ path, message }) =>
          this.problem(
            pathText(path),
            message,
            positionOf(document, path, this.lines),
          ),
        ),
    };
  }

  private problem(
    field: string,
    message: string,
    position: Position,
  ): ScorecardFileProblem {
    return { file: this.file, ...position, field, message };
  }
}

/**
 * Reads the scorecards of a YAML file, one per document.
 *
 * @throws ScorecardError with file, line, column and field of everything that is wrong
 * @public
 */
export function parseScorecards(
  text: string,
  options: ParseScorecardsOptions,
): ParsedScorecard[] {
  const reading = new FileReading(options.file, {
    findFact: options.findFact ?? findFact,
    roles: options.roles ?? roleNames,
  });
  const documents = reading.documents(text);
  if (documents.length === 0) throw reading.failure('holds no scorecard');
  const readings = documents.map(document => reading.read(document));
  const problems = readings.flatMap(one => one.problems ?? []);
  if (problems.length > 0) throw new ScorecardError(problems);
  const scorecards = readings.flatMap(one => one.scorecard ?? []);
  const names = scorecards.map(scorecard => scorecard.metadata.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw reading.failure(`holds the scorecard ${twice} twice`);
  return scorecards.map(scorecard => ({
    scorecard,
    digest: policyDigest(scorecard),
  }));
}

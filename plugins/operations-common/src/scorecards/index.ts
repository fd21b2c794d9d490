export * from './Scorecard';
export * from './Result';
export * from './EvaluationInput';
export { appliesTo } from './appliesTo';
export { evaluateScorecard } from './evaluateScorecard';
export { factKey, FactReader } from './FactReader';
export type { AskedFact, FactReaderOptions, ReadFact } from './FactReader';
export { factsAsked } from './factsAsked';
export type { FactQuestion } from './factsAsked';
export { parseScorecards } from './parseScorecards';
export type {
  ParsedScorecard,
  ParseScorecardsOptions,
} from './parseScorecards';
export { ScorecardError } from './ScorecardError';
export type { ScorecardFileProblem } from './ScorecardError';
export { policyDigest } from './policyDigest';
export { roleNames, roleTitle } from './roles';
export { ruleSentence } from './sentence';
export { scorecardSchema } from './schema';
export { predecessorsOf } from './slotOrder';
export { statementAbout } from './statementAbout';
export type { StatementAbout } from './statementAbout';
export { subjectDifference } from './subjectDifference';
export { isWorseBand, waiverBand } from './waiverBand';

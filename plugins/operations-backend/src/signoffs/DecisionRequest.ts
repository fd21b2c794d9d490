/** What somebody asks to decide. @internal */
export interface DecisionRequest {
  entityRef: string;
  scorecard: string;
  /** Criterion id, or `exit`. */
  criterion: string;
  slot: string;
  decision: 'approve' | 'reject';
  comment: string;
  /** Digest of what was shown. */
  expectedSubjectDigest: string;
  /** The person whose delegation is used. */
  onBehalfOf?: string;
}

/** Required documents found. @public */
export interface DocumentSection {
  documents: {
    type: string;
    title: string;
    url?: string;
    owner?: string;
    reviewedAt?: string;
    reachable?: boolean;
    verdict: 'pass' | 'fail' | 'stale' | 'unknown';
    reason?: string;
  }[];
}

/** Annotations this product reads; none ever holds a secret. @public */
export const annotations = {
  /** Comma separated relative paths or urls of evidence files. */
  evidence: 'backstage-operations.io/evidence',
  /** Comma separated relative paths or urls of OpenSLO files. */
  slos: 'backstage-operations.io/slos',
  /** How long a dependency bot waits for a release to settle, ISO 8601, where its configuration is not read: `P14D`. */
  minimumReleaseAge: 'backstage-operations.io/dependency-minimum-age',
  /** Name of the tier whose targets apply, like `tier-1`. */
  tier: 'backstage-operations.io/tier',
  /** `true` when the entity can be reached from the internet, `false` when not; unknown counts as exposed. */
  exposed: 'backstage-operations.io/exposed',
  /**
   * Comma separated data sets with their class, like `orders=database,assets=application`, or `none` for an entity that keeps
   * no data of its own: rules about backups then do not apply to it.
   */
  datasets: 'backstage-operations.io/datasets',
} as const;

/** Value of the data sets annotation that says there are none. @public */
export const noDatasets = 'none';

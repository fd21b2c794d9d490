/** The text of one scorecard file and where it stands. @internal */
export interface ScorecardFile {
  /** Stable over reloads; shown in errors and kept with the version. */
  location: string;
  text: string;
}

/** One place that scorecards are read from. @internal */
export interface ScorecardSource {
  /** The configured target; every location of its files starts with it or is matched by it. */
  readonly target: string;

  /** Built-in scorecards give way to others of the same name. */
  readonly builtIn: boolean;

  /** All files of the target; throws when the target can't be read, which is not the same as an empty one. */
  read(): Promise<ScorecardFile[]>;
}

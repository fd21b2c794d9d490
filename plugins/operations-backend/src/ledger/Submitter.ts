import { EvidenceInput } from '@backstage-operations/plugin-operations-common';

/** Why an item is refused: the field and what is wrong with it. @internal */
export interface ItemProblem {
  field: string;
  message: string;
}

/** Somebody or something that sends evidence, with what it may say. @internal */
export interface Submitter {
  /** `user:default/ada` or `service:ci`; stands on every record. */
  ref: string;
  /** True for a person: what a person sends is recorded as manual and enters the log. */
  person: boolean;
  /** The source under which what it says is recorded. */
  sourceOf(said: string): string;
  /** What it may not say whatever the entity; undefined where nothing stands against it. */
  refuses(input: EvidenceInput): ItemProblem | undefined;
  /** Those entities that exist for it. */
  visible(entityRefs: readonly string[]): Promise<Set<string>>;
  /** Those entities about which it may say something. */
  permitted(entityRefs: readonly string[]): Promise<Set<string>>;
}

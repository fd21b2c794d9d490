/** What evaluation needs to know of a catalog entity; our own copy of those fields. @public */
export interface EntityProfile {
  entityRef: string;
  uid: string;
  kind: string;
  namespace: string;
  name: string;
  title?: string;
  type?: string;
  lifecycle?: string;
  /** Entity reference of the owner. */
  owner?: string;
  system?: string;
  domain?: string;
  /** Value of `backstage-operations.io/tier`. */
  tier?: string;
  annotations: Record<string, string>;
  labels: Record<string, string>;
  tags: string[];
  /** Outgoing relations as `{ type, targetRef }`. */
  relations: { type: string; targetRef: string }[];
  /** Links of the entity's metadata. */
  links: { url: string; title?: string; type?: string }[];
}

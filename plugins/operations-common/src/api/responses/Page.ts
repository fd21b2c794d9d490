/** One page of a list. @public */
export interface Page<T> {
  items: T[];
  /** Present when there is more. */
  nextCursor?: string;
  /** Of all pages, as far as the caller may see. */
  totalItems: number;
}

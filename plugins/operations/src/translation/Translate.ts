import type { messages } from './messages';

type Paths<Node, Prefix extends string = ''> = {
  [Key in keyof Node & string]: Node[Key] extends string
    ? `${Prefix}${Key}`
    : Paths<Node[Key], `${Prefix}${Key}.`>;
}[keyof Node & string];

type At<Node, Where extends string> = Where extends `${infer Key}.${infer Rest}`
  ? Key extends keyof Node
    ? At<Node[Key], Rest>
    : never
  : Where extends keyof Node
  ? Node[Where]
  : never;

type Path = Paths<typeof messages>;

type WithoutPlural<Key extends string> = Key extends `${infer Base}_${
  | 'one'
  | 'other'}`
  ? Base
  : Key;

/** The text of a key; of a plural the form for many. */
type Text<Key extends string> = Key extends Path
  ? At<typeof messages, Key>
  : At<typeof messages, `${Key}_other`>;

type Names<Value> = Value extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

type Values<Key extends string> = [Names<Text<Key>>] extends [never]
  ? []
  : [
      values: {
        [Name in Names<Text<Key>>]: Name extends 'count' ? number : string;
      },
    ];

/** Name of a text. @internal */
export type TextKey = WithoutPlural<Path>;

/**
 * Gives a text in the reader's language; the compiler checks its name and the names of the values in it.
 *
 * @remarks The framework's own type checks the same but takes minutes to compile over this many texts.
 * @internal
 */
export type Translate = <Key extends TextKey>(
  key: Key,
  ...values: Values<Key>
) => string;

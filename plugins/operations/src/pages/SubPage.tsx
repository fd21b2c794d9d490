import { Content } from '@backstage/core-components';
import { ReactNode } from 'react';

/** Gives a tab of the Operations page its margins, where the frame around it gives none. @internal */
export function SubPage(props: { children: ReactNode }) {
  return <Content>{props.children}</Content>;
}

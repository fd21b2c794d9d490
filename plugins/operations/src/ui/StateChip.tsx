import Error from '@material-ui/icons/ErrorOutline';
import { ReactElement, ReactNode } from 'react';
import { Chip } from './Chip';
import { Tone } from './tone';
import { verdictIcons } from './verdictIcons';

const icons: Record<Tone, ReactElement> = {
  good: verdictIcons.pass,
  bad: verdictIcons.fail,
  warn: <Error aria-hidden fontSize="inherit" />,
  info: <Error aria-hidden fontSize="inherit" />,
  unknown: verdictIcons.unknown,
  muted: verdictIcons['not-applicable'],
};

/** A state in its own word, for what is no verdict. @internal */
export function StateChip(props: { tone: Tone; children: ReactNode }) {
  const { tone, children } = props;
  return (
    <Chip tone={tone} icon={icons[tone]}>
      {children}
    </Chip>
  );
}

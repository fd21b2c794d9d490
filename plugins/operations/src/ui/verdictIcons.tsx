import { Verdict } from '@backstage-operations/plugin-operations-common';
import Cancel from '@material-ui/icons/Cancel';
import CheckCircle from '@material-ui/icons/CheckCircle';
import Flag from '@material-ui/icons/Flag';
import Help from '@material-ui/icons/HelpOutline';
import RemoveCircle from '@material-ui/icons/RemoveCircleOutline';
import Schedule from '@material-ui/icons/Schedule';
import { ReactElement } from 'react';

/** One shape per verdict, so that colour is never the only sign. @internal */
export const verdictIcons: Record<Verdict, ReactElement> = {
  pass: <CheckCircle aria-hidden fontSize="inherit" />,
  fail: <Cancel aria-hidden fontSize="inherit" />,
  stale: <Schedule aria-hidden fontSize="inherit" />,
  unknown: <Help aria-hidden fontSize="inherit" />,
  'not-applicable': <RemoveCircle aria-hidden fontSize="inherit" />,
  waived: <Flag aria-hidden fontSize="inherit" />,
};

import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import { useOperationsTranslation } from '../translation';
import { Field } from './Field';

/** One value of a filter. @internal */
export interface Choice {
  value: string;
  title: string;
}

const useStyles = makeStyles(theme => ({
  root: {
    minWidth: '8.5rem',
    margin: '0 8px 4px 0',
    [theme.breakpoints.down('xs')]: { width: 'calc(50% - 8px)' },
  },
  input: { fontSize: '0.8125rem' },
}));

/** A filter with one value or none. @internal */
export function Choices(props: {
  label: string;
  choices: readonly Choice[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  /** False: one value always stands. */
  optional?: boolean;
}) {
  const { label, choices, value, onChange, optional = true } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const chosen = choices.find(choice => choice.value === value);
  return (
    <Field
      select
      size="small"
      label={label}
      className={classes.root}
      InputProps={{ className: classes.input }}
      InputLabelProps={{ shrink: true }}
      SelectProps={{ displayEmpty: true }}
      title={chosen?.title}
      value={chosen ? value : ''}
      onChange={event => onChange(event.target.value || undefined)}
    >
      {optional && <MenuItem value="">{t('choices.all')}</MenuItem>}
      {choices.map(choice => (
        <MenuItem key={choice.value} value={choice.value}>
          {choice.title}
        </MenuItem>
      ))}
    </Field>
  );
}

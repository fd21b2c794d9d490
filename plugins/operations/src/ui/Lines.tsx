import { makeStyles } from '@material-ui/core/styles';
import { Prose } from './Wording';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: '1.2em', fontSize: '0.8125rem' },
});

/** Sentences as a list. @internal */
export function Lines(props: { items: readonly string[]; label?: string }) {
  const { items, label } = props;
  const classes = useStyles();
  return (
    <ul className={classes.list} aria-label={label}>
      {items.map(item => (
        <li key={item}>
          <Prose>{item}</Prose>
        </li>
      ))}
    </ul>
  );
}

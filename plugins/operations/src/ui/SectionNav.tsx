import { makeStyles, useTheme } from '@material-ui/core/styles';
import { MouseEvent, useEffect, useState } from 'react';
import { useOperationsTranslation } from '../translation';
import { toneColor } from './tone';
import { verdictIcons } from './verdictIcons';

/** One section that can be jumped to. @internal */
export interface NavItem {
  id: string;
  title: string;
  /** Shown beside the title when something in the section fails or is not known. */
  mark?: 'fail' | 'unknown';
}

const useStyles = makeStyles(theme => ({
  root: {
    position: 'sticky',
    top: 0,
    zIndex: 2,
    background: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(0, 1),
    overflowX: 'auto',
    scrollbarWidth: 'thin',
  },
  list: {
    display: 'flex',
    margin: 0,
    padding: 0,
    listStyle: 'none',
    gap: theme.spacing(0.5),
  },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: theme.spacing(1, 1.25),
    whiteSpace: 'nowrap',
    fontSize: '0.8125rem',
    color: theme.palette.text.secondary,
    textDecoration: 'none',
    borderBottom: '2px solid transparent',
    '&:hover': { color: theme.palette.text.primary },
    '&[aria-current]': {
      color: theme.palette.text.primary,
      fontWeight: 600,
      borderBottomColor: theme.palette.primary.main,
    },
    '& svg': { fontSize: '0.875rem' },
  },
}));

function useCurrent(ids: readonly string[]): string | undefined {
  const [current, setCurrent] = useState<string>();
  const key = ids.join(' ');
  useEffect(() => {
    if (typeof IntersectionObserver === 'undefined') return undefined;
    const seen = new Set<string>();
    const observer = new IntersectionObserver(
      entries => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) seen.add(target.id);
          else seen.delete(target.id);
        }
        setCurrent(key.split(' ').find(id => seen.has(id)));
      },
      { rootMargin: '-64px 0px -55% 0px' },
    );
    for (const id of key.split(' ')) {
      const section = document.getElementById(id);
      if (section) observer.observe(section);
    }
    return () => observer.disconnect();
  }, [key]);
  return current;
}

/** Jumps to a section and moves the focus to its heading. */
function jump(id: string) {
  document.getElementById(id)?.scrollIntoView?.({ block: 'start' });
  document.getElementById(`${id}-title`)?.focus({ preventScroll: true });
}

/** Links to the sections of a page that stay in view. @internal */
export function SectionNav(props: { items: readonly NavItem[] }) {
  const { items } = props;
  const classes = useStyles();
  const theme = useTheme();
  const { t } = useOperationsTranslation();
  const current = useCurrent(items.map(item => item.id));
  const follow = (event: MouseEvent, id: string) => {
    event.preventDefault();
    jump(id);
  };
  return (
    <nav className={classes.root} aria-label={t('nav.label')}>
      <ul className={classes.list}>
        {items.map(({ id, title, mark }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className={classes.link}
              aria-current={current === id ? 'location' : undefined}
              onClick={event => follow(event, id)}
            >
              {title}
              {mark && (
                <span
                  role="img"
                  aria-label={t(`nav.${mark}`)}
                  title={t(`nav.${mark}`)}
                  style={{
                    display: 'flex',
                    color: toneColor(
                      theme,
                      mark === 'fail' ? 'bad' : 'unknown',
                    ),
                  }}
                >
                  {verdictIcons[mark]}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
